// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/clienthandshake.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace phx;

// The head or the complaint that some bytes give, and what is left of them, as bytes.
QByteArray outcome(QByteArrayView bytes, qsizetype piece)
{
    static const websocket::ClientHandshake asked {
        .target = "/",
        .fields = {{"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="},
                   {"sec-websocket-protocol", "phoenix"}}};
    http::ResponseParser parser;
    while (!bytes.isEmpty()) {
        const QByteArrayView part = bytes.first(qMin(piece, bytes.size()));
        qsizetype consumed = 0;
        const auto result = parser.feed(part, consumed);
        if (consumed <= 0 || consumed > part.size())
            std::abort();
        bytes = bytes.sliced(consumed);
        if (const auto *malformed = std::get_if<http::Malformed>(&result))
            return malformed->sentence;
        const auto *head = std::get_if<http::ResponseHead>(&result);
        if (head == nullptr)
            continue;
        QByteArray text = QByteArray::number(head->status) + '\0' + head->reason + '\0'
            + websocket::answerProblem(*head, asked).value_or("open") + '\0'
            + websocket::explanation(*head, bytes);
        for (const auto &[name, value] : head->fields)
            text += name + '\0' + value + '\0';
        return text + bytes.toByteArray();
    }
    return "more";
}

} // namespace

// Property: how the bytes are cut changes nothing, and each feed() takes at least a byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const QByteArray whole = outcome(bytes, qMax(bytes.size(), qsizetype(1)));
    if (outcome(bytes, 1) != whole || outcome(bytes, 7) != whole)
        std::abort();
    return 0;
}
