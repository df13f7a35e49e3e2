// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/jsonreader.h"

#include "app/workspace/visibletext.h"

#include <QChar>

namespace phx::app {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

} // namespace

Result<JsonNode, JsonProblem> JsonReader::read(QByteArrayView text, const JsonLimits &limits)
{
    JsonReader reader(text, limits);
    if (text.size() > limits.maxBytes) {
        reader.fail(QStringLiteral("longer than %1 bytes").arg(limits.maxBytes));
        return reader.m_problem;
    }
    if (text.startsWith("\xef\xbb\xbf")) {
        reader.fail(QStringLiteral("starts with a byte order mark; save it as UTF-8 without one"));
        return reader.m_problem;
    }

    JsonNode node;
    reader.skipSpace();
    if (!reader.readValue(node, 0))
        return reader.m_problem;
    reader.skipSpace();
    if (!reader.atEnd()) {
        reader.fail(QStringLiteral("expected the end, found %1").arg(reader.found()));
        return reader.m_problem;
    }
    return node;
}

bool JsonReader::readValue(JsonNode &node, int depth)
{
    if (++m_values > m_limits.maxValues)
        return fail(QStringLiteral("more than %1 values").arg(m_limits.maxValues));
    node.position = m_position;
    node.begin = m_at;
    bool read = false;
    const char first = peek();
    if (first == '{' || first == '[') {
        if (depth == m_limits.maxDepth)
            return fail(QStringLiteral("nested deeper than %1 levels").arg(m_limits.maxDepth));
        read = first == '{' ? readObject(node, depth) : readArray(node, depth);
    } else if (first == '"') {
        node.kind = JsonNode::Kind::Text;
        read = readText(node.text);
    } else if (first == '-' || isDigit(first)) {
        read = readNumber(node);
    } else {
        read = readWord(node);
    }
    node.end = m_at;
    return read;
}

bool JsonReader::readArray(JsonNode &node, int depth)
{
    node.kind = JsonNode::Kind::Array;
    step();
    skipSpace();
    if (peek() == ']') {
        step();
        return true;
    }
    for (;;) {
        node.items.emplace_back();
        if (!readValue(node.items.back(), depth + 1))
            return false;
        skipSpace();
        const char next = peek();
        if (next != ',' && next != ']')
            return fail(QStringLiteral("expected ',' or ']', found %1").arg(found()));
        step();
        if (next == ']')
            return true;
        skipSpace();
    }
}

bool JsonReader::readObject(JsonNode &node, int depth)
{
    node.kind = JsonNode::Kind::Object;
    step();
    skipSpace();
    if (peek() == '}') {
        step();
        return true;
    }
    for (;;) {
        if (!readMember(node, depth))
            return false;
        skipSpace();
        const char next = peek();
        if (next != ',' && next != '}')
            return fail(QStringLiteral("expected ',' or '}', found %1").arg(found()));
        step();
        if (next == '}')
            return true;
        skipSpace();
    }
}

bool JsonReader::readMember(JsonNode &node, int depth)
{
    if (peek() != '"')
        return fail(QStringLiteral("expected a key in double quotes, found %1").arg(found()));
    JsonMember member;
    member.position = m_position;
    if (!readText(member.key))
        return false;
    skipSpace();
    if (peek() != ':')
        return fail(QStringLiteral("expected ':' after the key, found %1").arg(found()));
    step();
    skipSpace();
    if (!readValue(member.value, depth + 1))
        return false;
    node.members.push_back(std::move(member));
    return true;
}

bool JsonReader::readNumber(JsonNode &node)
{
    node.kind = JsonNode::Kind::Number;
    const qsizetype begin = m_at;
    const auto digits = [this] {
        if (!isDigit(peek()))
            return fail(QStringLiteral("expected a digit, found %1").arg(found()));
        while (isDigit(peek()))
            step();
        return true;
    };
    if (peek() == '-')
        step();
    if (peek() == '0') {
        step();
        if (isDigit(peek()))
            return fail(QStringLiteral("a number must not begin with 0"));
    } else if (!digits()) {
        return false;
    }
    if (peek() == '.') {
        step();
        if (!digits())
            return false;
    }
    if (peek() == 'e' || peek() == 'E') {
        step();
        if (peek() == '+' || peek() == '-')
            step();
        if (!digits())
            return false;
    }
    node.text = QString::fromLatin1(m_text.sliced(begin, m_at - begin));
    return true;
}

