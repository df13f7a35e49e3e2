// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/etf.h"

#include "server/protocol/etfreader.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <limits>
#include <zlib.h>

namespace phx::protocol {

namespace {

template<class T>
void appendBigEndian(QByteArray &out, T value)
{
    const T swapped = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&swapped), qsizetype(sizeof(T)));
}

void appendInteger(QByteArray &out, qint64 value)
{
    if (value >= 0 && value <= 255) {
        out += etftag::SmallInteger;
        out += static_cast<char>(value);
        return;
    }
    if (value >= std::numeric_limits<qint32>::min()
        && value <= std::numeric_limits<qint32>::max()) {
        out += etftag::Integer;
        appendBigEndian(out, static_cast<qint32>(value));
        return;
    }
    // Negate as unsigned: the least 64-bit integer has no positive counterpart.
    quint64 magnitude = value < 0 ? 0 - static_cast<quint64>(value) : static_cast<quint64>(value);
    QByteArray digits;
    for (; magnitude != 0; magnitude >>= 8)
        digits += static_cast<char>(magnitude & 0xff);
    out += etftag::SmallBig;
    out += static_cast<char>(digits.size());
    out += value < 0 ? '\1' : '\0';
    out += digits;
}

void appendBig(QByteArray &out, const QByteArray &signAndMagnitude)
{
    const qsizetype size = signAndMagnitude.size() - 1;
    if (size <= 255) {
        out += etftag::SmallBig;
        out += static_cast<char>(size);
    } else {
        out += etftag::LargeBig;
        appendBigEndian(out, static_cast<quint32>(size));
    }
    out += signAndMagnitude;
}

void appendAtom(QByteArray &out, const QByteArray &name)
{
    if (name.size() <= 255) {
        out += etftag::SmallUtf8Atom;
        out += static_cast<char>(name.size());
    } else {
        out += etftag::Utf8Atom;
        appendBigEndian(out, static_cast<quint16>(name.size()));
    }
    out += name;
}

void appendTerm(QByteArray &out, const EtfTerm &term);

void appendItems(QByteArray &out, const EtfTerm &term)
{
    for (const EtfTerm &item : term.items())
        appendTerm(out, item);
}

void appendTuple(QByteArray &out, const EtfTerm &term)
{
    if (term.items().size() <= 255) {
        out += etftag::SmallTuple;
        out += static_cast<char>(term.items().size());
    } else {
        out += etftag::LargeTuple;
        appendBigEndian(out, static_cast<quint32>(term.items().size()));
    }
    appendItems(out, term);
}

void appendList(QByteArray &out, const EtfTerm &term)
{
    if (!term.items().isEmpty()) {
        out += etftag::List;
        appendBigEndian(out, static_cast<quint32>(term.items().size()));
        appendItems(out, term);
    }
    out += etftag::Nil;
}

void appendTerm(QByteArray &out, const EtfTerm &term)
{
    switch (term.kind()) {
    case EtfTerm::Kind::Integer:
        return appendInteger(out, term.toInteger());
    case EtfTerm::Kind::Big:
        return appendBig(out, term.bytes());
    case EtfTerm::Kind::Float:
        out += etftag::Float;
        return appendBigEndian(out, std::bit_cast<quint64>(term.toDouble()));
    case EtfTerm::Kind::Atom:
        return appendAtom(out, term.bytes());
    case EtfTerm::Kind::Binary:
        out += etftag::Binary;
        appendBigEndian(out, static_cast<quint32>(term.bytes().size()));
        out += term.bytes();
        return;
    case EtfTerm::Kind::List:
        return appendList(out, term);
    case EtfTerm::Kind::Tuple:
        return appendTuple(out, term);
    case EtfTerm::Kind::Map:
        out += etftag::Map;
        appendBigEndian(out, static_cast<quint32>(term.items().size() / 2));
        return appendItems(out, term);
    case EtfTerm::Kind::Opaque:
        out += term.bytes();
        return;
    }
}

