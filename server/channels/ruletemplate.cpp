// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/ruletemplate.h"

#include "server/protocol/jsonscanner.h"
#include "server/protocol/wirevalue.h"

#include <algorithm>

namespace phx::server {

namespace {

using protocol::JsonScanner;

//! One past the closing quote of the string that begins at `at`; the size if it is not closed.
qsizetype endOfString(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

//! Puts quotes around every {{value}} that stands outside of strings, where JSON has no braces in
//! pairs.
QByteArray withQuotes(const QByteArray &text)
{
    QByteArray result;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = at + 1;
        const bool isValue = QByteArrayView(text).sliced(at).startsWith("{{");
        if (text.at(at) == '"')
            end = endOfString(text, at);
        else if (isValue && text.indexOf("}}", at) >= 0)
            end = text.indexOf("}}", at) + 2;
        const bool isBare = isValue && end > at + 1;
        result += isBare ? '"' + text.mid(at, end - at) + '"' : text.mid(at, end - at);
        at = end;
    }
    return result;
}

//! A JSON value as part of a JSON string.
QByteArray insideString(const QByteArray &json)
{
    if (json.startsWith('"'))
        return json.mid(1, json.size() - 2);
    if (json == "null")
        return {};
    QByteArray escaped;
    protocol::WireValue::appendJsonText(escaped, json);
    return escaped.mid(1, escaped.size() - 2);
}

} // namespace

Result<RuleTemplate, QString> RuleTemplate::parseJson(const QByteArray &text)
{
    if (text.size() > MaxBytes)
        return QStringLiteral("a payload has at most %1 bytes").arg(MaxBytes);
    RuleTemplate result;
    result.m_text = withQuotes(text.trimmed());
    result.m_pieces.clear();
    JsonScanner scanner(result.m_text);
    JsonScanner::Slice slice;
    if (scanner.scanValue(slice) != JsonScanner::Outcome::Ok)
        return QStringLiteral("this is no JSON from byte %1 on").arg(scanner.errorOffset() + 1);
    const QString problem = result.compileJson();
    if (!problem.isEmpty())
        return problem;
    return result;
}

Result<RuleTemplate, QString> RuleTemplate::parseName(const QByteArray &text)
{
    if (text.isEmpty() || text.size() > CapturePattern::MaxBytes)
        return QStringLiteral("a name has 1 to %1 bytes").arg(CapturePattern::MaxBytes);
    RuleTemplate result;
    result.m_text = text;
    result.m_pieces.clear();
    const QString problem = result.addValues(text, Piece::Kind::InName);
    if (!problem.isEmpty())
        return problem;
    return result;
}

void RuleTemplate::addLiteral(QByteArrayView text)
{
    if (m_pieces.empty() || m_pieces.back().kind != Piece::Kind::Literal)
        m_pieces.emplace_back();
    m_pieces.back().literal.append(text.data(), text.size());
}

QString RuleTemplate::addValues(QByteArrayView text, Piece::Kind kind)
{
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype begin = text.indexOf("{{", at);
        const qsizetype end = begin < 0 ? -1 : text.indexOf("}}", begin);
        if (end < 0) {
            addLiteral(text.sliced(at));
            return {};
        }
        if (begin > at)
            addLiteral(text.sliced(at, begin - at));
        auto value = RuleValue::parse(text.sliced(begin + 2, end - begin - 2).toByteArray());
        if (!value)
            return value.error();
        if (m_pieces.size() >= MaxValues * 2)
            return QStringLiteral("a template has at most %1 values").arg(MaxValues);
        m_pieces.push_back({.kind = kind, .literal = {}, .value = std::move(value).value()});
        at = end + 2;
    }
    return {};
}

QString RuleTemplate::compileJson()
{
    const QByteArrayView text = m_text;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype quote = text.indexOf('"', at);
        if (quote < 0)
            quote = text.size();
        if (quote > at)
            addLiteral(text.sliced(at, quote - at));
        if (quote == text.size())
            break;
        const qsizetype end = endOfString(text, quote);
        const QString problem = compileString(quote, end);
        if (!problem.isEmpty())
            return problem;
        at = end;
    }
    return {};
}

QString RuleTemplate::compileString(qsizetype begin, qsizetype end)
{
    const QByteArrayView all = m_text;
    const QByteArrayView inside = all.sliced(begin + 1, end - begin - 2);
    qsizetype next = end;
    while (next < all.size() && QByteArrayView(" \t\r\n").contains(all[next]))
        ++next;
    const bool isKey = next < all.size() && all[next] == ':';
    const bool isWhole = inside.startsWith("{{") && inside.indexOf("}}") == inside.size() - 2;
    if (isWhole && !isKey)
        return addValues(inside, Piece::Kind::Value);
    addLiteral("\"");
    const QString problem = addValues(inside, Piece::Kind::InString);
    addLiteral("\"");
    return problem;
}

QByteArray RuleTemplate::expand(const RuleInput &input, const RuleSources &sources) const
{
    QByteArray result;
    for (const Piece &piece : m_pieces) {
        if (piece.kind == Piece::Kind::Literal) {
            result += piece.literal;
            continue;
        }
        const QByteArray json = piece.value.find(input, sources).value_or("null");
        if (piece.kind == Piece::Kind::Value)
            result += json;
        else if (piece.kind == Piece::Kind::InString)
            result += insideString(json);
        else
            result += protocol::plainText(json);
    }
    return result;
}

protocol::Payload RuleTemplate::payload(const RuleInput &input, const RuleSources &sources) const
{
    const bool isPassedOn = m_pieces.size() == 1 && m_pieces.front().kind == Piece::Kind::Value
        && m_pieces.front().value.isWholePayload();
    if (isPassedOn)
        return input.payload;
    return protocol::Payload::json(expand(input, sources));
}

} // namespace phx::server
