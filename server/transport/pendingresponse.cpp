// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/pendingresponse.h"

#include <utility>

namespace phx::server {

void PendingResponse::answer(http::Response response)
{
    if (std::exchange(m_isAnswered, true))
        return;
    if (m_carrier != nullptr)
        m_carrier->deliver(std::move(response));
    else
        m_early = std::move(response);
}

void PendingResponse::attach(Carrier &carrier)
{
    m_carrier = &carrier;
    if (std::optional<http::Response> early = std::exchange(m_early, std::nullopt))
        carrier.deliver(std::move(*early));
}

void PendingResponse::lose()
{
    m_carrier = nullptr;
    m_isAnswered = true;
    if (const auto lost = std::exchange(onLost, nullptr))
        lost();
}

} // namespace phx::server
