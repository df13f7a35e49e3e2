// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/jsontext.h"

#include <QCoreApplication>
#include <QStringView>

#include <algorithm>
#include <vector>

namespace phx::ui {

namespace {

constexpr std::size_t MaxDepth = 500;
// Peers choose the nesting: without a bound the indentation alone would be quadratic.
constexpr qsizetype MaxIndentedDepth = 40;

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHexDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

// Walks over one JSON text with a stack of its own, so that no input can exhaust the program's.
class Checker
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::JsonText)

public:
    explicit Checker(QStringView text)
        : m_text(text)
    { }

    std::optional<JsonProblem> check()
    {
        if (!document())
            return problem();
        return std::nullopt;
    }

private:
    enum class Expect : quint8 { Value, ValueOrEnd, Key, KeyOrEnd, CommaOrEnd };

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar current() const { return atEnd() ? QChar() : m_text.at(m_at); }

    bool fail(const QString &sentence)
    {
        m_sentence = sentence;
        return false;
    }

    void skipSpace()
    {
        while (!atEnd() && isSpace(current()))
            ++m_at;
    }

    bool document()
    {
        skipSpace();
        if (atEnd())
            return fail(tr("There is no payload: write {} for an object without keys."));
        m_expect = Expect::Value;
        do {
            if (!step())
                return false;
            skipSpace();
        } while (!m_open.empty());
        return atEnd() || fail(tr("The value ends before this: only one value is allowed."));
    }

    // Reads one token and what must follow it in its container.
    bool step()
    {
        if (atEnd())
            return fail(m_open.back() == u'{' ? tr("A closing } is missing.")
                                              : tr("A closing ] is missing."));
        switch (m_expect) {
        case Expect::ValueOrEnd:
            if (current() == u']')
                return close();
            return value();
        case Expect::Value:
            return value();
        case Expect::KeyOrEnd:
            if (current() == u'}')
                return close();
            return key();
        case Expect::Key:
            return key();
        case Expect::CommaOrEnd:
            return commaOrEnd();
        }
        return false;
    }

    bool close()
    {
        ++m_at;
        m_open.pop_back();
        m_expect = Expect::CommaOrEnd;
        return true;
    }

    bool commaOrEnd()
    {
        const bool inObject = m_open.back() == u'{';
        if (current() == (inObject ? u'}' : u']'))
            return close();
        if (current() != u',')
            return fail(inObject ? tr("A comma or } is expected here.")
                                 : tr("A comma or ] is expected here."));
        ++m_at;
        m_expect = inObject ? Expect::Key : Expect::Value;
        return true;
    }

    bool key()
    {
        if (current() == u'}')
            return fail(tr("The comma before } is one too many."));
        if (current() != u'"')
            return fail(tr("A key in double quotes is expected here."));
        if (!string())
            return false;
        skipSpace();
        if (current() != u':')
            return fail(tr("A colon is expected after the key."));
        ++m_at;
        m_expect = Expect::Value;
        return true;
    }

    bool value()
    {
        const QChar first = current();
        if (first == u'{' || first == u'[')
            return open(first);
        m_expect = Expect::CommaOrEnd;
        if (first == u'"')
            return string();
        if (first == u'-' || isDigit(first))
            return number();
        for (const QStringView word :
             {QStringView(u"true"), QStringView(u"false"), QStringView(u"null")}) {
            if (m_text.mid(m_at).startsWith(word)) {
                m_at += word.size();
                return true;
            }
        }
        if (first == u']')
            return fail(tr("The comma before ] is one too many."));
        if (first == u'\'')
            return fail(tr("Text needs double quotes, not single ones."));
        return fail(
            tr("A value is expected here: text in double quotes, a number, true, false, null, "
               "{ or [."));
    }

    bool open(QChar bracket)
    {
        if (m_open.size() >= MaxDepth)
            return fail(tr("The nesting is deeper than %1 levels.").arg(MaxDepth));
        ++m_at;
        m_open.push_back(bracket.unicode());
        m_expect = bracket == u'{' ? Expect::KeyOrEnd : Expect::ValueOrEnd;
        return true;
    }

    bool string()
    {
        const qsizetype start = m_at;
        ++m_at;
        while (!atEnd() && current() != u'"') {
            if (current() < u' ')
                return fail(
                    current() == u'\n'
                        ? tr("The text is not closed on its line: a line break inside text is \\n.")
                        : tr("A control character inside text must be written as \\u00XX."));
            if (current() == u'\\' && !escape())
                return false;
            ++m_at;
        }
        if (atEnd()) {
            m_at = start;
            return fail(tr("The closing double quote of this text is missing."));
        }
        ++m_at;
        return true;
    }

