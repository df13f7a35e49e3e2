// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/clienthandshake.h"

#include "server/websocket/handshake.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace phx::websocket {

namespace {

constexpr qsizetype MaxShown = 100; // of what came, in a sentence

// Fields that the handshake makes; a second one would be another handshake.
constexpr std::array<QByteArrayView, 5> Own {"connection", "upgrade", "sec-websocket-key",
                                             "sec-websocket-version", "sec-websocket-extensions"};

// What came, for a sentence: quoted, short, nothing that a terminal obeys.
QByteArray shown(QByteArrayView value)
{
    QByteArray text;
    for (const char c : value.first(std::min(MaxShown, value.size())))
        text += c >= 0x20 && c < 0x7f ? c : '?';
    return '"' + text + (value.size() > MaxShown ? "…\"" : "\"");
}

QByteArray shown(const http::Fields &fields, QByteArrayView name)
{
    if (!http::hasField(fields, name))
        return "none";
    return shown(http::valuesOf(fields, name).join(", "));
}

QByteArray randomKey()
{
    std::array<quint32, 4> words {};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    QByteArray bytes(sizeof words, Qt::Uninitialized);
    std::memcpy(bytes.data(), words.data(), sizeof words);
    return bytes.toBase64();
}

bool isValue(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<uchar>(c);
        return (byte >= 0x20 && byte != 0x7f) || c == '\t';
    });
}

QByteArray expected(QByteArrayView what, const http::ResponseHead &answer, QByteArrayView name)
{
    return "The answer to the WebSocket handshake must have " + what.toByteArray() + ", not "
        + shown(answer.fields, name) + '.';
}

std::optional<QByteArray> statusProblem(const http::ResponseHead &answer)
{
    if (answer.status != 101) {
        const QByteArray reason = answer.reason.isEmpty() ? "" : " (" + shown(answer.reason) + ')';
        return "The server answered the WebSocket handshake with "
            + QByteArray::number(answer.status) + reason + " instead of 101.";
    }
    if (answer.minorVersion != 1)
        return QByteArrayLiteral("The server answered the WebSocket handshake in HTTP/1.0.");
    return std::nullopt;
}

std::optional<QByteArray> subprotocolProblem(const http::ResponseHead &answer,
                                             const ClientHandshake &handshake)
{
    const QByteArrayView name = "sec-websocket-protocol";
    if (!http::hasField(answer.fields, name))
        return std::nullopt;
    const QList<QByteArray> chosen = http::valuesOf(answer.fields, name);
    const QList<QByteArray> offered = http::listOf(handshake.fields, name);
    if (chosen.size() == 1 && offered.contains(chosen.constFirst()))
        return std::nullopt;
    return offered.isEmpty()
        ? expected("no sec-websocket-protocol, as none was asked for", answer, name)
        : expected("one sec-websocket-protocol of those asked for", answer, name);
}

} // namespace

std::optional<QByteArray> fieldProblem(QByteArrayView name, QByteArrayView value)
{
    if (!http::isToken(name))
        return "The header field " + shown(name) + " has a name that HTTP does not allow.";
    if (!isValue(value))
        return "The header field " + shown(name) + " holds a control character.";
    if (std::find(Own.begin(), Own.end(), name) != Own.end()) {
        return "The header field " + shown(name)
            + " is made by the WebSocket handshake; leave it out.";
    }
    return std::nullopt;
}

std::variant<ClientHandshake, QByteArray> makeHandshake(const HandshakeWish &wish)
{
    http::Fields further;
    for (const auto &[name, value] : wish.headers) {
        if (auto problem = fieldProblem(name.toLower(), value))
            return *std::move(problem);
        further.append({name.toLower(), value});
    }
    if (!isValue(wish.origin))
        return QByteArrayLiteral("The origin holds a control character.");
    ClientHandshake result {.target = wish.target, .fields = {}};
    if (!http::hasField(further, "host"))
        result.fields.append({"host", wish.host});
    result.fields += http::Fields {{"connection", "Upgrade"},
                                   {"upgrade", "websocket"},
                                   {"sec-websocket-key", randomKey()},
                                   {"sec-websocket-version", "13"}};
    if (!wish.origin.isEmpty() && !http::hasField(further, "origin"))
        result.fields.append({"origin", wish.origin});
    if (!wish.subprotocols.isEmpty())
        result.fields.append({"sec-websocket-protocol", wish.subprotocols.join(", ")});
    result.fields += further;
    return result;
}

QByteArray serialize(const ClientHandshake &handshake)
{
    QByteArray bytes = "GET " + handshake.target + " HTTP/1.1\r\n";
    for (const auto &[name, value] : handshake.fields)
        bytes += name + ": " + value + "\r\n";
    return bytes + "\r\n";
}

std::optional<QByteArray> answerProblem(const http::ResponseHead &answer,
                                        const ClientHandshake &handshake)
{
    if (auto problem = statusProblem(answer))
        return problem;
    const QList<QByteArray> upgrades = http::valuesOf(answer.fields, "upgrade");
    if (upgrades.size() != 1
        || upgrades.constFirst().compare("websocket", Qt::CaseInsensitive) != 0)
        return expected("upgrade: websocket", answer, "upgrade");
    if (!http::listHas(answer.fields, "connection", "upgrade"))
        return expected("upgrade in its connection field", answer, "connection");
    const QByteArray accept = acceptKey(http::fieldOf(handshake.fields, "sec-websocket-key"));
    if (http::valuesOf(answer.fields, "sec-websocket-accept") != QList<QByteArray> {accept}) {
        return expected("sec-websocket-accept: " + accept, answer, "sec-websocket-accept");
    }
    if (http::hasField(answer.fields, "sec-websocket-extensions")) {
        return expected("no sec-websocket-extensions, as none was offered", answer,
                        "sec-websocket-extensions");
    }
    return subprotocolProblem(answer, handshake);
}

QByteArray explanation(const http::ResponseHead &answer, QByteArrayView body)
{
    const bool isText =
        http::fieldOf(answer.fields, "content-type").toLower().startsWith("text/plain");
    if (!isText || http::hasField(answer.fields, "transfer-encoding"))
        return {};
    const auto end =
        std::find_if(body.begin(), body.end(), [](char c) { return c == '\r' || c == '\n'; });
    const QByteArrayView line = body.first(end - body.begin());
    return line.isEmpty() ? QByteArray() : " It says: " + shown(line);
}

} // namespace phx::websocket
