// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/script/scripthost/pipe.h"

#include <QElapsedTimer>
#include <QJSEngine>
#include <QJSValue>
#include <QObject>

namespace phx::server::script {

//! \brief What the prelude may call: each function is one frame to the server. Scripts never see
//! it. \c channel is a channel's number, or 0.
class Host : public QObject
{
    Q_OBJECT

public:
    static constexpr int MaxLogLines = 200; //!< a second; the rest is counted
    static constexpr qsizetype MaxLogText = 2000;

    Host(Pipe &pipe, QJSEngine &engine);

    //! "Error: text (room.mjs:3) handleIn@room.mjs:3 < …" of what the prelude's describe() made.
    static QString sentence(const QJSValue &description);

    Q_INVOKABLE void send(const QString &kind, double channel, const QString &event,
                          const QJSValue &payload);
    Q_INVOKABLE void reply(double channel, const QString &joinRef, const QString &ref,
                           const QString &status, const QJSValue &response);
    Q_INVOKABLE void sendAfter(double channel, double message, double milliseconds);
    Q_INVOKABLE void log(double channel, const QString &text);
    Q_INVOKABLE void logError(double channel, const QString &where, const QJSValue &description);
    //! JSON of the answer.
    Q_INVOKABLE QString ask(double channel, const QString &what, const QString &arguments);

    Q_INVOKABLE void connected(double number, const QString &decision);
    Q_INVOKABLE void connectCrashed(double number, const QJSValue &description);
    //! \param module fetches, closesFirst, logJoin, logHandleIn, intercepts
    Q_INVOKABLE void joined(double channel, const QString &kind, const QJSValue &response,
                            const QJSValue &module);
    Q_INVOKABLE void joinCrashed(double channel, const QJSValue &description);
    Q_INVOKABLE void done(double channel);
    Q_INVOKABLE void done(double channel, const QString &status, const QJSValue &response);
    Q_INVOKABLE void stop(double channel, const QString &reason, const QString &detail,
                          const QJSValue &answer);
    Q_INVOKABLE void crash(double channel, const QJSValue &description);
    Q_INVOKABLE void terminated(double channel);
    //! JSON of both sides of a diff.
    Q_INVOKABLE void fetched(double number, const QString &joins, const QString &leaves);
    Q_INVOKABLE void fetchCrashed(double number, const QJSValue &description);

private:
    void write(Kind kind, double target, const QByteArrayList &fields);
    [[nodiscard]] QByteArray toField(const QJSValue &payload) const;

    Pipe &m_pipe;
    QJSEngine &m_engine;
    QElapsedTimer m_logSecond;
    int m_logLines = 0; //!< in this second
};

} // namespace phx::server::script