    // Leaves m_at on the last character of the escape.
    bool escape()
    {
        const QStringView rest = m_text.mid(m_at + 1);
        if (!rest.isEmpty() && QStringView(u"\"\\/bfnrt").contains(rest.front())) {
            ++m_at;
            return true;
        }
        const bool isUnicode = rest.size() >= 5 && rest.front() == u'u'
            && std::all_of(rest.begin() + 1, rest.begin() + 5, isHexDigit);
        if (!isUnicode)
            return fail(
                tr("No such escape: allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX."));
        m_at += 5;
        return true;
    }

    bool digits()
    {
        if (!isDigit(current()))
            return fail(tr("A digit is expected here."));
        while (isDigit(current()))
            ++m_at;
        return true;
    }

    bool number()
    {
        if (current() == u'-')
            ++m_at;
        const bool startsWithZero = current() == u'0';
        const qsizetype start = m_at;
        if (!digits())
            return false;
        if (startsWithZero && m_at - start > 1) {
            m_at = start;
            return fail(tr("A number must not begin with 0."));
        }
        if (current() == u'.') {
            ++m_at;
            if (!digits())
                return false;
        }
        if (current() == u'e' || current() == u'E') {
            ++m_at;
            if (current() == u'+' || current() == u'-')
                ++m_at;
            return digits();
        }
        return true;
    }

    [[nodiscard]] JsonProblem problem() const
    {
        const QStringView before = m_text.left(m_at);
        const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
        return {.position = m_at,
                .line = static_cast<int>(before.count(u'\n')) + 1,
                .column = static_cast<int>(m_at - lineStart) + 1,
                .sentence = m_sentence};
    }

    QStringView m_text;
    qsizetype m_at = 0;
    Expect m_expect = Expect::Value;
    std::vector<char16_t> m_open; // the brackets around m_at
    QString m_sentence;
};

// The end of the token at `at`: a string with its quotes, or a run of anything but structure.
qsizetype tokenEnd(QStringView text, qsizetype at)
{
    if (text.at(at) != u'"') {
        while (at < text.size() && !QStringView(u"{}[],:\"").contains(text.at(at))
               && !isSpace(text.at(at)))
            ++at;
        return at;
    }
    for (++at; at < text.size(); ++at) {
        if (text.at(at) == u'\\')
            ++at;
        else if (text.at(at) == u'"')
            return at + 1;
    }
    return text.size();
}

void appendBroken(QString &out, QStringView token, qsizetype maxLineLength)
{
    if (maxLineLength <= 0) {
        out += token;
        return;
    }
    while (token.size() > maxLineLength) {
        // Never between the halves of a surrogate pair: each half alone would show as garbage.
        const qsizetype cut = token.at(maxLineLength).isLowSurrogate() && maxLineLength > 1
            ? maxLineLength - 1
            : maxLineLength;
        out += token.left(cut);
        out += u'\n';
        token = token.mid(cut);
    }
    out += token;
}

QString broken(const QString &text, qsizetype maxLineLength)
{
    QString out;
    const auto lines = QStringView(text).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            out += u'\n';
        appendBroken(out, lines.at(i), maxLineLength);
    }
    return out;
}

} // namespace

std::optional<JsonProblem> checkJson(QByteArrayView json)
{
    const QString text = QString::fromUtf8(json);
    return Checker(text).check();
}

QString prettyJson(QByteArrayView json, qsizetype maxLineLength)
{
    const QString text = QString::fromUtf8(json);
    if (Checker(text).check())
        return broken(text, maxLineLength);

    QString out;
    out.reserve(text.size() * 2);
    qsizetype depth = 0;
    const auto newLine = [&out, &depth] {
        out += u'\n';
        out += QString(2 * std::min(depth, MaxIndentedDepth), u' ');
    };
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text.at(at);
        if (c == u'}' || c == u']') {
            --depth;
            if (!out.endsWith(u'{') && !out.endsWith(u'['))
                newLine();
            out += c;
            ++at;
        } else if (isSpace(c)) {
            ++at;
        } else {
            if (out.endsWith(u'{') || out.endsWith(u'[') || out.endsWith(u','))
                newLine();
            if (c == u'{' || c == u'[') {
                out += c;
                ++depth;
                ++at;
            } else if (c == u',') {
                out += c;
                ++at;
            } else if (c == u':') {
                out += QLatin1String(": ");
                ++at;
            } else {
                const qsizetype end = tokenEnd(text, at);
                appendBroken(out, QStringView(text).mid(at, end - at), maxLineLength);
                at = end;
            }
        }
    }
    return out;
}

} // namespace phx::ui
