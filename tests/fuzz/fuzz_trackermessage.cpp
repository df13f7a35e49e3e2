// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/presence/trackerreplica.h"

#include <cstdint>
#include <cstdlib>

// Properties: a message is the same after toTerm() and fromTerm(); a replica that gets it keeps
// what it tracks itself, whatever the message says, and says of every presence that leaves that it
// joined.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace phx;
    using namespace phx::server;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto term = protocol::Etf::decode(bytes);
    if (!term)
        return 0;
    const auto message = trackerterms::fromTerm(term.value());
    if (message) {
        const protocol::EtfTerm written = trackerterms::toTerm(message.value());
        const auto again = trackerterms::fromTerm(written);
        if (!again || !(trackerterms::toTerm(again.value()) == written))
            std::abort();
    }

    qsizetype presences = 0;
    TrackerReplica replica("a@127.0.0.1", 1, {},
                           {.broadcast = [](const protocol::EtfTerm &) {},
                            .sendTo = [](const protocol::EtfTerm &, const protocol::EtfTerm &) {},
                            .change =
                                [&presences](const PresenceChange &change) {
                                    presences += change.joins.size() - change.leaves.size();
                                    if (presences < 0)
                                        std::abort();
                                },
                            .warn = [](const QString &) {}},
                           TrackerReplica::Time(0));
    replica.applyLocal({.topic = "room:1", .joins = {{.owner = 1, .key = QStringLiteral("u1")}}});
    for (const int seconds : {1, 2, 40, 2000}) {
        replica.receive(term.value(), std::chrono::seconds(seconds));
        replica.tick(std::chrono::seconds(seconds));
    }
    if (replica.state().values().size() < 1)
        std::abort();
    return 0;
}
