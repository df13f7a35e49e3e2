// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/answerreader.h"

#include <QtEndian>

namespace phx::autobahn {

void AnswerReader::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
    while (m_problem.isEmpty() && takeFrame()) { }
    m_buffer.remove(0, m_at);
    m_at = 0;
}

bool AnswerReader::takeFrame()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_at);
    if (rest.size() < 2)
        return false;
    const auto first = static_cast<quint8>(rest[0]);
    const auto second = static_cast<quint8>(rest[1]);
    if ((first & 0xF0) != 0x80)
        m_problem = "a frame of the peer is a fragment or has reserved bits";
    if ((second & 0x80) != 0)
        m_problem = "a frame of the peer is masked";

    qsizetype head = 2;
    quint64 size = second;
    if (second == 126 || second == 127) {
        head += second == 126 ? 2 : 8;
        if (rest.size() < head)
            return false;
        size = second == 126 ? qFromBigEndian<quint16>(rest.data() + 2)
                             : qFromBigEndian<quint64>(rest.data() + 2);
        if (size < (second == 126 ? 126 : 0x10000))
            m_problem = "a length of the peer is not in its shortest form";
    }
    if (static_cast<quint64>(rest.size() - head) < size)
        return false;
    accept(first & 0x0F, rest.sliced(head, qsizetype(size)).toByteArray());
    m_at += head + qsizetype(size);
    return true;
}

void AnswerReader::accept(quint8 opcode, const QByteArray &payload)
{
    if (m_hasClose)
        m_problem = "the peer sent a frame after its close frame";
    switch (opcode) {
    case 1:
        m_answers.push_back({Answer::Kind::Text, payload});
        break;
    case 2:
        m_answers.push_back({Answer::Kind::Binary, payload});
        break;
    case 8:
        m_hasClose = true;
        m_closeCode = payload.size() < 2 ? 1005 : qFromBigEndian<quint16>(payload.data());
        break;
    case 10:
        m_answers.push_back({Answer::Kind::Pong, payload});
        break;
    default:
        m_problem = "the peer sent opcode " + QByteArray::number(opcode);
    }
}

} // namespace phx::autobahn
