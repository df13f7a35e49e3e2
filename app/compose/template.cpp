// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/template.h"

#include "app/workspace/jsonreader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace phx::app {

namespace {

const auto Open = QStringLiteral("{{");
const auto Close = QStringLiteral("}}");
const auto Escaped = QStringLiteral("{{{{");

QString jsonString(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

//! Goes over the text once and knows whether it is inside of a JSON string.
class Expander
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::Template)

public:
    Expander(const QString &text, TemplateText kind, const TemplateLookup &lookup)
        : m_text(text)
        , m_kind(kind)
        , m_lookup(lookup)
    { }

    Result<ExpandedText, TextProblem> run()
    {
        startPiece(false);
        while (m_at < m_text.size()) {
            const QStringView rest = QStringView(m_text).mid(m_at);
            if (rest.startsWith(Escaped)) {
                copy(Open);
                m_at += Escaped.size();
                startPiece(false);
            } else if (rest.startsWith(Open)) {
                if (!expand())
                    return m_problem;
            } else {
                copyOne();
            }
        }
        return m_result;
    }

private:
    void startPiece(bool isValue)
    {
        auto &pieces = m_result.pieces;
        if (!pieces.empty() && pieces.back().begin == m_result.text.size())
            pieces.pop_back();
        pieces.push_back({.typedBegin = m_at, .begin = m_result.text.size(), .isValue = isValue});
    }

    void copy(const QString &text) { m_result.text += text; }

    void copyOne()
    {
        const QChar c = m_text.at(m_at++);
        m_result.text += c;
        if (m_kind != TemplateText::Json)
            return;
        if (m_isEscaped)
            m_isEscaped = false;
        else if (m_isInString && c == u'\\')
            m_isEscaped = true;
        else if (c == u'"')
            m_isInString = !m_isInString;
    }

    bool expand()
    {
        const qsizetype end = m_text.indexOf(Close, m_at + Open.size());
        const QString expression = end < 0
            ? QString()
            : m_text.mid(m_at + Open.size(), end - m_at - Open.size()).trimmed();
        if (end < 0)
            return fail(tr("\"{{\" is not closed by \"}}\""));
        if (expression.isEmpty())
            return fail(tr("a name is missing between \"{{\" and \"}}\""));
        const auto value = m_lookup(expression);
        if (!value)
            return fail(value.error());
        startPiece(true);
        copy(inContext(value.value().text));
        m_at = end + Close.size();
        startPiece(false);
        return true;
    }

    [[nodiscard]] QString inContext(const QString &value) const
    {
        if (m_kind == TemplateText::Plain)
            return asPlainText(value);
        if (!m_isInString)
            return asJson(value);
        const QString quoted = jsonString(asPlainText(value));
        return quoted.mid(1, quoted.size() - 2);
    }

    bool fail(const QString &sentence)
    {
        m_problem = {.position = m_at, .sentence = sentence};
        return false;
    }

    const QString &m_text;
    TemplateText m_kind;
    const TemplateLookup &m_lookup;
    ExpandedText m_result;
    TextProblem m_problem;
    qsizetype m_at = 0;
    bool m_isInString = false;
    bool m_isEscaped = false;
};

} // namespace

qsizetype ExpandedText::typedPosition(qsizetype position) const
{
    const auto after = std::find_if(pieces.cbegin(), pieces.cend(),
                                    [position](const Piece &p) { return p.begin > position; });
    if (after == pieces.cbegin())
        return position;
    const Piece &piece = *std::prev(after);
    return piece.isValue ? piece.typedBegin : piece.typedBegin + position - piece.begin;
}

Result<ExpandedText, TextProblem> expandTemplate(const QString &text, TemplateText kind,
                                                 const TemplateLookup &lookup)
{
    return Expander(text, kind, lookup).run();
}

QString asJson(const QString &value)
{
    return JsonReader::read(value.toUtf8()).isOk() ? value : jsonString(value);
}

QString variableText(const QByteArray &json)
{
    const QString exact = QString::fromUtf8(json);
    if (!json.startsWith('"'))
        return exact;
    // "5" must not come back as the number 5.
    const QString plain = asPlainText(exact);
    return JsonReader::read(plain.toUtf8()).isOk() ? exact : plain;
}

QString asPlainText(const QString &value)
{
    if (!value.startsWith(u'"'))
        return value;
    const auto node = JsonReader::read(value.toUtf8());
    return node && node.value().is(JsonNode::Kind::Text) ? node.value().text : value;
}

} // namespace phx::app
