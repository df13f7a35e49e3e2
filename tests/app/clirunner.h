// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

#include <csignal>

namespace phx::test {

struct Ended
{
    int status = -1; //!< -1: it did not end by itself
    QByteArray output;
    QByteArray error;
};

inline Ended run(const QStringList &words)
{
    QProcess process;
    process.start(QStringLiteral(PHX_CLI), words);
    Ended ended;
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit)
        ended.status = process.exitCode();
    ended.output = process.readAllStandardOutput();
    ended.error = process.readAllStandardError();
    return ended;
}

//! `serve` with these options, on a free port; ended when it goes out of scope.
class Server
{
public:
    explicit Server(const QStringList &options = {},
                    const QString &listen = QStringLiteral("127.0.0.1:0"))
    {
        m_process.start(QStringLiteral(PHX_CLI),
                        QStringList {QStringLiteral("serve"), QStringLiteral("--listen"), listen}
                            + options);
    }
    ~Server()
    {
        // In order, so that it removes its temporary capture.
        m_process.terminate();
        if (!m_process.waitForFinished())
            m_process.kill();
        m_process.waitForFinished();
    }
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    //! The URL of its first line; empty if there is none.
    QUrl url()
    {
        const QByteArray prefix = "listening on ";
        const QByteArray line = nextLine();
        return line.startsWith(prefix) ? QUrl(QString::fromUtf8(line.mid(prefix.size()))) : QUrl();
    }
    //! Without its line break.
    QByteArray nextLine()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(10'000)) { }
        return m_process.readLine().trimmed();
    }
    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }
    //! \return the exit status, or -1 if it did not end in order
    int wait()
    {
        const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished();
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    QProcess &process() { return m_process; }

private:
    QProcess m_process;
};

//! Joins room:lobby at the server and says something. True if both were answered.
inline bool chat(const QUrl &url, const QString &body)
{
    QWebSocket socket;
    int messages = 0;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                     [&messages] { ++messages; });
    socket.open(QUrl(url.toString() + QStringLiteral("?vsn=2.0.0")));
    if (!QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::ConnectedState; }))
        return false;
    socket.sendTextMessage(QStringLiteral(R"(["1","1","room:lobby","phx_join",{}])"));
    socket.sendTextMessage(
        QStringLiteral(R"(["1","2","room:lobby","new_msg",{"body":"%1"}])").arg(body));
    return QTest::qWaitFor([&messages] { return messages >= 2; });
}

} // namespace phx::test
