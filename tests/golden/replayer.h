// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"
#include "tests/golden/longpollreplayer.h"
#include "tests/golden/transcript.h"
#include "tests/support/wireclient.h"

#include <QSet>

#include <map>
#include <memory>

namespace phx::test {

//! \brief Plays the client's lines of a transcript at a running endpoint and compares what comes
//! back.
//!
//! Order is compared for each connection on its own. What the recorder did from outside is done
//! again: broadcasts of `ext` and a forced disconnect (close 1001).
class Replayer
{
public:
    //! \param endpoint listens; must outlive this
    //! \param secretKeyBase for fresh tokens
    Replayer(server::EndpointThread &endpoint, const QByteArray &secretKeyBase);
    ~Replayer();

    //! \return what differs first, with the line; empty if nothing does
    QString play(const Transcript &transcript);

private:
    struct Client;

    QString playLine(const Transcript &transcript, qsizetype index);
    QString send(const TranscriptLine &line);
    QString expect(const TranscriptLine &line);
    QString sendUpgrade(const TranscriptLine &line);
    QString sendHttp(const TranscriptLine &line);
    QString expectAnswer(const TranscriptLine &line);
    QString expectFrame(const TranscriptLine &line);
    QString expectClose(const TranscriptLine &line);
    //! Nothing more than the transcript has: a heartbeat is answered at once on each open
    //! connection.
    QString expectNothingElse();

    void broadcastIfFromOutside(const TranscriptLine &line);
    QString stayQuiet(const TranscriptLine &line);
    [[nodiscard]] QByteArray freshTarget(const QByteArray &target) const;
    [[nodiscard]] bool isCase(const char *part) const { return m_case.contains(part); }

    server::EndpointThread &m_endpoint;
    LongPollReplayer m_longPoll;
    QByteArray m_secretKeyBase;
    QByteArray m_case;
    bool m_isV1 = false;
    bool m_isTimed = false; //!< the pauses between the client's lines matter
    int m_previousMs = 0;
    std::map<QByteArray, std::unique_ptr<Client>> m_clients;
    QSet<QByteArray> m_broadcasts; //!< frames of `ext` that have been asked for
};

} // namespace phx::test
