// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>
#include <optional>
#include <vector>

namespace phx::autobahn {

//! What the peer sent, or should send.
struct Answer
{
    enum class Kind { Text, Binary, Pong };
    Kind kind = Kind::Text;
    QByteArray payload = {};

    friend bool operator==(const Answer &, const Answer &) = default;
};

//! One write to the wire.
struct Step
{
    //! What must be true before the next step.
    enum class Then {
        GoOn,
        Answered, //!< all answers up to this one are there
        StaysOpen, //!< the peer found nothing wrong yet
        FailsFast //!< the peer has closed; if it does so later only, the case is non-strict
    };

    QByteArray bytes = {};
    qsizetype chop = 0; //!< bytes a write; 0: all in one
    Then then = Then::GoOn;
    qsizetype answers = 0; //!< for Answered: how many there are by now
};

//! Who closes at the end of the case.
enum class Ending {
    WeClose, //!< a close frame with 1000 follows when all answers are there
    PeerFails, //!< the peer closes because of what was sent
    CaseCloses //!< the steps hold the close frame
};

//! What is sent and what should come back.
struct Script
{
    std::vector<Step> steps = {};
    std::vector<Answer> answers = {};
    std::optional<std::vector<Answer>> laxAnswers = {}; //!< these make the case non-strict
    Ending ending = Ending::WeClose;
    QList<quint16> closeCodes = {1000}; //!< any of these in the peer's close frame
};

//! \brief One case of Autobahn|Testsuite, by its number there.
//!
//! Written anew from the suite's descriptions, as the suite itself needs Python 2. The script is
//! made when the case runs: some are 16 MiB.
struct Case
{
    QByteArray number;
    std::function<Script()> script;
    //! The suite gives no verdict on these, or we deviate on purpose: any clean end will do.
    bool isInformational = false;
};

//! Cases 1 to 5: framing, pings, reserved bits, opcodes, fragmentation.
void appendFramingCases(std::vector<Case> &cases);
//! Cases 6: UTF-8.
void appendUtf8Cases(std::vector<Case> &cases);
//! Cases 7: closing.
void appendCloseCases(std::vector<Case> &cases);
//! Cases 9 and 10: limits and automatic fragmentation.
void appendLimitCases(std::vector<Case> &cases);

//! All 301 that apply without compression.
std::vector<Case> allCases();

} // namespace phx::autobahn
