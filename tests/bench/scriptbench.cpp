// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// scriptbench: how many pushes a second a script channel takes, from a client that never waits; and
// how long it takes until a client is served again whose channel's helper has ended.
#include "tests/script/scriptfixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

namespace {

constexpr int Count = 100'000;

void measure(const char *what, const QByteArray &event, int answersPerPush)
{
    phx::test::ScriptFixture fixture;
    fixture.writeRoom(
        "if (event === 'broadcast') { socket.broadcast('new_msg', payload); return; }\n"
        "if (event === 'made') return { reply: 'ok', response: { n: payload.n + 1 } };");
    if (!fixture.start())
        return;
    const auto client = fixture.joined();
    if (!client)
        return;
    const QByteArray frame = R"(["1","2","room:a",")" + event + R"(",{"n":1,"body":"hello"}])";
    QElapsedTimer timer;
    timer.start();
    int received = 0;
    for (int sent = 0; sent < Count; ++sent) {
        client->sendText(frame);
        // The client's socket is not read without end while it writes.
        if (sent % 100 == 99) {
            for (; received < (sent - 500) * answersPerPush; ++received)
                client->next();
        }
    }
    for (; received < Count * answersPerPush; ++received)
        client->next();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    std::printf("%-28s %8.0f pushes/s (%d in %.2f s)\n", what, Count / seconds, Count, seconds);
}

//! From phx_error to the first reply after the client has joined again.
void measureReturn()
{
    phx::test::ScriptFixture fixture;
    fixture.writeRoom("for (;;) {}");
    if (!fixture.start())
        return;
    const auto client = fixture.joined();
    if (!client)
        return;
    for (int round = 1; round <= 5; ++round) {
        const auto quoted = [](int number) { return '"' + QByteArray::number(number) + '"'; };
        const QByteArray joinRef = quoted(round + 1);
        client->sendText('[' + quoted(round) + R"(,"x","room:a","loop",{}])");
        client->next(std::chrono::seconds(30));
        QElapsedTimer timer;
        timer.start();
        client->sendText('[' + joinRef + ',' + joinRef + R"(,"room:a","phx_join",{}])");
        client->next(std::chrono::seconds(30));
        client->sendText('[' + joinRef + R"(,"y","room:a","echo",{}])");
        client->next(std::chrono::seconds(30));
        std::printf("served again after the end of the helper: %.0f ms\n",
                    double(timer.nsecsElapsed()) / 1e6);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    measure("echo, payload passed on", "echo", 1);
    measure("reply made by the script", "made", 1);
    measure("broadcast to oneself", "broadcast", 1);
    measureReturn();
}
