// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/autobahn/case.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace phx::autobahn {

//! \brief Reads what the peer sends, and is strict about it: unmasked, no reserved bits, shortest
//! lengths, no fragments, nothing after the close frame.
class AnswerReader
{
public:
    void feed(const QByteArray &bytes);

    [[nodiscard]] const std::vector<Answer> &answers() const { return m_answers; }
    [[nodiscard]] bool hasClose() const { return m_hasClose; }
    //! Of the close frame; 1005: it has none.
    [[nodiscard]] quint16 closeCode() const { return m_closeCode; }
    //! What the peer did wrong; empty: nothing.
    [[nodiscard]] const QByteArray &problem() const { return m_problem; }

private:
    bool takeFrame();
    void accept(quint8 opcode, const QByteArray &payload);

    QByteArray m_buffer;
    qsizetype m_at = 0;
    std::vector<Answer> m_answers;
    bool m_hasClose = false;
    quint16 m_closeCode = 0;
    QByteArray m_problem;
};

} // namespace phx::autobahn
