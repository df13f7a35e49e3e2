// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/io/serverdispatcher.h"

#ifdef Q_OS_LINUX
#include "server/io/epolleventdispatcher.h"
#endif

namespace phx::server {

std::unique_ptr<QAbstractEventDispatcher>
makeServerDispatcher([[maybe_unused]] std::shared_ptr<TurnWatch> watch)
{
#ifdef Q_OS_LINUX
    auto dispatcher = std::make_unique<EpollEventDispatcher>(std::move(watch));
    if (dispatcher->isValid())
        return dispatcher;
#endif
    return nullptr;
}

} // namespace phx::server
