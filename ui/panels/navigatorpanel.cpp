// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/navigatorpanel.h"

#include "app/clients/clients.h"
#include "app/hosting.h"
#include "ui/delegates/navigatordelegate.h"
#include "ui/models/navigatormodel.h"
#include "ui/panels/builtincommands.h"
#include "ui/panels/clientcommands.h"
#include "ui/panels/navigatorview.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace phx::ui {

namespace {

using Kind = NavigatorEntry::Kind;

constexpr std::chrono::milliseconds ShowInterval {100};
constexpr std::chrono::milliseconds LightUpTime {400};
constexpr int Indentation = 18;

// The joined channels at or below a path of the topic tree.
QList<ChannelPlace> channelsBelow(const app::LiveSnapshot &snapshot, const QByteArray &path)
{
    const QByteArray prefix = path + ':';
    QList<ChannelPlace> places;
    for (const app::ClientState &client : snapshot.clients) {
        if (!client.connected)
            continue;
        for (const app::ChannelState &channel : client.channels) {
            if (channel.state == app::ChannelState::State::Joined
                && (channel.topic == path || channel.topic.startsWith(prefix)))
                places.append({client.connection, channel.topic});
        }
    }
    return places;
}

} // namespace

NavigatorPanel::NavigatorPanel(app::Hosting &hosting, app::Clients &clients, QWidget *parent)
    : QWidget(parent)
    , m_hosting(hosting)
    , m_clients(clients)
    , m_model(new NavigatorModel(this))
    , m_view(new NavigatorView(this))
{
    m_view->setObjectName(QStringLiteral("navigatorView"));
    m_view->setItemDelegate(new NavigatorDelegate(m_view));
    m_view->setModel(m_model);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_view);

    m_showTimer.setSingleShot(true);
    m_showTimer.setInterval(ShowInterval);
    connect(&m_showTimer, &QTimer::timeout, this, &NavigatorPanel::showLatest);
    connect(m_view, &QWidget::customContextMenuRequested, this, &NavigatorPanel::openMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &NavigatorPanel::tellSelection);
    connect(m_view, &QTreeView::clicked, this, &NavigatorPanel::act);
    connect(m_view, &QTreeView::activated, this, &NavigatorPanel::act);
    connect(&Theme::instance(), &Theme::changed, this, &NavigatorPanel::applyTheme);
    connect(&clients, &app::Clients::changed, this, &NavigatorPanel::showBuiltin);

    setMotion(Motion::Full);
    applyTheme();
    retranslate();
    showBuiltin();
}

void NavigatorPanel::setSnapshot(const app::LiveSnapshot &snapshot)
{
    const bool isFirst = m_latest.stateVersion == 0 && m_latest.rows == 0;
    m_latest = snapshot;
    if (!isVisible())
        return;
    if (isFirst)
        showLatest();
    else if (!m_showTimer.isActive())
        m_showTimer.start();
}

void NavigatorPanel::setMotion(Motion motion)
{
    m_model->setLightUpTime(motion == Motion::Full ? LightUpTime
                                                   : std::chrono::milliseconds::zero());
}

void NavigatorPanel::clearSelection()
{
    m_view->clearSelection();
}

void NavigatorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showLatest();
}

void NavigatorPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void NavigatorPanel::showLatest()
{
    if (isVisible())
        m_model->setSnapshot(m_latest);
}

void NavigatorPanel::showBuiltin()
{
    m_model->setBuiltinClients(m_clients.states());
    // A heading without anything below it would only take place.
    m_view->setRowHidden(NavigatorModel::BuiltinSection, {}, m_clients.states().isEmpty());
}

void NavigatorPanel::applyTheme()
{
    const Theme &theme = Theme::instance();
    QPalette palette = m_view->palette();
    palette.setColor(QPalette::Base, theme.color(Role::Panel));
    palette.setColor(QPalette::Highlight, theme.color(Role::Selection));
    palette.setColor(QPalette::HighlightedText, theme.color(Role::Text));
    m_view->setPalette(palette);
    m_view->setFont(theme.sans());
    m_view->setIndentation(theme.scaled(Indentation));
    m_view->doItemsLayout();
}

