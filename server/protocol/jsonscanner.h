// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/wirevalue.h"

#include <QByteArray>
#include <QVarLengthArray>

#include <span>

namespace phx::protocol {

//! \brief Checks a JSON text and says where the parts of its top level are, without building
//! anything.
//!
//! As strict as Jason 1.4, which Phoenix uses (reliability.md §1.1): RFC 8259 with one document,
//! valid UTF-8, no byte order mark, no raw control characters, no lone surrogate, and no number
//! with a fraction or exponent that overflows a double (1e400). Integers may have any number of
//! digits and the depth has no limit but the text's size: one bit of memory for each level, no
//! recursion. A value for one text, which must outlive it.
class JsonScanner
{
public:
    enum class Kind : quint8 { Null, Boolean, Number, String, Array, Object };

    //! Where a value is in the text.
    struct Slice
    {
        qsizetype offset = 0; //!< of its first byte; for a string that is the quote
        qsizetype size = 0; //!< bytes, both quotes included
        Kind kind = Kind::Null;
        bool hasEscapes = false; //!< only for a string
    };

    //! A member of the top-level object that somebody looks for.
    struct Member
    {
        QByteArrayView key {}; //!< decoded
        bool isThere = false; //!< set by scanObject()
        Slice value {}; //!< of the first member with that key, as Jason
    };

    enum class Outcome : quint8 {
        Ok,
        NotJson, //!< errorOffset() says where
        OtherType, //!< JSON, but no array or no object
    };

    explicit JsonScanner(QByteArrayView text)
        : m_text(text)
    { }

    //! \param first gets the first elements, as many as there are and fit
    Outcome scanArray(std::span<Slice> first);
    Outcome scanObject(std::span<Member> wanted);
    //! Any value.
    Outcome scanValue(Slice &slice);

    //! Elements of the array, also those beyond `first`.
    [[nodiscard]] qsizetype elementCount() const { return m_elementCount; }
    //! Byte of the text, from 0; the text's size if it ended too early.
    [[nodiscard]] qsizetype errorOffset() const { return m_position; }

    [[nodiscard]] QByteArray raw(const Slice &slice) const;
    //! A string without quotes and escapes. \param slice of a string
    [[nodiscard]] QByteArray unescaped(const Slice &slice) const;
    [[nodiscard]] WireValue toWireValue(const Slice &slice) const;

private:
    Outcome scanOtherType();
    bool scanMembers(std::span<Member> wanted);
    void keepWanted(std::span<Member> wanted, const Slice &key, const Slice &value) const;

    bool skipValue(Slice &slice);
    bool openContainer(bool &isOpen);
    bool closeContainers(bool &isDone);
    bool skipKey(Slice &key);
    bool skipScalar(Slice &slice);
    bool skipString(bool &hasEscapes);
    bool skipEscape();
    bool skipUtf8();
    bool skipNumber();
    bool skipDigits();
    bool skipLiteral(QByteArrayView literal);
    void skipSpace();
    bool readHex4(char32_t &unit);

    [[nodiscard]] bool atEnd() const { return m_position >= m_text.size(); }
    [[nodiscard]] bool at(char c) const { return !atEnd() && m_text[m_position] == c; }
    bool take(char c);

    void push(Kind container);
    [[nodiscard]] bool isInObject() const;

    QByteArrayView m_text;
    qsizetype m_position = 0;
    qsizetype m_elementCount = 0;
    qsizetype m_depth = 0;
    QVarLengthArray<quint64, 8> m_levels; //!< one bit a level: 1 is an object
};

} // namespace phx::protocol
