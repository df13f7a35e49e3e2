// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace phx::protocol {

//! \brief A way into a JSON text by keys and indexes: `user.name`, `items[0].id`, `items.0.id`.
//!
//! The value found is the exact text that stands there, so no digit is lost. A value type.
class JsonPath
{
public:
    static constexpr qsizetype MaxSteps = 16;
    static constexpr int MaxIndex = 999;

    JsonPath() = default; //!< the whole text
    //! \param text empty: the whole text; steps hold neither '.', '[', ']', braces nor white space
    //! \return a sentence without a full stop that says what is wrong
    static Result<JsonPath, QString> parse(QByteArrayView text);

    [[nodiscard]] bool isEmpty() const { return m_steps.isEmpty(); }
    //! \param json valid JSON \return the value's text, or nullopt if the path leads nowhere; of
    //! equal keys the first counts
    [[nodiscard]] std::optional<QByteArray> find(const QByteArray &json) const;

private:
    struct Step
    {
        QByteArray key {}; //!< decoded; of an index its digits, which are a key in an object
        int index = -1; //!< -1: only a key
    };

    bool append(QByteArrayView step);

    QList<Step> m_steps;
};

//! A JSON value as text for a person or a name: a string without quotes and escapes, null as
//! nothing, all else as it stands. \param json valid JSON of one value
QByteArray plainText(const QByteArray &json);

} // namespace phx::protocol
