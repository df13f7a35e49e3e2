// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/jsonterm.h"

#include "server/protocol/jsonscanner.h"
#include "server/protocol/jsontext.h"
#include "server/protocol/wirevalue.h"
#include "server/pubsub/biginteger.h"

#include <QHash>
#include <QLocale>

#include <cmath>
#include <utility>

namespace phx::server::jsonterm {

namespace {

using protocol::EtfTerm;
using protocol::JsonScanner;

//! That MaxIntegerDigits take at most (a digit takes log 10 / log 256), and the sign.
constexpr qsizetype MaxIntegerBytes = MaxIntegerDigits * 4153 / 10'000 + 2;

//! \brief Builds the term of a text that is known to be JSON.
class Builder
{
public:
    explicit Builder(QByteArrayView text)
        : m_text(text)
    { }

    bool read(EtfTerm &term, int depth)
    {
        skipSpace();
        if (depth > MaxDepth)
            return fail(QStringLiteral("it is nested deeper than %1 levels").arg(MaxDepth));
        if (--m_termsLeft < 0)
            return fail(QStringLiteral("it holds more than %1 values").arg(MaxTerms));
        switch (m_text[m_at]) {
        case '{':
            return readObject(term, depth);
        case '[':
            return readArray(term, depth);
        case '"':
            term = EtfTerm::binary(readText());
            return true;
        case 't':
            return readLiteral("true", "true", term);
        case 'f':
            return readLiteral("false", "false", term);
        case 'n':
            return readLiteral("null", "nil", term);
        default:
            return readNumber(term);
        }
    }

    [[nodiscard]] const QString &sentence() const { return m_sentence; }

private:
    bool readObject(EtfTerm &term, int depth)
    {
        QList<EtfTerm> items;
        QHash<QByteArray, qsizetype> places; // of the values
        ++m_at;
        while (!closes('}')) {
            QByteArray key = readText();
            skipSpace();
            ++m_at; // the colon
            EtfTerm value;
            if (!read(value, depth + 1))
                return false;
            const auto known = places.constFind(key);
            if (known != places.cend()) {
                items[*known] = std::move(value);
                continue;
            }
            places.insert(key, items.size() + 1);
            items.append(EtfTerm::binary(std::move(key)));
            items.append(std::move(value));
        }
        term = EtfTerm::map(std::move(items));
        return true;
    }

    bool readArray(EtfTerm &term, int depth)
    {
        QList<EtfTerm> items;
        ++m_at;
        while (!closes(']')) {
            EtfTerm item;
            if (!read(item, depth + 1))
                return false;
            items.append(std::move(item));
        }
        term = EtfTerm::list(std::move(items));
        return true;
    }

    //! Over commas and space to the next member, or out.
    bool closes(char bracket)
    {
        skipSpace();
        if (m_text[m_at] == ',') {
            ++m_at;
            skipSpace();
        }
        if (m_text[m_at] != bracket)
            return false;
        ++m_at;
        return true;
    }

    QByteArray readText()
    {
        const qsizetype start = ++m_at;
        bool hasEscapes = false;
        for (; m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\') {
                hasEscapes = true;
                ++m_at;
            }
        }
        const QByteArrayView inside = m_text.sliced(start, m_at - start);
        ++m_at;
        return hasEscapes ? protocol::jsontext::unescaped(inside) : inside.toByteArray();
    }

    bool readLiteral(QByteArrayView literal, const char *atom, EtfTerm &term)
    {
        m_at += literal.size();
        term = EtfTerm::atom(atom);
        return true;
    }

    bool readNumber(EtfTerm &term)
    {
        const qsizetype start = m_at;
        bool isWhole = true;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            const bool isFraction = c == '.' || c == 'e' || c == 'E' || c == '+';
            if (!isFraction && c != '-' && (c < '0' || c > '9'))
                break;
            isWhole = isWhole && !isFraction;
        }
        const QByteArray text = m_text.sliced(start, m_at - start).toByteArray();
        if (!isWhole) {
            // What is too small for a double is 0.0, also in Erlang.
            term = EtfTerm::number(text.toDouble());
            return true;
        }
        bool fits = false;
        const qint64 value = text.toLongLong(&fits);
        if (fits) {
            term = EtfTerm::integer(value);
            return true;
        }
        if (text.size() > MaxIntegerDigits)
            return fail(QStringLiteral("an integer has more than %1 digits").arg(MaxIntegerDigits));
        term = EtfTerm::big(biginteger::fromDigits(text));
        return true;
    }

