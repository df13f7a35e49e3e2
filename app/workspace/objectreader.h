// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/jsonreader.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace phx::app {

//! \brief Reads the members of one JSON object by name and type, and keeps the first problem.
//!
//! A problem names the key and what is allowed, with a suggestion for a near miss. After a problem
//! every further read gives the fallback, so that a caller may read on and look at the problem
//! once. Several readers share one problem. The node and the problem must outlive the reader.
class ObjectReader
{
public:
    //! \param what the object in a sentence: "endpoint", "a socket", "the request"
    //! \param keys all that are allowed; unknown and repeated ones are a problem
    ObjectReader(const JsonNode &node, const QString &what, const QStringList &keys,
                 std::optional<JsonProblem> &problem);

    //! The value of that key, or nullptr if it is not there.
    [[nodiscard]] const JsonNode *find(QStringView key) const;
    //! The same, and a problem if it is not there.
    const JsonNode *require(QStringView key);

    [[nodiscard]] QString text(QStringView key, const QString &fallback = {});
    [[nodiscard]] bool flag(QStringView key, bool fallback);
    //! A whole number from lowest to highest; 1e3 and 1.0 are not taken for whole numbers.
    [[nodiscard]] qint64 integer(QStringView key, qint64 lowest, qint64 highest, qint64 fallback);
    //! Items of an array; a null pointer if the key is not there or is no array.
    const JsonNode *array(QStringView key);

    //! Keeps the problem if it is the first.
    void fail(const JsonPosition &position, const QString &sentence);
    //! `"key" must be …, not "x"`
    void failValue(QStringView key, const JsonNode &value, const QString &allowed);
    [[nodiscard]] bool isOk() const { return !m_problem.has_value(); }

private:
    void checkKeys(const QStringList &keys);

    const JsonNode &m_node;
    QString m_what;
    std::optional<JsonProblem> &m_problem;
};

//! The value in a sentence: `"text"`, `12`, `true`, `null`, "a list", "an object".
QString describe(const JsonNode &node);
//! The candidate that was probably meant, or empty. At most two letters off, case ignored.
QString nearest(const QString &word, const QStringList &candidates);

} // namespace phx::app
