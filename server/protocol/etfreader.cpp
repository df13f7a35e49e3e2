// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/etfreader.h"

#include <QtEndian>

#include <bit>
#include <cmath>

namespace phx::protocol {

Result<EtfTerm, Etf::Error> EtfReader::readWhole()
{
    EtfTerm term;
    if (!readTerm(term, 0))
        return m_error;
    if (m_offset != m_bytes.size())
        return Etf::Error {.sentence = QStringLiteral("There are bytes after the term."),
                           .offset = m_offset};
    return term;
}

bool EtfReader::readTerm(EtfTerm &term, int depth)
{
    if (depth > Etf::MaxDepth)
        return fail(QStringLiteral("The term is nested too deeply."));
    if (m_offset >= m_bytes.size())
        return fail(QStringLiteral("The term ends early."));
    if (--m_termsLeft < 0)
        return fail(QStringLiteral("The term holds too many terms."));
    const char tag = m_bytes[m_offset++];
    switch (tag) {
    case etftag::SmallTuple:
    case etftag::LargeTuple:
    case etftag::List:
    case etftag::Map:
        return readContainer(tag, term, depth);
    case etftag::NewPid:
    case etftag::Pid:
    case etftag::NewerReference:
    case etftag::NewReference:
        return readOpaque(tag, term);
    default:
        return readSimple(tag, term);
    }
}

bool EtfReader::readSimple(char tag, EtfTerm &term)
{
    qint64 size = 0;
    QByteArray bytes;
    switch (tag) {
    case etftag::SmallInteger:
        if (!readUnsigned(1, size))
            return false;
        term = EtfTerm::integer(size);
        return true;
    case etftag::Integer:
        if (!readUnsigned(4, size))
            return false;
        term = EtfTerm::integer(static_cast<qint32>(static_cast<quint32>(size)));
        return true;
    case etftag::SmallBig:
        return readUnsigned(1, size) && readBig(size, term);
    case etftag::LargeBig:
        return readUnsigned(4, size) && readBig(size, term);
    case etftag::Float:
        return readFloat(term);
    case etftag::Latin1Atom:
    case etftag::SmallLatin1Atom:
    case etftag::Utf8Atom:
    case etftag::SmallUtf8Atom:
        return readAtom(tag, term);
    case etftag::Binary:
        if (!readUnsigned(4, size) || !readBytes(size, bytes))
            return false;
        term = EtfTerm::binary(bytes);
        return true;
    case etftag::Nil:
        term = EtfTerm::list({});
        return true;
    case etftag::String: {
        if (!readUnsigned(2, size) || !readBytes(size, bytes))
            return false;
        m_termsLeft -= size;
        if (m_termsLeft < 0)
            return fail(QStringLiteral("The term holds too many terms."));
        QList<EtfTerm> items;
        for (const char byte : bytes)
            items.append(EtfTerm::integer(static_cast<uchar>(byte)));
        term = EtfTerm::list(std::move(items));
        return true;
    }
    default:
        --m_offset;
        return fail(
            QStringLiteral("The term has the unsupported tag %1.").arg(static_cast<uchar>(tag)));
    }
}

bool EtfReader::readContainer(char tag, EtfTerm &term, int depth)
{
    if (tag == etftag::List)
        return readList(term, depth);
    qint64 count = 0;
    if (!readUnsigned(tag == etftag::SmallTuple ? 1 : 4, count))
        return false;
    QList<EtfTerm> items;
    const bool isMap = tag == etftag::Map;
    if (!readItems(isMap ? count * 2 : count, items, depth))
        return false;
    term = isMap ? EtfTerm::map(std::move(items)) : EtfTerm::tuple(std::move(items));
    return true;
}

bool EtfReader::readList(EtfTerm &term, int depth)
{
    qint64 count = 0;
    QList<EtfTerm> items;
    EtfTerm tail;
    if (!readUnsigned(4, count) || !readItems(count, items, depth) || !readTerm(tail, depth + 1))
        return false;
    if (tail != EtfTerm::list({}))
        return fail(QStringLiteral("The term holds an improper list."));
    term = EtfTerm::list(std::move(items));
    return true;
}

bool EtfReader::readItems(qint64 count, QList<EtfTerm> &items, int depth)
{
    // Each item takes a byte at least; this refuses counts that only claim memory.
    if (count > m_bytes.size() - m_offset)
        return fail(QStringLiteral("The term ends early."));
    for (qint64 i = 0; i < count; ++i) {
        EtfTerm item;
        if (!readTerm(item, depth + 1))
            return false;
        items.append(std::move(item));
    }
    return true;
}

bool EtfReader::readBig(qint64 size, EtfTerm &term)
{
    QByteArray signAndMagnitude;
    if (!readBytes(size + 1, signAndMagnitude))
        return false;
    if (static_cast<uchar>(signAndMagnitude.front()) > 1)
        return fail(QStringLiteral("The sign of an integer is neither 0 nor 1."));
    while (signAndMagnitude.size() > 1 && signAndMagnitude.back() == '\0')
        signAndMagnitude.chop(1);
    quint64 magnitude = 0;
    if (signAndMagnitude.size() > 9) {
        term = EtfTerm::big(signAndMagnitude);
        return true;
    }
    for (qsizetype i = signAndMagnitude.size() - 1; i > 0; --i)
        magnitude = (magnitude << 8) | static_cast<uchar>(signAndMagnitude.at(i));
    const bool isNegative = signAndMagnitude.front() == '\1';
    constexpr quint64 MinMagnitude = Q_UINT64_C(1) << 63;
    if (magnitude > MinMagnitude || (magnitude == MinMagnitude && !isNegative))
        term = EtfTerm::big(signAndMagnitude);
    else
        term = EtfTerm::integer(static_cast<qint64>(isNegative ? 0 - magnitude : magnitude));
    return true;
}

bool EtfReader::readFloat(EtfTerm &term)
{
    QByteArray bytes;
    if (!readBytes(8, bytes))
        return false;
    const auto value = std::bit_cast<double>(qFromBigEndian<quint64>(bytes.constData()));
    if (!std::isfinite(value))
        return fail(QStringLiteral("A float of the term is not finite."));
    term = EtfTerm::number(value);
    return true;
}

bool EtfReader::readAtom(char tag, EtfTerm &term)
{
    constexpr qsizetype MaxAtomCharacters = 255;
    const bool isSmall = tag == etftag::SmallLatin1Atom || tag == etftag::SmallUtf8Atom;
    const bool isUtf8 = tag == etftag::Utf8Atom || tag == etftag::SmallUtf8Atom;
    qint64 size = 0;
    QByteArray name;
    if (!readUnsigned(isSmall ? 1 : 2, size) || !readBytes(size, name))
        return false;
    if (isUtf8 && !name.isValidUtf8())
        return fail(QStringLiteral("The name of an atom is not UTF-8."));
    const QString text = isUtf8 ? QString::fromUtf8(name) : QString::fromLatin1(name);
    if (text.toUcs4().size() > MaxAtomCharacters)
        return fail(QStringLiteral("The name of an atom is too long."));
    term = EtfTerm::atom(isUtf8 ? name : text.toUtf8());
    return true;
}

//! A pid or reference: an atom (the node), then numbers of known size.
bool EtfReader::readOpaque(char tag, EtfTerm &term)
{
    const qsizetype start = m_offset - 1;
    const bool isPid = tag == etftag::NewPid || tag == etftag::Pid;
    qint64 words = 0;
    if (!isPid && !readUnsigned(2, words))
        return false;
    EtfTerm node;
    if (m_offset >= m_bytes.size())
        return fail(QStringLiteral("The term ends early."));
    const char nodeTag = m_bytes[m_offset++];
    if (!readSimple(nodeTag, node))
        return false;
    if (node.kind() != EtfTerm::Kind::Atom)
        return fail(QStringLiteral("The node of a pid or reference is not an atom."));

    constexpr qint64 MaxReferenceWords = 5;
    if (words > MaxReferenceWords)
        return fail(QStringLiteral("A reference has too many words."));
    const bool hasWideCreation = tag == etftag::NewPid || tag == etftag::NewerReference;
    const qint64 numbers = isPid ? 8 : words * 4;
    QByteArray rest;
    if (!readBytes(numbers + (hasWideCreation ? 4 : 1), rest))
        return false;
    term = EtfTerm::opaque(m_bytes.sliced(start, m_offset - start).toByteArray());
    return true;
}

bool EtfReader::readBytes(qint64 size, QByteArray &out)
{
    if (size > m_bytes.size() - m_offset)
        return fail(QStringLiteral("The term ends early."));
    out = m_bytes.sliced(m_offset, size).toByteArray();
    m_offset += size;
    return true;
}

bool EtfReader::readUnsigned(int width, qint64 &value)
{
    if (width > m_bytes.size() - m_offset)
        return fail(QStringLiteral("The term ends early."));
    value = 0;
    for (int i = 0; i < width; ++i)
        value = (value << 8) | static_cast<uchar>(m_bytes[m_offset++]);
    return true;
}

bool EtfReader::fail(const QString &sentence)
{
    m_error = {.sentence = sentence, .offset = m_offset};
    return false;
}

} // namespace phx::protocol
