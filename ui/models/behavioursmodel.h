// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/channels/channelrule.h"

#include <QAbstractTableModel>
#include <QList>

namespace phx::app {
class Behaviours;
}

namespace phx::ui {

//! A rule as a sentence: "When order:{id} is joined → allow it, push stock every 5 s".
QString ruleSentence(const server::ChannelRule &rule);

//! \brief The ordered rules, with a switch and a counter each. Threads: GUI.
class BehavioursModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Rule, Hits, LastHit, ColumnCount };

    //! \param behaviours must outlive this
    explicit BehavioursModel(app::Behaviours &behaviours, QObject *parent = nullptr);

    //! Reads the counters again.
    void updateHits();
    //! The row of the capture that was matched last; 0: none.
    [[nodiscard]] quint64 lastSequence(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void showRules();

    app::Behaviours &m_behaviours;
    QList<server::ChannelRule> m_rules; //!< as shown
    QList<quint64> m_hits; //!< as shown
};

} // namespace phx::ui
