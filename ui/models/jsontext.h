// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

//! JSON as text: numbers keep their digits and keys their order, since nothing is parsed into
//! values.
namespace phx::ui {

//! The first place where a text is no JSON (RFC 8259), and why.
struct JsonProblem
{
    qsizetype position = 0; //!< in UTF-16 code units of the text as QString, from 0
    int line = 1; //!< from 1; lines end at \n
    int column = 1; //!< from 1, in UTF-16 code units, as a text cursor counts
    QString sentence; //!< for a person, translated, without the place

    friend bool operator==(const JsonProblem &, const JsonProblem &) = default;
};

//! Strict RFC 8259: one value, no trailing comma, no comment, no NaN; nested at most 500 deep.
//! \param json UTF-8; an empty text is a problem
[[nodiscard]] std::optional<JsonProblem> checkJson(QByteArrayView json);

//! \brief The same tokens on lines of their own, indented by two spaces.
//! \param json UTF-8; what is no JSON comes back as it is, but for the line length
//! \param maxLineLength a longer token (a large string) is broken for display, so that a text view
//! stays quick; 0: never, then the result is the same JSON value and may be sent
[[nodiscard]] QString prettyJson(QByteArrayView json, qsizetype maxLineLength = 1000);

} // namespace phx::ui
