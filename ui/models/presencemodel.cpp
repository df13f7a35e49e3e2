// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/presencemodel.h"

#include "ui/models/navigatortext.h"

namespace phx::ui {

void PresenceModel::setTopic(const app::PresenceTopic &topic)
{
    QList<Row> rows;
    for (const app::PresenceKey &key : topic.keys) {
        for (const app::PresenceMeta &meta : key.metas)
            rows.append({.key = key.key, .meta = meta, .flaps = key.flaps});
    }
    if (rows == m_rows)
        return;
    if (rows.size() == m_rows.size()) {
        m_rows = rows;
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

QString PresenceModel::key(int row) const
{
    return row < 0 || row >= m_rows.size() ? QString() : m_rows.at(row).key;
}

QByteArray PresenceModel::meta(int row) const
{
    return row < 0 || row >= m_rows.size() ? QByteArray() : m_rows.at(row).meta.json;
}

int PresenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PresenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PresenceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    if (role == Qt::DisplayRole)
        return text(m_rows.at(index.row()), index.column());
    if (role == Qt::ToolTipRole && index.column() == Meta)
        return QString::fromUtf8(m_rows.at(index.row()).meta.json);
    return {};
}

QString PresenceModel::text(const Row &row, int column)
{
    switch (column) {
    case Key:
        return row.key;
    case State:
        return row.meta.leftUs == 0 ? tr("here") : tr("left");
    case Since:
        return clockText(row.meta.leftUs == 0 ? row.meta.sinceUs : row.meta.leftUs);
    case Meta:
        return QString::fromUtf8(row.meta.json);
    case Ref:
        return row.meta.ref;
    case PreviousRef:
        return row.meta.previousRef;
    case Flaps:
        return row.flaps == 0 ? QString() : QString::number(row.flaps);
    default:
        return {};
    }
}

QVariant PresenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Key:
        return tr("Key");
    case State:
        return tr("State");
    case Since:
        return tr("Since");
    case Meta:
        return tr("Meta");
    case Ref:
        return QStringLiteral("phx_ref");
    case PreviousRef:
        return QStringLiteral("phx_ref_prev");
    case Flaps:
        return tr("Flaps");
    default:
        return {};
    }
}

void PresenceLogModel::setTopic(const app::PresenceTopic &topic)
{
    if (topic.log == m_log)
        return;
    beginResetModel();
    m_log = topic.log;
    endResetModel();
}

quint64 PresenceLogModel::sequence(int row) const
{
    return row < 0 || row >= m_log.size() ? 0 : m_log.at(m_log.size() - 1 - row).sequence;
}

int PresenceLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_log.size());
}

int PresenceLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PresenceLogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_log.size() || role != Qt::DisplayRole)
        return {};
    const app::PresenceChangeEntry &entry = m_log.at(m_log.size() - 1 - index.row());
    if (index.column() == Time)
        return clockText(entry.timeUs);
    if (index.column() == Key)
        return entry.key;
    switch (entry.kind) {
    case app::PresenceChangeEntry::Kind::Joined:
        return entry.isFlap ? tr("joined again (flap)") : tr("joined");
    case app::PresenceChangeEntry::Kind::Updated:
        return tr("updated");
    case app::PresenceChangeEntry::Kind::Left:
        return tr("left");
    }
    return {};
}

QVariant PresenceLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (section == Time)
        return tr("Time");
    return section == Change ? tr("Change") : tr("Key");
}

} // namespace phx::ui