    void skipSpace()
    {
        while (m_at < m_text.size()
               && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\r'
                   || m_text[m_at] == '\t'))
            ++m_at;
    }

    bool fail(const QString &sentence)
    {
        m_sentence = sentence;
        return false;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    qint64 m_termsLeft = MaxTerms;
    QString m_sentence;
};

//! \brief Appends the JSON of a term; its depth is bounded by Etf::MaxDepth.
class Writer
{
public:
    bool write(const EtfTerm &term)
    {
        switch (term.kind()) {
        case EtfTerm::Kind::Integer:
        case EtfTerm::Kind::Big:
        case EtfTerm::Kind::Float:
            return writeNumber(term);
        case EtfTerm::Kind::Atom:
            return writeAtom(term);
        case EtfTerm::Kind::Binary:
            return writeText(term.bytes());
        case EtfTerm::Kind::List:
            return writeList(term.items());
        case EtfTerm::Kind::Map:
            return writeMap(term.items());
        case EtfTerm::Kind::Tuple:
            return fail(QStringLiteral("a tuple has no form in JSON"));
        case EtfTerm::Kind::Opaque:
            return fail(QStringLiteral("a pid or reference has no form in JSON"));
        }
        return false;
    }

    QByteArray json;
    QString sentence;

private:
    bool writeNumber(const EtfTerm &term)
    {
        if (term.kind() == EtfTerm::Kind::Integer) {
            json += QByteArray::number(term.toInteger());
            return true;
        }
        if (term.kind() == EtfTerm::Kind::Big) {
            if (term.bytes().size() > MaxIntegerBytes)
                return fail(
                    QStringLiteral("an integer has more than %1 digits").arg(MaxIntegerDigits));
            json += biginteger::toDigits(term.bytes());
            return true;
        }
        // A float stays one for who reads it: 1.0, not 1.
        QByteArray text = QByteArray::number(term.toDouble(), 'g', QLocale::FloatingPointShortest);
        if (term.toDouble() == 0 && std::signbit(term.toDouble()))
            text = "-0"; // which Qt does not write
        const qsizetype exponent = text.indexOf('e');
        if (!text.contains('.'))
            text.insert(exponent < 0 ? text.size() : exponent, ".0");
        json += text;
        return true;
    }

    bool writeAtom(const EtfTerm &term)
    {
        if (term.isAtom("nil"))
            json += "null";
        else if (term.isAtom("true") || term.isAtom("false"))
            json += term.bytes();
        else
            return writeText(term.bytes());
        return true;
    }

    bool writeText(const QByteArray &text)
    {
        if (!text.isValidUtf8())
            return fail(QStringLiteral("a binary in it is no UTF-8"));
        protocol::WireValue::appendJsonText(json, text);
        return true;
    }

    bool writeList(const QList<EtfTerm> &items)
    {
        json += '[';
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (i > 0)
                json += ',';
            if (!write(items.at(i)))
                return false;
        }
        json += ']';
        return true;
    }

    bool writeMap(const QList<EtfTerm> &items)
    {
        json += '{';
        bool isFirst = true;
        for (qsizetype i = 0; i + 1 < items.size(); i += 2) {
            if (items.at(i).isAtom("__struct__"))
                continue;
            if (!std::exchange(isFirst, false))
                json += ',';
            if (!writeKey(items.at(i)))
                return false;
            json += ':';
            if (!write(items.at(i + 1)))
                return false;
        }
        json += '}';
        return true;
    }

    bool writeKey(const EtfTerm &key)
    {
        switch (key.kind()) {
        case EtfTerm::Kind::Atom:
        case EtfTerm::Kind::Binary:
            return writeText(key.bytes());
        case EtfTerm::Kind::Integer:
        case EtfTerm::Kind::Big:
        case EtfTerm::Kind::Float:
            json += '"';
            if (!writeNumber(key))
                return false;
            json += '"';
            return true;
        default:
            return fail(QStringLiteral("the key of a map is no text and no number"));
        }
    }

    bool fail(const QString &why)
    {
        sentence = why;
        return false;
    }
};

} // namespace

Result<EtfTerm, QString> toTerm(const QByteArray &json)
{
    JsonScanner scanner(json);
    JsonScanner::Slice slice;
    if (scanner.scanValue(slice) != JsonScanner::Outcome::Ok)
        return QStringLiteral("it is no JSON");
    Builder builder(json);
    EtfTerm term;
    if (!builder.read(term, 0))
        return builder.sentence();
    return term;
}

Result<QByteArray, QString> toJson(const EtfTerm &term)
{
    Writer writer;
    if (!writer.write(term))
        return writer.sentence;
    return writer.json;
}

} // namespace phx::server::jsonterm