void NavigatorPanel::retranslate()
{
    m_view->setAccessibleName(tr("Topics and clients"));
    m_view->viewport()->update();
}

void NavigatorPanel::tellSelection()
{
    const QModelIndexList selected = m_view->selectionModel()->selectedIndexes();
    if (selected.isEmpty()) {
        emit selectionCleared();
        return;
    }
    const NavigatorEntry &entry = m_model->entry(selected.first());
    if (entry.kind == Kind::Action)
        return;
    if (entry.kind == Kind::Topic)
        emit topicSelected(entry.topic,
                           m_model->hasChildren(selected.first()) ? TopicScope::Branch
                                                                  : TopicScope::Exact);
    else if (entry.kind == Kind::BuiltinClient || entry.kind == Kind::BuiltinChannel)
        emit builtinSelected(entry.builtin.number, entry.topic);
    else
        emit clientSelected(entry.connection);
}

void NavigatorPanel::act(const QModelIndex &index)
{
    if (m_model->entry(index).kind == Kind::Action)
        emit joinRequested(0);
}

void NavigatorPanel::openMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    // A copy: the row may go while the menu is open.
    const NavigatorEntry entry = m_model->entry(index);
    if (!index.flags().testFlag(Qt::ItemIsSelectable) || entry.kind == Kind::Action)
        return;
    QMenu menu(this);
    if (entry.kind == Kind::Topic)
        fillTopicMenu(menu, entry);
    else if (entry.kind == Kind::BuiltinClient || entry.kind == Kind::BuiltinChannel)
        fillBuiltinMenu(menu, entry);
    else
        fillClientMenu(menu, entry);
    if (!menu.isEmpty())
        menu.exec(m_view->viewport()->mapToGlobal(position));
}

void NavigatorPanel::fillTopicMenu(QMenu &menu, const NavigatorEntry &entry)
{
    if (entry.isTopic) {
        QAction *compose =
            menu.addAction(Theme::instance().icon(QStringLiteral("send")), tr("Broadcast here…"));
        connect(compose, &QAction::triggered, this,
                [this, topic = entry.topic] { emit composeRequested(topic); });
        menu.addSeparator();
    }
    addChannelsCommands(menu, m_hosting, channelsBelow(m_latest, entry.topic));
}

void NavigatorPanel::fillClientMenu(QMenu &menu, const NavigatorEntry &entry)
{
    const app::ClientState *state = client(entry.connection);
    if (state == nullptr || !state->connected) {
        menu.addAction(tr("c%1 is closed.").arg(entry.connection))->setEnabled(false);
        return;
    }
    if (entry.kind == Kind::Channel && entry.state == app::ChannelState::State::Joined) {
        addChannelCommands(menu, m_hosting, {entry.connection, entry.topic});
        menu.addSeparator();
    }
    addClientCommands(menu, m_hosting, *state);
}

void NavigatorPanel::fillBuiltinMenu(QMenu &menu, const NavigatorEntry &entry)
{
    if (entry.kind == Kind::BuiltinChannel) {
        addBuiltinChannelCommands(menu, m_clients, entry.builtin.number, entry.builtinChannel);
        menu.addSeparator();
    }
    addBuiltinCommands(menu, m_clients, entry.builtin,
                       {.join = [this](int client) { emit joinRequested(client); },
                        .change = [this](int client) { emit changeRequested(client); }});
}

const app::ClientState *NavigatorPanel::client(quint64 connection) const
{
    const auto found = std::find_if(
        m_latest.clients.cbegin(), m_latest.clients.cend(),
        [connection](const app::ClientState &state) { return state.connection == connection; });
    return found == m_latest.clients.cend() ? nullptr : &*found;
}

} // namespace phx::ui
