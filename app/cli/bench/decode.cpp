// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/clocks.h"
#include "app/cli/bench/kinds.h"
#include "app/cli/bench/wireprotocol.h"
#include "server/protocol/serializer.h"

#include <array>
#include <cmath>

namespace phx::app::bench {

namespace {

constexpr int Batch = 64; //!< messages between two looks at the clock

//! An object as applications send it: texts, numbers and a list.
QByteArray mixedPayload(int bytes)
{
    QByteArray text = "{";
    for (int i = 0; text.size() < bytes - 60; ++i) {
        text += "\"key" + QByteArray::number(i) + R"(":{"id":)" + QByteArray::number(i * 37)
            + R"(,"name":"someone","on":true},)";
    }
    text += R"("end":")" + QByteArray(std::max<qsizetype>(0, bytes - text.size() - 8), 'x') + "\"}";
    return text;
}

double decodeNs(const QByteArray &payload, double seconds)
{
    const protocol::Serializer &serializer = protocol::Serializer::forVsn(protocol::Vsn::V2);
    const protocol::Frame frame {.bytes = R"(["1","2","room:bench","new_msg",)" + payload + ']'};
    const qint64 begin = nowNs();
    const auto end = begin + qint64(seconds * 1e9);
    qint64 count = 0;
    qint64 now = begin;
    for (; now < end; now = nowNs()) {
        for (int i = 0; i < Batch; ++i) {
            if (!serializer.decode(frame))
                return 0;
        }
        count += Batch;
    }
    return double(now - begin) / double(count);
}

} // namespace

Figures measureDecode(const BenchOptions &options)
{
    QJsonObject figures {{QStringLiteral("bench"), QStringLiteral("decode")}};
    constexpr std::array Sizes {100, 1'024, 65'536};
    for (const int size : Sizes) {
        const double each = options.seconds / 2 / double(Sizes.size());
        figures.insert(QStringLiteral("text_%1_ns").arg(size),
                       std::round(decodeNs(jsonPayload(size), each)));
        figures.insert(QStringLiteral("object_%1_ns").arg(size),
                       std::round(decodeNs(mixedPayload(size), each)));
    }
    return figures;
}

} // namespace phx::app::bench
