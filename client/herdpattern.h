// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace phx::client {

//! \brief A text in which every client of a herd finds its own number.
//!
//! `{n}` is the client's number, from 0; `{n%10}` is what is left of it after a division by 10,
//! so `room:{n%10}` spreads a herd over ten topics. Everything else stays as it is, other braces
//! too. A value.
class HerdPattern
{
public:
    HerdPattern() = default; //!< the empty text

    //! \return a sentence if the number behind a `%` is not 1 to 1,000,000
    static Result<HerdPattern, QString> parse(const QByteArray &text);

    //! \param client from 0
    [[nodiscard]] QByteArray filled(int client) const;

private:
    struct Part
    {
        QByteArray literal {}; //!< in front of the number
        int divisor = 0; //!< 0: the number itself
    };

    std::vector<Part> m_parts;
    QByteArray m_tail; //!< behind the last number
};

} // namespace phx::client
