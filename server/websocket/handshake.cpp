// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/handshake.h"

#include <QByteArrayList>
#include <QCryptographicHash>
#include <QList>
#include <QStringDecoder>

#include <algorithm>
#include <utility>

namespace phx::websocket {

namespace {

constexpr qsizetype KeyChars = 24; // Base64 of 16 bytes
constexpr qsizetype KeyBytes = 16;
constexpr qsizetype MaxInspectedBytes = 50; // where Elixir's inspect cuts a list

// A value that is not printable text, as Elixir shows it: <<255, 0>>
QByteArray inspectBytes(const QByteArray &value)
{
    QByteArray shown = "<<";
    for (qsizetype i = 0; i < std::min(value.size(), MaxInspectedBytes); ++i) {
        if (i > 0)
            shown += ", ";
        shown += QByteArray::number(static_cast<quint8>(value[i]));
    }
    if (value.size() > MaxInspectedBytes)
        shown += ", ...";
    return shown + ">>";
}

QByteArray inspect(const QByteArray &value)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(value);
    const bool isPrintable =
        !decoder.hasError() && std::all_of(text.begin(), text.end(), [](QChar character) {
            return character.isPrint() || character.isSurrogate() || character == QLatin1Char('\t');
        });
    if (!isPrintable)
        return inspectBytes(value);
    QByteArray shown = value;
    shown.replace('\\', "\\\\").replace('"', "\\\"").replace("#{", "\\#{").replace('\t', "\\t");
    return '"' + shown + '"';
}

QByteArray inspect(const QList<QByteArray> &values)
{
    QByteArrayList shown;
    for (const QByteArray &value : values)
        shown.append(inspect(value));
    return '[' + shown.join(", ") + ']';
}

std::optional<QByteArray> mustContain(const http::Request &request, QByteArrayView name,
                                      QByteArrayView wanted)
{
    if (http::listHas(request.fields, name, wanted))
        return std::nullopt;
    return '\'' + name.toByteArray() + "' header must contain '" + wanted.toByteArray() + "', got "
        + inspect(http::valuesOf(request.fields, name));
}

QByteArray absent(QByteArrayView name)
{
    return '\'' + name.toByteArray() + "' header is absent";
}

// Bandit takes any key; RFC 6455 §4.2.1 asks for 16 bytes.
std::optional<QByteArray> keyProblem(const http::Request &request)
{
    const QList<QByteArray> keys = http::valuesOf(request.fields, "sec-websocket-key");
    if (keys.isEmpty())
        return absent("sec-websocket-key");
    if (keys.size() > 1)
        return QByteArrayLiteral("'sec-websocket-key' header must appear once");
    const auto decoded =
        QByteArray::fromBase64Encoding(keys.first(), QByteArray::AbortOnBase64DecodingErrors);
    if (keys.first().size() != KeyChars || !decoded || decoded.decoded.size() != KeyBytes)
        return QByteArrayLiteral("'sec-websocket-key' header must be 16 bytes in Base64");
    return std::nullopt;
}

constexpr int MinWindowBits = 8;
constexpr int MinOwnWindowBits = 9; // zlib does not write with a window of 256 bytes
constexpr int MaxWindowBits = 15;

// Cuts at a separator that is not inside a quoted string (RFC 9110 §5.6.4).
QList<QByteArray> splitUnquoted(QByteArrayView text, char separator)
{
    QList<QByteArray> parts;
    qsizetype start = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && isQuoted)
            ++i;
        else if (text[i] == '"')
            isQuoted = !isQuoted;
        else if (text[i] == separator && !isQuoted) {
            parts.append(text.sliced(start, i - start).trimmed().toByteArray());
            start = i + 1;
        }
    }
    parts.append(text.sliced(start).trimmed().toByteArray());
    return parts;
}

