// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace phx::test {

//! One line of a recorded conversation (data/README.md).
struct TranscriptLine
{
    QJsonObject json;
    int number = 0; //!< in the file, from 1

    [[nodiscard]] bool isFromClient() const { return text("dir") == ">"; }
    [[nodiscard]] QByteArray text(const char *key) const;
    [[nodiscard]] int integer(const char *key) const;
    //! Which client it is about; "a" if the line names none.
    [[nodiscard]] QByteArray connection() const;
    //! The bytes of a frame: data as it is, or from hex; made anew if only its size was recorded.
    [[nodiscard]] QByteArray frameBytes() const;
};

//! \brief A recorded conversation with a real Phoenix.
struct Transcript
{
    QJsonObject header;
    QList<TranscriptLine> lines; //!< without the recorder's notes

    //! Empty lines if the file cannot be read.
    static Transcript read(const QString &path);
};

//! A copy in which the values that differ from run to run are blank: phx_ref and phx_ref_prev.
QJsonValue withoutVolatileValues(const QJsonValue &value);
//! Parses one JSON value of any type; Undefined if it is none.
QJsonValue parseJson(const QByteArray &text);

} // namespace phx::test
