// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoint/endpointthread.h"
#include "tests/golden/transcript.h"
#include "tests/support/wireclient.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <memory>

namespace phx::test {

//! \brief Plays the long-poll lines of a transcript: each request on a connection of its own.
//!
//! Recorded tokens are replaced by those that our server gave in their place.
class LongPollReplayer
{
public:
    //! \param endpoint listens; must outlive this
    explicit LongPollReplayer(server::EndpointThread &endpoint)
        : m_endpoint(endpoint)
    { }

    //! True if the line is a request to the long-poll path.
    static bool isLongPoll(const TranscriptLine &line);
    //! \param answer the next answer that was recorded
    void send(const TranscriptLine &line, const TranscriptLine &answer);
    //! True if an answer is still to come.
    [[nodiscard]] bool isWaiting() const { return !m_waiting.empty(); }
    //! \return what differs, or empty
    QString expect(const TranscriptLine &line);

private:
    //! What the server got before has been dealt with.
    void settle() const;
    void broadcastFromOutside(const TranscriptLine &answer);
    void waitUntil(int recordedMs);
    [[nodiscard]] QByteArray ownTarget(QByteArray target) const;
    QString compare(const TranscriptLine &line, const HttpAnswer &answer);

    server::EndpointThread &m_endpoint;
    std::deque<std::unique_ptr<WireClient>> m_waiting;
    QHash<QByteArray, QByteArray> m_tokens; //!< recorded → ours
    QSet<int> m_broadcast; //!< answers whose broadcasts from outside have been made
    QByteArray m_userId; //!< of the session that was opened last
    int m_lastMs = 0; //!< of the last recorded answer
};

} // namespace phx::test
