// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/jsonnode.h"
#include "server/protocol/result.h"

#include <QByteArrayView>
#include <QString>

namespace phx::app {

struct JsonLimits
{
    qsizetype maxBytes = 16 * 1024 * 1024; //!< of the whole text
    int maxDepth = 64; //!< arrays and objects inside each other
    int maxValues = 100'000; //!< values in total, so that a small file cannot fill the memory
};

//! What is wrong with a text, where, as a sentence without a full stop: "expected ',' or ']'".
struct JsonProblem
{
    JsonPosition position;
    QString sentence;
};

//! "FILE:LINE:COLUMN: sentence".
[[nodiscard]] QString placed(const QString &fileName, const JsonProblem &problem);

//! \brief Strict JSON (RFC 8259) that remembers the line and column of every key and value.
//!
//! QJsonDocument tells a byte offset of a syntax error and nothing at all of a value, but an error
//! in a settings file has to name the place. Refused beyond the RFC's grammar: text that is not
//! UTF-8, a byte order mark, escapes of half a surrogate pair. Repeated keys are kept; whoever
//! reads the object decides. Pure; thread-safe.
class JsonReader
{
public:
    static Result<JsonNode, JsonProblem> read(QByteArrayView text, const JsonLimits &limits = {});

private:
    JsonReader(QByteArrayView text, const JsonLimits &limits)
        : m_text(text)
        , m_limits(limits)
    { }

    bool readValue(JsonNode &node, int depth);
    bool readArray(JsonNode &node, int depth);
    bool readObject(JsonNode &node, int depth);
    bool readMember(JsonNode &node, int depth);
    bool readNumber(JsonNode &node);
    bool readWord(JsonNode &node);
    bool readText(QString &text);
    bool readEscape(QString &text);
    bool readUnicodeEscape(QString &text);
    bool readHexUnit(char16_t &unit);
    //! Whole UTF-8 sequence at the cursor, 1 to 4 bytes; 0 if it is none.
    [[nodiscard]] qsizetype characterLength() const;

    bool fail(const QString &sentence);
    void skipSpace();
    void step(); //!< over one byte, counting lines and columns
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    [[nodiscard]] QString found() const; //!< what stands at the cursor, for a sentence

    QByteArrayView m_text;
    JsonLimits m_limits;
    qsizetype m_at = 0;
    JsonPosition m_position;
    int m_values = 0;
    JsonProblem m_problem;
};

} // namespace phx::app
