// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/presence/trackerreplica.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace phx::test {

using namespace std::chrono_literals;

//! Nodes with a tracker each, joined by a network that the test delivers by hand. Messages travel
//! as bytes. Time stands still until advance().
class TrackerCluster
{
public:
    using Time = std::chrono::milliseconds;

    struct Mail
    {
        size_t from = 0;
        size_t to = 0;
        QByteArray bytes {};
    };

    struct Node
    {
        QByteArray name {};
        std::unique_ptr<server::PresenceTracker> presences {};
        std::unique_ptr<server::TrackerReplica> replica {};
        QStringList diffs {}; //!< "room:1 +u1 -u2" of what this node's clients get
        QStringList warnings {};
        bool isRunning = true;
    };

    explicit TrackerCluster(size_t size, server::TrackerOptions options = {})
        : m_options(std::move(options))
    {
        for (size_t i = 0; i < size; ++i) {
            nodes.push_back(std::make_unique<Node>());
            nodes.back()->name = "n" + QByteArray::number(int(i)) + "@test";
            restart(i);
        }
    }

    //! A node as after its program's start: without presences, with a new vsn.
    void restart(size_t index)
    {
        Node &node = *nodes.at(index);
        node.isRunning = true;
        node.replica.reset();
        node.presences = std::make_unique<server::PresenceTracker>(
            [&node](const QByteArray &topic, const QJsonObject &diff) {
                node.diffs.append(told(topic, diff));
            },
            [&node](const server::PresenceChange &change) { node.replica->applyLocal(change); });
        node.replica = std::make_unique<server::TrackerReplica>(
            node.name, ++m_lastVsn, m_options,
            server::TrackerReplica::Outlet {
                .broadcast =
                    [this, index](const protocol::EtfTerm &message) {
                        for (size_t to = 0; to < nodes.size(); ++to)
                            post(index, to, message);
                    },
                .sendTo =
                    [this, index](const protocol::EtfTerm &name, const protocol::EtfTerm &message) {
                        for (size_t to = 0; to < nodes.size(); ++to) {
                            if (nodes[to]->name == name.bytes())
                                post(index, to, message);
                        }
                    },
                .change =
                    [&node](const server::PresenceChange &change) {
                        node.presences->apply(change);
                    },
                .warn = [&node](const QString &sentence) { node.warnings.append(sentence); }},
            now);
    }

    void deliver(const Mail &mail)
    {
        if (nodes.at(mail.to)->isRunning && !isSplit(mail))
            nodes.at(mail.to)->replica->receive(protocol::Etf::decode(mail.bytes).value(), now);
    }
    //! Everything that is under way and what follows from it.
    void deliverAll()
    {
        while (!network.empty()) {
            const Mail mail = network.front();
            network.pop_front();
            deliver(mail);
        }
    }
    void tickAll()
    {
        for (const auto &node : nodes) {
            if (node->isRunning)
                node->replica->tick(now);
        }
    }
    //! In steps of a broadcast period, with a network that loses nothing.
    void advance(Time time)
    {
        for (const Time end = now + time; now < end;) {
            now = std::min(end, now + m_options.broadcastPeriod);
            tickAll();
            deliverAll();
        }
    }
    //! Nothing passes between this node and the others.
    void split(size_t index) { m_split = index; }
    void heal() { m_split.reset(); }

    server::PresenceTracker &at(size_t index) { return *nodes.at(index)->presences; }
    QStringList takeDiffs(size_t index) { return std::exchange(nodes.at(index)->diffs, {}); }

    //! "u1:ref,ref u2:ref" of a topic as a node sees it, in an order of its own.
    QString list(size_t index, const QByteArray &topic) const
    {
        const QJsonObject entries = nodes.at(index)->presences->list(topic);
        QStringList keys;
        for (auto it = entries.begin(); it != entries.end(); ++it) {
            QStringList refs;
            const QJsonArray metas = it.value().toObject().value(QLatin1String("metas")).toArray();
            for (const QJsonValue &meta : metas)
                refs.append(meta.toObject().value(QLatin1String("phx_ref")).toString());
            refs.sort();
            keys.append(it.key() + QLatin1Char(':') + refs.join(QLatin1Char(',')));
        }
        return keys.join(QLatin1Char(' '));
    }

    std::vector<std::unique_ptr<Node>> nodes;
    std::deque<Mail> network;
    Time now {0};

private:
    static QString told(const QByteArray &topic, const QJsonObject &diff)
    {
        QString text = QString::fromUtf8(topic);
        const auto add = [&](const char *side, QLatin1Char sign) {
            const QJsonObject entries = diff.value(QLatin1String(side)).toObject();
            for (const QString &key : entries.keys())
                text += QStringLiteral(" %1%2").arg(sign).arg(key);
        };
        add("joins", QLatin1Char('+'));
        add("leaves", QLatin1Char('-'));
        return text;
    }
    void post(size_t from, size_t to, const protocol::EtfTerm &message)
    {
        if (from != to)
            network.push_back({from, to, protocol::Etf::encode(message)});
    }
    [[nodiscard]] bool isSplit(const Mail &mail) const
    {
        return m_split && (mail.from == *m_split || mail.to == *m_split);
    }

    server::TrackerOptions m_options;
    std::optional<size_t> m_split;
    qint64 m_lastVsn = 1'700'000'000'000'000;
};

} // namespace phx::test
