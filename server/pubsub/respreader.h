// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace phx::server {

//! One value of RESP2, the protocol of Redis.
struct RespValue
{
    enum class Kind : quint8 { Simple, Error, Integer, Bulk, Null, Array };

    Kind kind = Kind::Null;
    QByteArray text {}; //!< of Simple, Error and Bulk
    qint64 integer = 0; //!< of Integer
    QList<RespValue> items {}; //!< of Array

    friend bool operator==(const RespValue &, const RespValue &) = default;
};

struct RespLimits
{
    qsizetype maxLineBytes = 4'096; //!< of a line without its end
    qsizetype maxValueBytes = 16'777'216; //!< of one value with all that is in it, as it travels
    qsizetype maxItems = 1'024; //!< of an array
    int maxDepth = 4; //!< of arrays within arrays
    //! A longer text than fits a value is passed over, up to this size; Redis has no longer ones.
    qint64 maxSkippedBytes = 512 * 1024 * 1024;
};

//! \brief Reads RESP2 values from bytes that arrive in pieces and that nobody has checked.
//!
//! Holds at most one value's bytes and what came behind it in one piece. Pure; any thread.
//! Source: the Redis serialization protocol specification, version 2.
class RespReader
{
public:
    enum class Outcome : quint8 {
        Value,
        NeedsMore,
        TooLarge, //!< a value above the limits was passed over: tooLargeBytes() says its text's
                  //!< size
        Broken, //!< for ever: sentence() says why
    };

    explicit RespReader(RespLimits limits = {})
        : m_limits(limits)
    { }

    void feed(QByteArrayView bytes);
    //! The next value. \param value left alone if there is none
    Outcome next(RespValue &value);

    [[nodiscard]] const QString &sentence() const { return m_sentence; }
    [[nodiscard]] qint64 tooLargeBytes() const { return m_tooLarge; }
    [[nodiscard]] qsizetype bufferedBytes() const { return m_buffer.size() - m_start; }

private:
    Outcome readValue(RespValue &value, qsizetype &at, int depth);
    Outcome readLine(QByteArrayView &line, qsizetype &at);
    Outcome readBulk(QByteArrayView line, RespValue &value, qsizetype &at);
    Outcome readArray(QByteArrayView line, RespValue &value, qsizetype &at, int depth);
    //! What follows the text in the same value is read as values of its own.
    Outcome passOver(qint64 size, qsizetype end);
    Outcome needBytes(qsizetype end);
    Outcome fail(const QString &sentence);

    RespLimits m_limits;
    QByteArray m_buffer;
    qsizetype m_start = 0; //!< where the next value begins
    qsizetype m_wanted = 0; //!< so many bytes from m_start make another try worth while
    qsizetype m_skipped = 0; //!< bytes to come that nobody wants
    qint64 m_tooLarge = 0;
    QString m_sentence;
};

} // namespace phx::server
