// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/runner.h"

#include "tests/websocket/clientframe.h"

#include <QByteArrayList>

namespace phx::autobahn {

namespace {

QByteArray describe(const std::vector<Answer> &answers)
{
    QByteArrayList texts;
    for (const Answer &answer : answers) {
        const char *kind = answer.kind == Answer::Kind::Text ? "text "
            : answer.kind == Answer::Kind::Binary            ? "binary "
                                                             : "pong ";
        texts.append(kind + QByteArray::number(answer.payload.size()) + " bytes "
                     + answer.payload.left(12).toHex());
        if (texts.size() == 5)
            break;
    }
    return QByteArray::number(qsizetype(answers.size())) + " answers [" + texts.join(", ") + ']';
}

} // namespace

Result Runner::run(const Case &what)
{
    m_reader = {};
    m_failedEarly = false;
    m_failedLate = false;
    if (!m_wire.open())
        return {Verdict::Failed, "no connection"};

    const Script script = what.script();
    play(script);
    Result result = judge(script);

    // No verdict in the suite, but a peer that answers garbage or hangs has failed.
    const bool isCleanEnd = m_wire.hasEnded() && m_reader.problem().isEmpty();
    if (what.isInformational && isCleanEnd)
        result = {Verdict::Informational, {}};
    return result;
}

void Runner::play(const Script &script)
{
    for (const Step &step : script.steps) {
        send(step);
        switch (step.then) {
        case Step::Then::GoOn:
            break;
        case Step::Then::Answered:
            if (!waitForAnswers(step.answers))
                return;
            break;
        case Step::Then::StaysOpen:
            m_reader.feed(m_wire.receiveNow());
            m_failedEarly = m_reader.hasClose();
            break;
        case Step::Then::FailsFast:
            m_reader.feed(m_wire.receive());
            m_failedLate = !m_reader.hasClose();
            break;
        }
        if (m_reader.hasClose())
            break;
    }
    if (script.ending == Ending::WeClose) {
        waitForAnswers(qsizetype(script.answers.size()));
        m_wire.send(test::closeFrame(1000));
    }
    waitForEnd();
}

void Runner::send(const Step &step)
{
    if (step.chop == 0)
        return m_wire.send(step.bytes);
    for (qsizetype at = 0; at < step.bytes.size(); at += step.chop)
        m_wire.send(
            QByteArrayView(step.bytes).sliced(at, std::min(step.chop, step.bytes.size() - at)));
}

bool Runner::waitForAnswers(qsizetype count)
{
    while (qsizetype(m_reader.answers().size()) < count) {
        const QByteArray bytes = m_wire.receive();
        if (bytes.isEmpty())
            return false;
        m_reader.feed(bytes);
    }
    return true;
}

void Runner::waitForEnd()
{
    while (true) {
        const QByteArray bytes = m_wire.receive();
        if (bytes.isEmpty())
            return;
        m_reader.feed(bytes);
    }
}

Result Runner::judge(const Script &script) const
{
    if (!m_reader.problem().isEmpty())
        return {Verdict::Failed, m_reader.problem()};
    if (!m_wire.hasEnded())
        return {Verdict::Failed, "the peer did not end the connection"};
    if (!m_reader.hasClose())
        return {Verdict::Failed, "the peer ended the connection without a close frame"};
    if (!script.closeCodes.contains(m_reader.closeCode()))
        return {Verdict::Failed,
                "the peer closed with " + QByteArray::number(m_reader.closeCode())};
    if (m_failedEarly)
        return {Verdict::Failed, "the peer refused a good start"};
    if (m_reader.answers() != script.answers) {
        if (script.laxAnswers && m_reader.answers() == *script.laxAnswers)
            return {Verdict::NonStrict, "answers to what came before the error are missing"};
        return {Verdict::Failed,
                "expected " + describe(script.answers) + ", got " + describe(m_reader.answers())};
    }
    if (m_failedLate)
        return {Verdict::NonStrict, "the peer saw the error only later"};
    return {};
}

} // namespace phx::autobahn
