// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "ui/models/topicscope.h"

#include <QTimer>
#include <QWidget>

class QMenu;

namespace phx::app {
class Clients;
class Hosting;
} // namespace phx::app

namespace phx::ui {

struct NavigatorEntry;
class NavigatorModel;
class NavigatorView;

//! Are things allowed to flash?
enum class Motion : quint8 { Full, Reduced };

//! \brief Where things happen: topics as a tree, clients with their channels. Choosing one says so;
//! menus act on it.
class NavigatorPanel : public QWidget
{
    Q_OBJECT

public:
    NavigatorPanel(app::Hosting &hosting, app::Clients &clients, QWidget *parent = nullptr);

    //! Shown at most ten times a second, and not while the panel is hidden.
    void setSnapshot(const app::LiveSnapshot &snapshot);
    //! Reduced: topics do not light up.
    void setMotion(Motion motion);
    //! Chooses nothing; emits selectionCleared() if something was chosen.
    void clearSelection();

Q_SIGNALS:
    //! \param topic the path down to the chosen node
    void topicSelected(const QByteArray &topic, phx::ui::TopicScope scope);
    //! A client, or one of its channels.
    void clientSelected(quint64 connection);
    //! A client of the program's own. \param topic of the chosen channel; empty: the client itself
    void builtinSelected(int client, const QByteArray &topic);
    void selectionCleared();
    //! "Broadcast here…"
    void composeRequested(const QByteArray &topic);
    //! "Join topic…" \param client 0: any
    void joinRequested(int client);
    //! "Change its connection…"
    void changeRequested(int client);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showLatest();
    void showBuiltin();
    void applyTheme();
    void retranslate();
    void tellSelection();
    void act(const QModelIndex &index);
    void openMenu(const QPoint &position);
    void fillTopicMenu(QMenu &menu, const NavigatorEntry &entry);
    void fillClientMenu(QMenu &menu, const NavigatorEntry &entry);
    void fillBuiltinMenu(QMenu &menu, const NavigatorEntry &entry);
    [[nodiscard]] const app::ClientState *client(quint64 connection) const;

    app::Hosting &m_hosting;
    app::Clients &m_clients;
    NavigatorModel *m_model;
    NavigatorView *m_view;
    app::LiveSnapshot m_latest;
    QTimer m_showTimer;
};

} // namespace phx::ui
