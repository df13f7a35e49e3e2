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
        Broken, //!< for ever: sentence() says why
    };

    explicit RespReader(RespLimits limits = {})
        : m_limits(limits)
    { }

    void feed(QByteArrayView bytes);
    //! The next value. \param value left alone if there is none
    Outcome next(RespValue &value);

    [[nodiscard]] const QString &sentence() const { return m_sentence; }
    [[nodiscard]] qsizetype bufferedBytes() const { return m_buffer.size() - m_start; }

private:
    Outcome readValue(RespValue &value, qsizetype &at, int depth);
    Outcome readLine(QByteArrayView &line, qsizetype &at);
    Outcome readBulk(QByteArrayView line, RespValue &value, qsizetype &at);
    Outcome readArray(QByteArrayView line, RespValue &value, qsizetype &at, int depth);
    Outcome needBytes(qsizetype end);
    Outcome fail(const QString &sentence);

    RespLimits m_limits;
    QByteArray m_buffer;
    qsizetype m_start = 0; //!< where the next value begins
    qsizetype m_wanted = 0; //!< so many bytes from m_start make another try worth while
    QString m_sentence;
};

} // namespace phx::server
