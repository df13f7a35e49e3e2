// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"

#include <QByteArray>

#include <variant>
#include <vector>

struct sqlite3;

namespace phx::app {

class Statement;

//! \brief A RowFilter as a condition of SQL. Texts and numbers of people are parameters, never SQL.
struct FilterSql
{
    QByteArray where; //!< goes behind WHERE; parameters from ?1
    std::vector<std::variant<qint64, QByteArray>> values; //!< of ?1, ?2, …

    //! \param statement contains `where`; refers to the bytes of `values` from then on
    void bindTo(Statement &statement) const;
    //! The number of the first parameter that is free.
    [[nodiscard]] int nextParameter() const { return static_cast<int>(values.size()) + 1; }
};

[[nodiscard]] FilterSql compile(const RowFilter &filter);

//! Makes the SQL functions known that conditions use. \return whether it worked
[[nodiscard]] bool registerFilterFunctions(sqlite3 *database);

} // namespace phx::app