//! A zlib stream that holds exactly `size` bytes; empty if it does not. Takes no more memory than
//! that, whatever the stream says (qUncompress() grows with it).
QByteArray inflate(QByteArrayView stream, quint32 size)
{
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    uLongf inflated = size;
    const int result = ::uncompress(reinterpret_cast<Bytef *>(out.data()), &inflated,
                                    reinterpret_cast<const Bytef *>(stream.data()),
                                    static_cast<uLong>(stream.size()));
    return result == Z_OK && inflated == size ? out : QByteArray();
}

} // namespace

bool operator==(const EtfTerm &a, const EtfTerm &b)
{
    return a.m_kind == b.m_kind && a.m_integer == b.m_integer && a.m_double == b.m_double
        && a.m_bytes == b.m_bytes && a.m_items == b.m_items;
}

EtfTerm EtfTerm::integer(qint64 value)
{
    EtfTerm term(Kind::Integer, {}, {});
    term.m_integer = value;
    return term;
}

EtfTerm EtfTerm::number(double value)
{
    EtfTerm term(Kind::Float, {}, {});
    term.m_double = value;
    return term;
}

EtfTerm EtfTerm::atom(QByteArray name)
{
    return {Kind::Atom, std::move(name), {}};
}

EtfTerm EtfTerm::binary(QByteArray bytes)
{
    return {Kind::Binary, std::move(bytes), {}};
}

bool EtfTerm::isAtom(const char *name) const
{
    return m_kind == Kind::Atom && m_bytes == name;
}

bool EtfTerm::isTuple(qsizetype size) const
{
    return m_kind == Kind::Tuple && m_items.size() == size;
}

const EtfTerm *EtfTerm::find(const QByteArray &key) const
{
    if (m_kind != Kind::Map)
        return nullptr;
    for (qsizetype i = 0; i + 1 < m_items.size(); i += 2) {
        const EtfTerm &candidate = m_items.at(i);
        const bool isName = candidate.m_kind == Kind::Atom || candidate.m_kind == Kind::Binary;
        if (isName && candidate.m_bytes == key)
            return &m_items.at(i + 1);
    }
    return nullptr;
}

QDebug operator<<(QDebug debug, const EtfTerm &term)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "EtfTerm(" << QString::fromLatin1(Etf::encode(term).toHex()) << ')';
    return debug;
}

Result<EtfTerm, Etf::Error> Etf::decode(const QByteArray &bytes, const Limits &limits)
{
    if (bytes.isEmpty() || bytes.front() != etftag::Version)
        return Error {.sentence = QStringLiteral("The term does not start with version 131."),
                      .offset = 0};
    if (bytes.size() < 2 || bytes.at(1) != etftag::Compressed)
        return EtfReader(bytes, 1, limits.maxTerms).readWhole();

    constexpr qsizetype SizeBytes = 4;
    if (bytes.size() < 2 + SizeBytes)
        return Error {.sentence = QStringLiteral("The compressed term ends early."),
                      .offset = bytes.size()};
    const quint32 size = qFromBigEndian<quint32>(bytes.constData() + 2);
    if (size > limits.maxInflatedBytes)
        return Error {.sentence = QStringLiteral("The compressed term is larger than %1 bytes.")
                                      .arg(limits.maxInflatedBytes),
                      .offset = 2};
    const QByteArray inflated = inflate(QByteArrayView(bytes).sliced(2 + SizeBytes), size);
    if (inflated.isEmpty())
        return Error {.sentence = QStringLiteral("The compressed term cannot be inflated."),
                      .offset = 2};
    return EtfReader(inflated, 0, limits.maxTerms).readWhole();
}

QByteArray Etf::encode(const EtfTerm &term)
{
    QByteArray out(1, etftag::Version);
    appendTerm(out, term);
    return out;
}

QByteArray Etf::encode(const EtfTerm &term, int level)
{
    const QByteArray plain = encode(term);
    if (level <= 0)
        return plain;
    // What qCompress() writes is laid out as in the format: four bytes of size, a zlib stream.
    const QByteArray compressed = qCompress(plain.sliced(1), std::min(level, 9));
    if (compressed.size() + 2 >= plain.size())
        return plain;
    return QByteArray(1, etftag::Version) + etftag::Compressed + compressed;
}

} // namespace phx::protocol
