// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/unmask.h"

#include <cstring>

namespace phx::websocket {

void unmask(char *to, const char *from, qsizetype size, const MaskingKey &key, qsizetype offset)
{
    // The key as it meets the first byte, twice: one word of eight. In memory order, so the byte
    // order of the machine does not matter.
    std::array<char, sizeof(quint64)> pattern {};
    for (std::size_t i = 0; i < pattern.size(); ++i)
        pattern[i] = static_cast<char>(key[(static_cast<std::size_t>(offset) + i) % key.size()]);
    quint64 mask = 0;
    std::memcpy(&mask, pattern.data(), sizeof mask);

    qsizetype at = 0;
    for (; size - at >= qsizetype(sizeof mask); at += qsizetype(sizeof mask)) {
        quint64 word = 0;
        std::memcpy(&word, from + at, sizeof word);
        word ^= mask;
        std::memcpy(to + at, &word, sizeof word);
    }
    for (std::size_t i = 0; at < size; ++at, ++i)
        to[at] = static_cast<char>(from[at] ^ pattern[i]);
}

} // namespace phx::websocket
