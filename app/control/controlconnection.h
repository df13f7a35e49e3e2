// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"
#include "server/http/requestparser.h"
#include "server/http/response.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>

namespace phx::app {

//! \brief One request on one TCP connection of the control API, then the end.
//!
//! A whole request must arrive within 10 s (408). The answer says `connection: close`; what the
//! peer still sends is read and thrown away for at most 2 s, so that no reset destroys the answer.
//! Threads: that of the ControlServer. Ownership: deletes itself when the connection ends.
class ControlConnection : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<http::Response(const http::Request &request)>;

    //! \param socket connected; taken over
    ControlConnection(QTcpSocket *socket, Answer answer, QObject *parent);

private:
    enum class Phase { Reading, Answering, Closing };

    void read();
    void answer(const http::Response &response);
    void finish();
    void handleDeadline();

    QTcpSocket *m_socket; //!< child
    Answer m_answer;
    http::RequestParser m_parser;
    QTimer m_deadline;
    Phase m_phase = Phase::Reading;
};

} // namespace phx::app
