// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/autobahn/answerreader.h"
#include "tests/autobahn/case.h"
#include "tests/autobahn/wire.h"

#include <QByteArray>

namespace phx::autobahn {

enum class Verdict { Ok, Informational, NonStrict, Failed };

struct Result
{
    Verdict verdict = Verdict::Ok;
    QByteArray reason = {}; //!< for NonStrict and Failed
};

//! \brief Plays one case on a wire of its own connection and judges what came back.
class Runner
{
public:
    explicit Runner(Wire &wire)
        : m_wire(wire)
    { }

    Result run(const Case &what);

private:
    void play(const Script &script);
    void send(const Step &step);
    bool waitForAnswers(qsizetype count);
    void waitForEnd();
    [[nodiscard]] Result judge(const Script &script) const;

    Wire &m_wire;
    AnswerReader m_reader;
    bool m_failedEarly = false;
    bool m_failedLate = false;
};

} // namespace phx::autobahn
