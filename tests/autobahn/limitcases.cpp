// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/case.h"
#include "tests/websocket/clientframe.h"

#include <algorithm>

namespace phx::autobahn {

namespace {

using test::ClientFrame;

constexpr qsizetype KiB = 1024;
constexpr qsizetype MiB = 1024 * KiB;
constexpr int RoundTrips = 1000;

struct Kind
{
    quint8 opcode;
    Answer::Kind answer;
    int textGroup; // 0 for the group of texts, 1 for the one of binaries, which follows it
};
constexpr Kind Kinds[] = {{1, Answer::Kind::Text, 0}, {2, Answer::Kind::Binary, 1}};

QByteArray number(int group, const Kind &kind, int index)
{
    return "9." + QByteArray::number(group + kind.textGroup) + '.' + QByteArray::number(index);
}

QByteArray payloadOf(qsizetype size)
{
    const QByteArray pattern = QByteArrayLiteral("BAsd7&jh23");
    return pattern.repeated(size / pattern.size() + 1).left(size);
}

Script oneFrame(const Kind &kind, qsizetype size, qsizetype chop = 0)
{
    const QByteArray payload = payloadOf(size);
    return {.steps = {{.bytes = ClientFrame {kind.opcode, payload}.toBytes(), .chop = chop}},
            .answers = {{kind.answer, payload}}};
}

Script inFragments(const Kind &kind, qsizetype size, qsizetype fragmentSize)
{
    const QByteArray payload = payloadOf(size);
    QByteArray bytes;
    for (qsizetype at = 0; at < size; at += fragmentSize) {
        bytes += ClientFrame {.opcode = at == 0 ? kind.opcode : quint8(0),
                              .payload = payload.mid(at, fragmentSize),
                              .fin = at + fragmentSize >= size}
                     .toBytes();
    }
    return {.steps = {{.bytes = bytes}}, .answers = {{kind.answer, payload}}};
}

Script roundTrips(const Kind &kind, qsizetype size)
{
    const QByteArray payload = payloadOf(size);
    const Step step {.bytes = ClientFrame {kind.opcode, payload}.toBytes(),
                     .then = Step::Then::Answered};
    Script script {.steps = std::vector<Step>(RoundTrips, step),
                   .answers = std::vector<Answer>(RoundTrips, {kind.answer, payload})};
    for (int i = 0; i < RoundTrips; ++i)
        script.steps[static_cast<std::size_t>(i)].answers = i + 1;
    return script;
}

} // namespace

void appendLimitCases(std::vector<Case> &cases)
{
    for (const Kind &kind : Kinds) {
        int index = 0;
        for (const qsizetype size : {64 * KiB, 256 * KiB, 1 * MiB, 4 * MiB, 8 * MiB, 16 * MiB})
            cases.push_back({number(1, kind, ++index), [=] { return oneFrame(kind, size); }});
    }
    for (const Kind &kind : Kinds) {
        int index = 0;
        for (const qsizetype size : {qsizetype(64), qsizetype(256), 1 * KiB, 4 * KiB, 16 * KiB,
                                     64 * KiB, 256 * KiB, 1 * MiB, 4 * MiB})
            cases.push_back(
                {number(3, kind, ++index), [=] { return inFragments(kind, 4 * MiB, size); }});
    }
    for (const Kind &kind : Kinds) {
        int index = 0;
        for (const qsizetype chop : {64, 128, 256, 512, 1024, 2048})
            cases.push_back(
                {number(5, kind, ++index), [=] { return oneFrame(kind, 1 * MiB, chop); }});
    }
    for (const Kind &kind : Kinds) {
        int index = 0;
        for (const qsizetype size : {0, 16, 64, 256, 1024, 4096})
            cases.push_back({number(7, kind, ++index), [=] { return roundTrips(kind, size); }});
    }
    cases.push_back({"10.1.1", [] { return inFragments(Kinds[0], 65'536, 1'300); }});
}

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    appendFramingCases(cases);
    appendUtf8Cases(cases);
    appendCloseCases(cases);
    appendLimitCases(cases);
    return cases;
}

} // namespace phx::autobahn
