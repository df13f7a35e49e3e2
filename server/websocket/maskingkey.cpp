// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/maskingkey.h"

#include <QRandomGenerator>

#include <cstring>

namespace phx::websocket {

MaskingKey nextMaskingKey()
{
    // A call of the system for each frame would cost as much as the frame.
    thread_local std::array<quint32, 64> store {};
    thread_local std::size_t used = store.size();
    if (used == store.size()) {
        QRandomGenerator::system()->fillRange(store.data(), qsizetype(store.size()));
        used = 0;
    }
    MaskingKey key {};
    std::memcpy(key.data(), &store[used++], key.size());
    return key;
}

} // namespace phx::websocket
