// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/controlconnection.h"

#include "app/control/controlapi.h"

#include <chrono>
#include <sys/socket.h>
#include <utility>

namespace phx::app {

namespace {

using namespace std::chrono_literals;

const http::ParserLimits Limits {
    .maxHeadBytes = 16 * 1024, .maxLine = 8 * 1024, .maxFields = 64, .maxBodyBytes = 1024 * 1024};
const qint64 ReadBufferBytes = 64 * 1024;

} // namespace

ControlConnection::ControlConnection(QTcpSocket *socket, Answer answer, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_answer(std::move(answer))
    , m_parser(Limits)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadBufferBytes);
    m_deadline.setSingleShot(true);
    connect(m_socket, &QTcpSocket::readyRead, this, &ControlConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &ControlConnection::finish);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_deadline, &QTimer::timeout, this, &ControlConnection::handleDeadline);
    m_deadline.start(10s);
}

void ControlConnection::read()
{
    const QByteArray bytes = m_socket->readAll();
    if (m_phase != Phase::Reading)
        return;
    qsizetype consumed = 0;
    const auto parsed = m_parser.feed(bytes, consumed);
    if (const auto *request = std::get_if<http::Request>(&parsed))
        answer(m_answer(*request));
    else if (const auto *refusal = std::get_if<http::Refusal>(&parsed))
        answer(ControlApi::refuse(refusal->status, QString::fromUtf8(refusal->sentence)));
}

void ControlConnection::answer(const http::Response &response)
{
    m_phase = Phase::Answering;
    m_deadline.start(10s);
    m_socket->write(http::serialize(response, false));
    // The program may end soon after a POST /stop: what fits leaves now.
    m_socket->flush();
    finish();
}

void ControlConnection::finish()
{
    if (m_phase != Phase::Answering || m_socket->bytesToWrite() > 0)
        return;
    // Half-close: QTcpSocket can only close both ways, and unread bytes would then cause a reset.
    m_phase = Phase::Closing;
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    m_deadline.start(2s);
}

void ControlConnection::handleDeadline()
{
    if (m_phase == Phase::Reading && !m_parser.isIdle())
        answer(ControlApi::refuse(408, QStringLiteral("The request did not arrive in time.")));
    else
        m_socket->abort();
}

} // namespace phx::app
