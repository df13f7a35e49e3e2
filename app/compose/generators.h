// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/template.h"

#include <QDateTime>
#include <QStringList>

#include <functional>
#include <optional>

namespace phx::app {

//! \brief The names that make a new value at each sending.
//!
//! | written | gives |
//! |---|---|
//! | `{{uuid}}` | a random UUID (version 4) |
//! | `{{now}}` | the time, ISO 8601 in UTC with milliseconds |
//! | `{{timestamp}}` | milliseconds since 1970 |
//! | `{{counter}}`, `{{counter 100}}` | 1, 2, 3 …, or from 100 on |
//! | `{{random}}`, `{{random 1 6}}` | a whole number of 0 to 999,999, or of 1 to 6 |
class Generators
{
public:
    //! A preview shows a value without using it up: the counter stays.
    enum class Draw : quint8 { Preview, Use };

    static const QStringList &names();

    //! \return nullopt: the expression names no generator; else its value or what is wrong with it
    [[nodiscard]] std::optional<Result<TemplateValue, QString>> value(const QString &expression,
                                                                      Draw draw);
    void resetCounter() { m_counter = 0; }

    //! For tests.
    std::function<QDateTime()> clock = [] { return QDateTime::currentDateTimeUtc(); };

private:
    [[nodiscard]] Result<TemplateValue, QString> counter(const QStringList &words, Draw draw);
    [[nodiscard]] static Result<TemplateValue, QString> random(const QStringList &words);

    quint64 m_counter = 0; //!< how often it was used
};

} // namespace phx::app
