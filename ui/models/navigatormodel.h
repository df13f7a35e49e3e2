// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "ui/models/navigatornode.h"

#include <QAbstractItemModel>
#include <QElapsedTimer>
#include <QTimer>

#include <chrono>

namespace phx::ui {

//! \brief Three sections: the topics as a tree split at ':', the program's own clients with their
//! channels as they see themselves, and all clients with their channels as the server sees them.
//!
//! A snapshot is applied as the smallest row changes, never as a reset, so selection and expansion
//! stay. Threads: GUI.
class NavigatorModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role : int {
        EntryRole = Qt::UserRole + 1 //!< NavigatorEntry
    };
    //! Rows of the top level.
    enum Section : int { TopicsSection = 0, BuiltinSection = 1, ClientsSection = 2 };

    explicit NavigatorModel(QObject *parent = nullptr);
    ~NavigatorModel() override;

    //! Does nothing if snapshot.stateVersion is the one shown.
    void setSnapshot(const app::LiveSnapshot &snapshot);
    void setBuiltinClients(const QList<app::BuiltinState> &clients);
    //! How long a topic stays lit after traffic; 0: never lit (reduced motion).
    void setLightUpTime(std::chrono::milliseconds time);

    //! \return a Section entry for an invalid index
    [[nodiscard]] const NavigatorEntry &entry(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    [[nodiscard]] NavigatorNode *node(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const NavigatorNode &node) const;
    void sync(NavigatorNode &have, NavigatorNode &want);
    void moveChangedRanks(NavigatorNode &have, const NavigatorNode &want);
    void removeRun(NavigatorNode &have, std::size_t first, std::size_t count);
    void insertRun(NavigatorNode &have, std::size_t at, NavigatorNode &want, std::size_t first,
                   std::size_t count);
    [[nodiscard]] bool update(NavigatorNode &have, NavigatorNode &want);
    void putOut();
    [[nodiscard]] bool putOutBelow(NavigatorNode &node, qint64 now);
    void emitChanged(const NavigatorNode &parent, int first, int last);

    NavigatorNode m_root;
    quint64 m_stateVersion = 0;
    bool m_hasSnapshot = false;
    std::chrono::milliseconds m_lightUpTime {400};
    QElapsedTimer m_clock; //!< of litUntilMs
    QTimer m_putOutTimer;
};

} // namespace phx::ui
