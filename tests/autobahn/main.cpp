// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/echoserver.h"
#include "tests/autobahn/memorywire.h"
#include "tests/autobahn/runner.h"
#include "tests/autobahn/tcpwire.h"

#include <QByteArrayList>
#include <QCoreApplication>

#include <array>
#include <cstdio>

namespace phx::autobahn {

namespace {

constexpr std::size_t CaseCount = 301; // that apply without compression

void print(const QByteArray &line)
{
    std::fwrite(line.data(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
}

// \return true if every case is OK or informational
bool runAll(const char *name, Wire &wire, const QByteArrayList &wanted)
{
    std::array<int, 4> counts {};
    int total = 0;
    for (const Case &what : allCases()) {
        if (!wanted.isEmpty() && !wanted.contains(what.number))
            continue;
        const Result result = Runner(wire).run(what);
        ++counts[static_cast<std::size_t>(result.verdict)];
        ++total;
        if (result.verdict == Verdict::Failed || result.verdict == Verdict::NonStrict) {
            print(QByteArray(name) + ": case " + what.number
                  + (result.verdict == Verdict::Failed ? " FAILED: " : " non-strict: ")
                  + result.reason);
        }
    }
    print(QByteArray(name) + ": " + QByteArray::number(total)
          + " cases: " + QByteArray::number(counts[0]) + " OK, " + QByteArray::number(counts[1])
          + " informational, " + QByteArray::number(counts[2]) + " non-strict, "
          + QByteArray::number(counts[3]) + " failed");
    return counts[2] == 0 && counts[3] == 0;
}

} // namespace

} // namespace phx::autobahn

// autobahn [CASE]…    e.g. autobahn 6.4.3; without one all of them
// First the codec alone, then over TCP through the product's transport.
int main(int argc, char **argv)
{
    using namespace phx::autobahn;
    const QCoreApplication application(argc, argv);
    const QByteArrayList wanted(argv + 1, argv + argc);

    if (const std::size_t count = allCases().size(); count != CaseCount) {
        print("the table holds " + QByteArray::number(qsizetype(count)) + " cases, not 301");
        return 1;
    }
    MemoryWire memory;
    const bool memoryIsFine = runAll("memory", memory, wanted);

    const EchoServer server;
    if (server.port() == 0) {
        print("tcp: cannot listen");
        return 1;
    }
    TcpWire tcp(server.port());
    const bool tcpIsFine = runAll("tcp", tcp, wanted);
    return memoryIsFine && tcpIsFine ? 0 : 1;
}
