// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/objectreader.h"

#include "app/workspace/visibletext.h"

#include <QSet>

#include <algorithm>
#include <vector>

namespace phx::app {

namespace {

const qsizetype MaxWordLength = 40; // longer words are not worth a distance table

QString quoted(QStringView text)
{
    return QLatin1Char('"') + visibleText(text, 60) + QLatin1Char('"');
}

//! Letters to insert, remove or change to make one of the other (Levenshtein), capitals ignored.
qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(static_cast<size_t>(b.size()) + 1);
    for (size_t i = 0; i < row.size(); ++i)
        row[i] = static_cast<qsizetype>(i);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto column = static_cast<size_t>(j) + 1;
            const qsizetype changed = diagonal + (a[i].toLower() == b[j].toLower() ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({changed, row[column] + 1, row[column - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

ObjectReader::ObjectReader(const JsonNode &node, const QString &what, const QStringList &keys,
                           std::optional<JsonProblem> &problem)
    : m_node(node)
    , m_what(what)
    , m_problem(problem)
{
    if (node.is(JsonNode::Kind::Object))
        checkKeys(keys);
    else
        fail(node.position,
             QStringLiteral("%1 must be an object, not %2").arg(what, describe(node)));
}

void ObjectReader::checkKeys(const QStringList &keys)
{
    QSet<QString> seen;
    for (const JsonMember &member : m_node.members) {
        if (!keys.contains(member.key)) {
            QString sentence =
                QStringLiteral("unknown key %1 in %2").arg(quoted(member.key), m_what);
            const QString suggestion = nearest(member.key, keys);
            if (!suggestion.isEmpty())
                sentence += QStringLiteral("; did you mean \"%1\"?").arg(suggestion);
            else
                sentence +=
                    QStringLiteral("; allowed are: %1").arg(keys.join(QStringLiteral(", ")));
            fail(member.position, sentence);
        } else if (seen.contains(member.key)) {
            fail(member.position,
                 QStringLiteral("the key %1 stands twice in %2").arg(quoted(member.key), m_what));
        }
        seen.insert(member.key);
    }
}

const JsonNode *ObjectReader::find(QStringView key) const
{
    for (const JsonMember &member : m_node.members) {
        if (member.key == key)
            return &member.value;
    }
    return nullptr;
}

const JsonNode *ObjectReader::require(QStringView key)
{
    const JsonNode *value = find(key);
    if (value == nullptr)
        fail(m_node.position, QStringLiteral("%1 needs the key %2").arg(m_what, quoted(key)));
    return value;
}

QString ObjectReader::text(QStringView key, const QString &fallback)
{
    const JsonNode *value = find(key);
    if (value == nullptr)
        return fallback;
    if (value->is(JsonNode::Kind::Text))
        return value->text;
    failValue(key, *value, QStringLiteral("a text"));
    return fallback;
}

bool ObjectReader::flag(QStringView key, bool fallback)
{
    const JsonNode *value = find(key);
    if (value == nullptr)
        return fallback;
    if (value->is(JsonNode::Kind::Bool))
        return value->boolean;
    failValue(key, *value, QStringLiteral("true or false"));
    return fallback;
}

qint64 ObjectReader::integer(QStringView key, qint64 lowest, qint64 highest, qint64 fallback)
{
    const JsonNode *value = find(key);
    if (value == nullptr)
        return fallback;
    bool whole = value->is(JsonNode::Kind::Number);
    const qint64 number = whole ? value->text.toLongLong(&whole) : 0;
    if (whole && number >= lowest && number <= highest)
        return number;
    failValue(key, *value, QStringLiteral("a whole number from %1 to %2").arg(lowest).arg(highest));
    return fallback;
}

const JsonNode *ObjectReader::array(QStringView key)
{
    const JsonNode *value = find(key);
    if (value == nullptr || value->is(JsonNode::Kind::Array))
        return value;
    failValue(key, *value, QStringLiteral("a list"));
    return nullptr;
}

void ObjectReader::fail(const JsonPosition &position, const QString &sentence)
{
    if (!m_problem)
        m_problem = JsonProblem {.position = position, .sentence = sentence};
}

void ObjectReader::failValue(QStringView key, const JsonNode &value, const QString &allowed)
{
    fail(value.position,
         QStringLiteral("%1 must be %2, not %3").arg(quoted(key), allowed, describe(value)));
}

QString describe(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Null:
        return QStringLiteral("null");
    case JsonNode::Kind::Bool:
        return node.boolean ? QStringLiteral("true") : QStringLiteral("false");
    case JsonNode::Kind::Number:
        return visibleText(node.text, 60);
    case JsonNode::Kind::Text:
        return quoted(node.text);
    case JsonNode::Kind::Array:
        return QStringLiteral("a list");
    case JsonNode::Kind::Object:
        return QStringLiteral("an object");
    }
    return {};
}

QString nearest(const QString &word, const QStringList &candidates)
{
    if (word.size() > MaxWordLength)
        return {};
    QString best;
    qsizetype bestDistance = 3;
    for (const QString &candidate : candidates) {
        const qsizetype letters = distance(word, candidate);
        // Two letters of a word of three is another word, not a slip.
        if (letters < bestDistance && letters < candidate.size() / 2 + 1) {
            best = candidate;
            bestDistance = letters;
        }
    }
    return best;
}

} // namespace phx::app
