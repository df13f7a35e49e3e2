// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"

#include <QAbstractTableModel>
#include <QList>

#include <optional>

namespace phx::ui {

//! One client's channel on the topic shown.
struct SubscriberRow
{
    quint64 connection = 0;
    QString label {};
    app::ChannelState::State state = app::ChannelState::State::Joined;
    bool isConnected = true;
    int generation = 1;
    qint64 sinceUs = 0; //!< of the state
    qint64 lastHeardUs = 0; //!< 0: never
    QByteArray detail {};

    friend bool operator==(const SubscriberRow &, const SubscriberRow &) = default;
};

//! \brief The clients that are on one topic, or were refused, by connection.
//! Rows change in place, so a selection stays. Threads: GUI.
class SubscribersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Client, Label, State, Generation, Since, LastHeard, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    //! Shows another topic, from the snapshot given last.
    void setTopic(const QByteArray &topic);
    [[nodiscard]] const QByteArray &topic() const { return m_topic; }
    void setSnapshot(const app::LiveSnapshot &snapshot);

    [[nodiscard]] std::optional<SubscriberRow> subscriber(const QModelIndex &index) const;
    [[nodiscard]] const QList<SubscriberRow> &subscribers() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QList<SubscriberRow> wanted() const;
    [[nodiscard]] static QString text(const SubscriberRow &row, int column);
    void apply(const QList<SubscriberRow> &wanted);

    QByteArray m_topic;
    QList<app::ClientState> m_clients;
    QList<SubscriberRow> m_rows; //!< by connection
};

} // namespace phx::ui
