// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/serializer.h"

#include <cstdio>
#include <cstdlib>

using namespace phx::protocol;

namespace {

//! Says what broke and ends the process, so that both the fuzzer and the replayer notice.
void require(bool isTrue, const char *property)
{
    if (isTrue)
        return;
    std::fprintf(stderr, "broken: %s\n", property);
    std::abort();
}

void checkText(const QByteArray &bytes)
{
    const Serializer &v1 = Serializer::forVsn(Vsn::V1);
    const auto decoded = v1.decode({.opcode = Opcode::Text, .bytes = bytes});
    if (!decoded) {
        require(!decoded.error().sentence().isEmpty(), "an error has a sentence");
        require(decoded.error().offset >= 0 && decoded.error().offset <= bytes.size(),
                "an error is inside the frame");
        return;
    }
    const auto encoded = v1.encode(decoded.value());
    require(encoded.isOk(), "what was decoded can be encoded");
    Message expected = decoded.value();
    expected.joinRef = {}; // version 1 never writes it
    const auto again = v1.decode(encoded.value());
    require(again.isOk() && again.value() == expected, "decode(encode(m)) == m");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    checkText(bytes);

    return 0;
}
