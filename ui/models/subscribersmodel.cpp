// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/subscribersmodel.h"

#include "ui/models/navigatortext.h"

namespace phx::ui {

void SubscribersModel::setTopic(const QByteArray &topic)
{
    if (topic == m_topic)
        return;
    beginResetModel();
    m_topic = topic;
    m_rows = wanted();
    endResetModel();
}

void SubscribersModel::setSnapshot(const app::LiveSnapshot &snapshot)
{
    m_clients = snapshot.clients;
    apply(wanted());
}

std::optional<SubscriberRow> SubscribersModel::subscriber(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return std::nullopt;
    return m_rows.at(index.row());
}

int SubscribersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SubscribersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SubscribersModel::data(const QModelIndex &index, int role) const
{
    const auto row = subscriber(index);
    if (!row)
        return {};
    if (role == Qt::DisplayRole)
        return text(*row, index.column());
    if (role == Qt::ToolTipRole && !row->detail.isEmpty())
        return QString::fromUtf8(row->detail);
    return {};
}

QVariant SubscribersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Client:
        return tr("Client");
    case Label:
        return tr("Program");
    case State:
        return tr("State");
    case Generation:
        return tr("Generation");
    case Since:
        return tr("Since");
    case LastHeard:
        return tr("Last heard");
    default:
        return {};
    }
}

QString SubscribersModel::text(const SubscriberRow &row, int column)
{
    switch (column) {
    case Client:
        return QStringLiteral("c%1").arg(row.connection);
    case Label:
        return row.label;
    case State:
        return row.isConnected ? channelStateText(row.state) : tr("disconnected");
    case Generation:
        return QString::number(row.generation);
    case Since:
        return clockText(row.sinceUs);
    case LastHeard:
        return row.lastHeardUs == 0 ? QString() : clockText(row.lastHeardUs);
    default:
        return {};
    }
}

QList<SubscriberRow> SubscribersModel::wanted() const
{
    QList<SubscriberRow> rows;
    for (const app::ClientState &client : m_clients) {
        for (const app::ChannelState &channel : client.channels) {
            if (channel.topic != m_topic)
                continue;
            rows.append({.connection = client.connection,
                         .label = client.label,
                         .state = channel.state,
                         .isConnected = client.connected,
                         .generation = channel.generation,
                         .sinceUs = channel.sinceUs,
                         .lastHeardUs = client.lastHeardUs,
                         .detail = channel.detail});
        }
    }
    return rows;
}

void SubscribersModel::apply(const QList<SubscriberRow> &wanted)
{
    int row = 0;
    for (const SubscriberRow &want : wanted) {
        while (row < m_rows.size() && m_rows.at(row).connection < want.connection) {
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            endRemoveRows();
        }
        if (row == m_rows.size() || m_rows.at(row).connection > want.connection) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, want);
            endInsertRows();
        } else if (m_rows.at(row) != want) {
            m_rows[row] = want;
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
        ++row;
    }
    if (row < m_rows.size()) {
        beginRemoveRows({}, row, static_cast<int>(m_rows.size()) - 1);
        m_rows.erase(m_rows.begin() + row, m_rows.end());
        endRemoveRows();
    }
}

} // namespace phx::ui
