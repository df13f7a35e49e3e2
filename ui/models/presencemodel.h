// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/presencestate.h"

#include <QAbstractTableModel>

namespace phx::ui {

//! \brief Keys and metas of one topic, those that left included. Threads: GUI.
class PresenceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Key, State, Since, Meta, Ref, PreviousRef, Flaps, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setTopic(const app::PresenceTopic &topic);
    //! Of that row; null beyond the end.
    [[nodiscard]] QString key(int row) const;
    [[nodiscard]] QByteArray meta(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString key {};
        app::PresenceMeta meta {};
        int flaps = 0;

        friend bool operator==(const Row &, const Row &) = default;
    };

    [[nodiscard]] static QString text(const Row &row, int column);

    QList<Row> m_rows;
};

//! \brief Who joined, changed and left, the newest first. Threads: GUI.
class PresenceLogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Time, Change, Key, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setTopic(const app::PresenceTopic &topic);
    //! Of the message that told it; 0 beyond the end.
    [[nodiscard]] quint64 sequence(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<app::PresenceChangeEntry> m_log; //!< oldest first
};

} // namespace phx::ui