// RFC 7692 §7.1.2: a decimal from 8 to 15 without leading zeros, perhaps quoted. 0: it is not.
int windowBits(QByteArrayView value)
{
    if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
        value = value.sliced(1, value.size() - 2);
    for (int bits = MinWindowBits; bits <= MaxWindowBits; ++bits) {
        if (value == QByteArray::number(bits))
            return bits;
    }
    return 0;
}

// What one offer asks for, until it is known to be acceptable.
struct Offer
{
    std::optional<int> clientBits;
    std::optional<int> serverBits;
    bool clientDrops = false;
    bool serverDrops = false;

    bool take(const QByteArray &parameter);
};

bool Offer::take(const QByteArray &parameter)
{
    const qsizetype equals = parameter.indexOf('=');
    const bool hasValue = equals >= 0;
    const QByteArray name = (hasValue ? parameter.left(equals) : parameter).trimmed().toLower();
    const QByteArray value = hasValue ? parameter.mid(equals + 1).trimmed() : QByteArray();

    if (name == "server_no_context_takeover" || name == "client_no_context_takeover") {
        bool &drops = name.startsWith('s') ? serverDrops : clientDrops;
        return !hasValue && !std::exchange(drops, true);
    }
    if (name == "client_max_window_bits" && !clientBits) {
        // Without a value: "I can keep to a limit"; the answer names one (RFC 7692 §7.1.2.2).
        clientBits = hasValue ? windowBits(value) : MaxWindowBits;
        return *clientBits >= MinWindowBits;
    }
    if (name == "server_max_window_bits" && !serverBits) {
        serverBits = windowBits(value);
        return *serverBits >= MinOwnWindowBits;
    }
    return false;
}

// The parameters in Bandit's order.
QByteArray answerTo(const Offer &offer)
{
    QByteArray header = "permessage-deflate";
    if (offer.serverDrops)
        header += ";server_no_context_takeover";
    if (offer.clientDrops)
        header += ";client_no_context_takeover";
    if (offer.serverBits)
        header += ";server_max_window_bits=" + QByteArray::number(*offer.serverBits);
    if (offer.clientBits)
        header += ";client_max_window_bits=" + QByteArray::number(*offer.clientBits);
    return header;
}

} // namespace

std::optional<QByteArray> upgradeProblem(const http::Request &request)
{
    if (!request.hasField("host"))
        return absent("host");
    if (auto problem = mustContain(request, "connection", "upgrade"))
        return problem;
    if (auto problem = mustContain(request, "upgrade", "websocket"))
        return problem;
    if (auto problem = keyProblem(request))
        return problem;
    QList<QByteArray> versions = http::valuesOf(request.fields, "sec-websocket-version");
    if (versions == QList<QByteArray> {"13"})
        return std::nullopt;
    for (QByteArray &version : versions)
        version = version.toLower();
    return "'sec-websocket-version' header must equal '13', got " + inspect(versions);
}

QByteArray acceptKey(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData(QByteArrayLiteral("258EAFA5-E914-47DA-95CA-C5AB0DC85B11")); // RFC 6455 §1.3
    return hash.result().toBase64();
}

std::optional<DeflateAgreement> agreeDeflate(QByteArrayView offers)
{
    for (const QByteArray &text : splitUnquoted(offers, ',')) {
        const QList<QByteArray> parts = splitUnquoted(text, ';');
        if (parts.first().compare("permessage-deflate", Qt::CaseInsensitive) != 0)
            continue;
        Offer offer;
        if (!std::all_of(parts.begin() + 1, parts.end(),
                         [&offer](const QByteArray &part) { return offer.take(part); }))
            continue;
        return DeflateAgreement {.clientWindowBits = offer.clientBits.value_or(MaxWindowBits),
                                 .serverWindowBits = offer.serverBits.value_or(MaxWindowBits),
                                 .clientNoContextTakeover = offer.clientDrops,
                                 .serverNoContextTakeover = offer.serverDrops,
                                 .header = answerTo(offer)};
    }
    return std::nullopt;
}

} // namespace phx::websocket
