// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

namespace phx::protocol {

//! \brief The topic of a route: exact, or a prefix if it ends in '*' (protocol.md §3.4 step 1).
//!
//! Matching is byte-exact. `room:*` matches `room:` too, `*` matches everything.
class TopicPattern
{
public:
    //! \return an error sentence if '*' stands anywhere but at the end, or the pattern is empty
    static Result<TopicPattern, QString> parse(const QByteArray &pattern);

    [[nodiscard]] bool matches(QByteArrayView topic) const;
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    explicit TopicPattern(QByteArray text)
        : m_text(std::move(text))
    { }

    QByteArray m_text; //!< with the '*'
};

} // namespace phx::protocol
