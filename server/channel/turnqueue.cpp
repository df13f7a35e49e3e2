// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/turnqueue.h"

#include <QMetaObject>

namespace phx::server {

void TurnQueue::leave()
{
    if (m_depth == 1) {
        for (int i = 0; i < MaxPerTurn && !m_calls.empty(); ++i) {
            const std::function<void()> call = std::move(m_calls.front());
            m_calls.pop_front();
            call();
        }
    }
    --m_depth;
    if (m_depth == 0 && !m_calls.empty())
        QMetaObject::invokeMethod(
            this, [this] { const Turn turn(*this); }, Qt::QueuedConnection);
}

} // namespace phx::server
