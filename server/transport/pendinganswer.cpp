// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/pendinganswer.h"

#include <utility>

namespace phx::server {

void PendingAnswer::answer(ReadyAnswer answer)
{
    if (std::exchange(m_isAnswered, true))
        return;
    if (m_carrier != nullptr)
        m_carrier->deliver(std::move(answer));
    else
        m_early = std::move(answer);
}

void PendingAnswer::attach(Carrier &carrier)
{
    m_carrier = &carrier;
    if (std::optional<ReadyAnswer> early = std::exchange(m_early, std::nullopt))
        carrier.deliver(std::move(*early));
}

void PendingAnswer::lose()
{
    m_carrier = nullptr;
    m_isAnswered = true;
    if (const auto lost = std::exchange(onLost, nullptr))
        lost();
}

} // namespace phx::server
