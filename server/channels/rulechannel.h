// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channel/channel.h"
#include "server/channels/ruletable.h"

#include <QTimer>

#include <memory>

namespace phx::server {

//! \brief A channel without code: what a RuleTable says about the joins and events of its topic.
//!
//! A join that no rule matches is refused, an event that no rule matches crashes the channel, as a
//! handle_in without a fitting clause does. A new table (handleInfo() gets a RuleTablePointer)
//! counts from the next message on; timers of the old one end, those of its join start again.
class RuleChannel final : public Channel
{
public:
    //! Delayed actions and timers that may wait in one channel; more are dropped with a warning.
    static constexpr int MaxWaiting = 256;

    //! \param table not null
    explicit RuleChannel(RuleTablePointer table)
        : m_table(std::move(table))
    { }

    JoinResult join(const QByteArray &topic, const protocol::Payload &payload,
                    ChannelContext &context) override;
    ChannelResult handleIn(const protocol::Message &message, ChannelContext &context) override;
    ChannelResult handleInfo(const QVariant &info, ChannelContext &context) override;

private:
    //! An action of a rule with the message that it answers.
    struct Step;

    [[nodiscard]] RuleInput makeInput(const QByteArray &event,
                                      const protocol::Payload &payload) const;
    [[nodiscard]] JoinResult decide(const RuleAction &action, const Step &step) const;
    void decideLater(const Step &step, ChannelContext &context);
    void followJoin(Step step, ChannelContext &context);
    void hit(qsizetype place, const ChannelContext &context) const;
    ChannelResult run(const Step &step, ChannelContext &context);
    void track(const QString &key, const QJsonObject &meta, ChannelContext &context);
    void schedule(const Step &step, std::chrono::milliseconds delay, ChannelContext &context);
    void replaceTable(RuleTablePointer table, ChannelContext &context);

    RuleTablePointer m_table;
    QByteArray m_topic;
    QByteArray m_assigns; //!< JSON text; rules do not change them
    protocol::Payload m_join;
    QString m_trackedKey; //!< the last one; null: none yet
    //! Of a join that is decided later. Not deleted at once: the channel may end within its
    //! timeout.
    struct StopLater
    {
        void operator()(QTimer *timer) const
        {
            timer->stop();
            timer->deleteLater();
        }
    };
    std::unique_ptr<QTimer, StopLater> m_joinTimer;
    quint64 m_era = 0; //!< counts tables; timers of an old one end
    int m_waiting = 0;
};

} // namespace phx::server
