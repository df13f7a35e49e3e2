// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/query.h"

#include <QJsonArray>
#include <QString>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <map>
#include <vector>

namespace phx::http {

namespace {

constexpr qsizetype MaxPairs = 1'000;
constexpr qsizetype MaxLevels = 32;

enum class Plus { IsSpace, StaysPlus };

int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

QByteArray percentDecoded(QByteArrayView text, Plus plus)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '+' && plus == Plus::IsSpace) {
            out.append(' ');
            continue;
        }
        if (c == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0
            && hexValue(text[i + 2]) >= 0) {
            out.append(static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
            i += 2;
            continue;
        }
        out.append(c);
    }
    return out;
}

// A tree of our own, because inserting into nested QJsonObjects copies each level.
struct Node
{
    enum class Kind { None, Leaf, List, Map };
    Kind kind = Kind::None;
    QString text;
    std::map<QString, Node> members;
    std::vector<Node> items; //!< last first: pairs are read from the end, as Plug does
};

QJsonValue toJson(const Node &node);

QJsonObject toObject(const Node &node)
{
    QJsonObject object;
    for (const auto &[key, member] : node.members)
        object.insert(key, toJson(member));
    return object;
}

QJsonValue toJson(const Node &node)
{
    if (node.kind == Node::Kind::Leaf)
        return node.text;
    if (node.kind == Node::Kind::Map)
        return toObject(node);
    QJsonArray array;
    for (auto item = node.items.crbegin(); item != node.items.crend(); ++item)
        array.append(toJson(*item));
    return array;
}

// Plug.Conn.Query: what is there already came later in the query, so it wins over another kind.
void assign(Node &node, const QStringList &keys, qsizetype at, const QString &value)
{
    if (at == keys.size()) {
        if (node.kind == Node::Kind::None) {
            node.kind = Node::Kind::Leaf;
            node.text = value;
        }
        return;
    }
    const bool isList = at > 0 && keys[at].isEmpty();
    const Node::Kind wanted = isList ? Node::Kind::List : Node::Kind::Map;
    if (node.kind == Node::Kind::None)
        node.kind = wanted;
    if (node.kind != wanted)
        return;
    Node &child = isList ? node.items.emplace_back() : node.members[keys[at]];
    assign(child, keys, at + 1, value);
}

// "a[b][c]" is a, b, c; brackets count only if the key ends with one.
QStringList splitKey(const QString &key)
{
    const qsizetype open = key.indexOf(u'[');
    if (!key.endsWith(u']') || open < 0)
        return {key};
    QStringList keys {key.left(open)};
    keys += key.mid(open + 1, key.size() - open - 2).split(QStringLiteral("]["));
    return keys;
}

QString decodedText(QByteArrayView text)
{
    return QString::fromUtf8(percentDecoded(text, Plus::IsSpace));
}

} // namespace

QJsonObject decodeQuery(QByteArrayView query)
{
    std::vector<QByteArrayView> pairs;
    while (!query.isEmpty() && std::ssize(pairs) < MaxPairs) {
        const qsizetype end = query.indexOf('&');
        const QByteArrayView pair = end < 0 ? query : query.first(end);
        query = end < 0 ? QByteArrayView() : query.sliced(end + 1);
        if (!pair.isEmpty())
            pairs.push_back(pair);
    }

    Node root {.kind = Node::Kind::Map, .text = {}, .members = {}, .items = {}};
    for (auto pair = pairs.crbegin(); pair != pairs.crend(); ++pair) {
        const qsizetype equals = pair->indexOf('=');
        const QByteArrayView key = equals < 0 ? *pair : pair->first(equals);
        const QByteArrayView value = equals < 0 ? QByteArrayView() : pair->sliced(equals + 1);
        const QStringList keys = splitKey(decodedText(key));
        if (keys.size() <= MaxLevels)
            assign(root, keys, 0, decodedText(value));
    }
    return toObject(root);
}

bool isUtf8Query(QByteArrayView query)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(percentDecoded(query, Plus::IsSpace));
    Q_UNUSED(text)
    return !decoder.hasError();
}

QList<QByteArray> pathSegments(QByteArrayView path)
{
    QList<QByteArray> segments;
    while (!path.isEmpty()) {
        const qsizetype end = path.indexOf('/');
        const QByteArrayView segment = end < 0 ? path : path.first(end);
        path = end < 0 ? QByteArrayView() : path.sliced(end + 1);
        if (!segment.isEmpty())
            segments.append(percentDecoded(segment, Plus::StaysPlus));
    }
    return segments;
}

} // namespace phx::http
