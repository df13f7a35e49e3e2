// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/etf.h"

#include <QByteArrayView>

namespace phx::protocol {

//! Tags of the external term format that are understood.
namespace etftag {

inline constexpr char Version = '\x83';
inline constexpr char Compressed = '\x50';
inline constexpr char SmallInteger = '\x61';
inline constexpr char Integer = '\x62';
inline constexpr char SmallBig = '\x6e';
inline constexpr char LargeBig = '\x6f';
inline constexpr char Float = '\x46';
inline constexpr char Latin1Atom = '\x64';
inline constexpr char SmallLatin1Atom = '\x73';
inline constexpr char Utf8Atom = '\x76';
inline constexpr char SmallUtf8Atom = '\x77';
inline constexpr char Binary = '\x6d';
inline constexpr char Nil = '\x6a';
inline constexpr char String = '\x6b';
inline constexpr char List = '\x6c';
inline constexpr char SmallTuple = '\x68';
inline constexpr char LargeTuple = '\x69';
inline constexpr char Map = '\x74';
inline constexpr char NewPid = '\x58';
inline constexpr char Pid = '\x67';
inline constexpr char NewerReference = '\x5a';
inline constexpr char NewReference = '\x72';

} // namespace etftag

//! \brief Reads one term from bytes that nobody has checked. The bytes must outlive it.
class EtfReader
{
public:
    EtfReader(QByteArrayView bytes, qsizetype offset, qint64 maxTerms)
        : m_bytes(bytes)
        , m_offset(offset)
        , m_termsLeft(maxTerms)
    { }

    //! The term, which must end where the bytes end.
    Result<EtfTerm, Etf::Error> readWhole();

private:
    bool readTerm(EtfTerm &term, int depth);
    bool readSimple(char tag, EtfTerm &term);
    bool readContainer(char tag, EtfTerm &term, int depth);
    bool readBig(qint64 size, EtfTerm &term);
    bool readFloat(EtfTerm &term);
    bool readAtom(char tag, EtfTerm &term);
    bool readOpaque(char tag, EtfTerm &term);
    bool readList(EtfTerm &term, int depth);
    bool readItems(qint64 count, QList<EtfTerm> &items, int depth);

    bool readBytes(qint64 size, QByteArray &out);
    //! \param width 1, 2 or 4 bytes, big-endian
    bool readUnsigned(int width, qint64 &value);
    bool fail(const QString &sentence);

    QByteArrayView m_bytes;
    qsizetype m_offset = 0;
    qint64 m_termsLeft = 0;
    Etf::Error m_error;
};

} // namespace phx::protocol
