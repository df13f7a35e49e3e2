// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QDebug>
#include <QList>
#include <QString>

namespace phx::protocol {

//! \brief An Erlang term, as far as tokens and broadcasts hold them (protocol.md §7.5). A value
//! type.
class EtfTerm
{
public:
    enum class Kind : quint8 {
        Integer, //!< fits 64 bits
        Big, //!< any other integer: sign byte (0 or 1), then the magnitude, least byte first
        Float,
        Atom, //!< UTF-8 name; true, false and nil are atoms
        Binary, //!< what Elixir calls a string
        List,
        Tuple,
        Map, //!< items are key, value, key, value, …
        Opaque, //!< pid or reference: its encoded bytes, kept as they are
    };

    EtfTerm() = default; //!< the atom nil
    static EtfTerm integer(qint64 value);
    static EtfTerm number(double value);
    static EtfTerm atom(QByteArray name);
    static EtfTerm binary(QByteArray bytes);
    static EtfTerm list(QList<EtfTerm> items) { return {Kind::List, {}, std::move(items)}; }
    static EtfTerm tuple(QList<EtfTerm> items) { return {Kind::Tuple, {}, std::move(items)}; }
    static EtfTerm map(QList<EtfTerm> items) { return {Kind::Map, {}, std::move(items)}; }
    static EtfTerm big(QByteArray signAndMagnitude)
    {
        return {Kind::Big, std::move(signAndMagnitude), {}};
    }
    static EtfTerm opaque(QByteArray encoded) { return {Kind::Opaque, std::move(encoded), {}}; }

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isAtom(const char *name) const;
    [[nodiscard]] bool isTuple(qsizetype size) const;
    [[nodiscard]] qint64 toInteger() const { return m_integer; } //!< 0 if it is none
    [[nodiscard]] double toDouble() const { return m_double; } //!< 0 if it is no float
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] const QList<EtfTerm> &items() const { return m_items; }
    //! The value of a binary or atom key of a map, nullptr if there is none.
    [[nodiscard]] const EtfTerm *find(const QByteArray &key) const;

    //! Not defaulted: Qt's type traits would have to know it while they are still asking about it.
    friend bool operator==(const EtfTerm &a, const EtfTerm &b);

private:
    EtfTerm(Kind kind, QByteArray bytes, QList<EtfTerm> items)
        : m_bytes(std::move(bytes))
        , m_items(std::move(items))
        , m_kind(kind)
    { }

    QByteArray m_bytes {"nil"};
    QList<EtfTerm> m_items;
    qint64 m_integer = 0;
    double m_double = 0;
    Kind m_kind = Kind::Atom;
};

QDebug operator<<(QDebug debug, const EtfTerm &term);

//! \brief Bytes ⇄ term in Erlang's external term format, version 131. Pure functions; any thread.
//!
//! Source: erlang/otp erts/doc, "External Term Format".
class Etf
{
public:
    static constexpr int MaxDepth = 64; //!< of nesting; deeper is an error
    static constexpr qsizetype MaxInflatedBytes = 1'048'576; //!< of a compressed term

    //! Bounds for bytes that nobody has checked.
    struct Limits
    {
        qsizetype maxInflatedBytes = MaxInflatedBytes; //!< of a compressed term
        qint64 maxTerms = 1'000'000; //!< all in all: one takes a byte there and some 70 here
    };

    //! Why bytes are not a term.
    struct Error
    {
        QString sentence {};
        qsizetype offset = 0; //!< byte, 0-based, in the inflated term if it was compressed
    };

    //! Functions and local terms are refused, as are bytes after the term.
    static Result<EtfTerm, Error> decode(const QByteArray &bytes, const Limits &limits);
    static Result<EtfTerm, Error> decode(const QByteArray &bytes) { return decode(bytes, {}); }
    //! As OTP 26 and later write it: atoms as small UTF-8 atoms.
    static QByteArray encode(const EtfTerm &term);
    //! \param level of zlib, 0 to 9; 0, and where it makes nothing smaller: not compressed
    static QByteArray encode(const EtfTerm &term, int level);
};

} // namespace phx::protocol
