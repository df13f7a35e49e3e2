// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/longpollbody.h"

namespace phx::server::longpoll {

namespace {

using protocol::Frame;
using protocol::Opcode;

// QByteArray takes Base64 without its padding, Elixir's Base.decode64 does not.
std::optional<QByteArray> decodeBase64(const QByteArray &text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return std::move(decoded.decoded);
}

} // namespace

std::optional<std::vector<Frame>> messages(const QByteArray &contentType, const QByteArray &body)
{
    std::vector<Frame> found;
    if (contentType != "application/x-ndjson") {
        found.push_back({.opcode = Opcode::Text, .bytes = body});
        return found;
    }
    qsizetype start = 0;
    while (start >= 0 && found.size() < MaxMessages) {
        const qsizetype end = body.indexOf('\n', start);
        qsizetype size = (end < 0 ? body.size() : end) - start;
        if (end > start && body.at(end - 1) == '\r')
            --size;
        const QByteArray part = body.mid(start, size);
        start = end < 0 ? -1 : end + 1;
        if (part.startsWith('[')) {
            found.push_back({.opcode = Opcode::Text, .bytes = part});
            continue;
        }
        std::optional<QByteArray> binary = decodeBase64(part);
        if (!binary)
            return std::nullopt;
        found.push_back({.opcode = Opcode::Binary, .bytes = std::move(*binary)});
    }
    return found;
}

} // namespace phx::server::longpoll