bool JsonReader::readWord(JsonNode &node)
{
    const auto take = [this](QByteArrayView word) {
        if (!m_text.sliced(m_at).startsWith(word))
            return false;
        m_at += word.size();
        m_position.column += static_cast<int>(word.size());
        return true;
    };
    if (take("null"))
        return true;
    if (take("true")) {
        node.kind = JsonNode::Kind::Bool;
        node.boolean = true;
        return true;
    }
    if (take("false")) {
        node.kind = JsonNode::Kind::Bool;
        return true;
    }
    return fail(QStringLiteral("expected a value, found %1").arg(found()));
}

bool JsonReader::readText(QString &text)
{
    step();
    for (;;) {
        if (atEnd())
            return fail(QStringLiteral("the text is not closed with '\"'"));
        const char c = peek();
        if (c == '"') {
            step();
            return true;
        }
        if (c == '\\') {
            if (!readEscape(text))
                return false;
            continue;
        }
        if (static_cast<unsigned char>(c) < 0x20)
            return fail(QStringLiteral("%1 must be escaped inside a text").arg(found()));
        const qsizetype length = characterLength();
        if (length == 0)
            return fail(QStringLiteral("this is not valid UTF-8"));
        text += QString::fromUtf8(m_text.sliced(m_at, length));
        for (qsizetype i = 0; i < length; ++i)
            step();
    }
}

bool JsonReader::readEscape(QString &text)
{
    const JsonPosition begin = m_position;
    step();
    const char c = peek();
    if (c == 'u')
        return readUnicodeEscape(text);
    static constexpr char From[] = "\"\\/bfnrt";
    static constexpr char To[] = "\"\\/\b\f\n\r\t";
    const qsizetype index = atEnd() ? -1 : QByteArrayView(From).indexOf(c);
    if (index < 0) {
        m_position = begin;
        return fail(QStringLiteral("'\\' must be followed by one of \" \\ / b f n r t u"));
    }
    text += QLatin1Char(To[index]);
    step();
    return true;
}

bool JsonReader::readUnicodeEscape(QString &text)
{
    const auto lonely = [this] {
        return fail(QStringLiteral("the escape is half of a surrogate pair"));
    };
    char16_t unit = 0;
    if (!readHexUnit(unit))
        return false;
    if (QChar::isLowSurrogate(unit))
        return lonely();
    text += QChar(unit);
    if (!QChar::isHighSurrogate(unit))
        return true;
    if (!m_text.sliced(m_at).startsWith("\\u"))
        return lonely();
    step();
    if (!readHexUnit(unit))
        return false;
    if (!QChar::isLowSurrogate(unit))
        return lonely();
    text += QChar(unit);
    return true;
}

bool JsonReader::readHexUnit(char16_t &unit)
{
    step(); // the u
    unit = 0;
    for (int i = 0; i < 4; ++i) {
        const char c = peek();
        const int letter = (c | 0x20) - 'a';
        const bool isLetter = letter >= 0 && letter < 6;
        if (!isDigit(c) && !isLetter)
            return fail(QStringLiteral("'\\u' must be followed by four hexadecimal digits"));
        unit = static_cast<char16_t>(unit * 16 + (isLetter ? letter + 10 : c - '0'));
        step();
    }
    return true;
}

qsizetype JsonReader::characterLength() const
{
    const auto byte = [this](qsizetype offset) {
        return m_at + offset < m_text.size() ? static_cast<unsigned char>(m_text[m_at + offset])
                                             : 0U;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    const qsizetype length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4)
        return 0;
    // Overlong forms, surrogates and values above U+10FFFF show in the second byte (RFC 3629 §4).
    const unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (byte(1) < low || byte(1) > high)
        return 0;
    for (qsizetype i = 2; i < length; ++i) {
        if (byte(i) < 0x80 || byte(i) > 0xbf)
            return 0;
    }
    return length;
}

bool JsonReader::fail(const QString &sentence)
{
    m_problem = {.position = m_position, .sentence = sentence};
    return false;
}

void JsonReader::skipSpace()
{
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
        step();
}

void JsonReader::step()
{
    if (atEnd())
        return;
    const char c = m_text[m_at++];
    if (c == '\n') {
        ++m_position.line;
        m_position.column = 1;
    } else if (!isContinuation(c)) {
        ++m_position.column;
    }
}

QString JsonReader::found() const
{
    if (atEnd())
        return QStringLiteral("the end of the text");
    const qsizetype length = characterLength();
    if (length == 0)
        return QStringLiteral("a byte that is not UTF-8");
    return QLatin1Char('\'') + visibleText(QString::fromUtf8(m_text.sliced(m_at, length)))
        + QLatin1Char('\'');
}

QString placed(const QString &fileName, const JsonProblem &problem)
{
    return QStringLiteral("%1:%2:%3: %4")
        .arg(visibleText(fileName, 300))
        .arg(problem.position.line)
        .arg(problem.position.column)
        .arg(problem.sentence);
}

} // namespace phx::app
