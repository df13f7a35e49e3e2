// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/binarycodec.h"
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
    const Serializer &v2 = Serializer::forVsn(Vsn::V2);
    const auto decoded = v2.decode({.opcode = Opcode::Text, .bytes = bytes});
    if (!decoded) {
        require(!decoded.error().sentence().isEmpty(), "an error has a sentence");
        require(decoded.error().offset >= 0 && decoded.error().offset <= bytes.size(),
                "an error is inside the frame");
        return;
    }
    const auto encoded = v2.encode(decoded.value());
    require(encoded.isOk() == decoded.value().payload.isObject(),
            "a push can be encoded if its payload is an object");
    if (!encoded)
        return;
    const auto again = v2.decode(encoded.value());
    require(again.isOk() && again.value() == decoded.value(), "decode(encode(m)) == m");
}

void checkBinary(const QByteArray &bytes)
{
    const auto decoded = BinaryCodec::decodePush(bytes);
    if (!decoded)
        return;
    const auto encoded = BinaryCodec::encodeClientPush(decoded.value());
    require(encoded.isOk() && encoded.value() == bytes, "encode(decode(b)) == b");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    checkText(bytes);
    checkBinary(bytes);
    return 0;
}
