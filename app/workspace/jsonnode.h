// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QtGlobal>

#include <vector>

namespace phx::app {

//! Where something stands in a text: line and column from 1, the column in characters (code
//! points).
struct JsonPosition
{
    int line = 1;
    int column = 1;

    friend bool operator==(const JsonPosition &, const JsonPosition &) = default;
};

struct JsonMember;

//! \brief One JSON value with the place where it stands. A value; made by JsonReader.
struct JsonNode
{
    enum class Kind : quint8 { Null, Bool, Number, Text, Array, Object };

    Kind kind = Kind::Null;
    bool boolean = false; //!< of Bool
    JsonPosition position; //!< of its first character
    qsizetype begin = 0; //!< its exact text in the source: bytes [begin, end)
    qsizetype end = 0;
    QString text; //!< of Text: decoded; of Number: as written
    std::vector<JsonNode> items; //!< of Array
    std::vector<JsonMember>
        members; //!< of Object, in order; a repeated key is kept as often as it stands there

    [[nodiscard]] bool is(Kind other) const { return kind == other; }
};

//! A key of an object and its value.
struct JsonMember
{
    QString key;
    JsonPosition position; //!< of the key's opening quote
    JsonNode value;
};

} // namespace phx::app
