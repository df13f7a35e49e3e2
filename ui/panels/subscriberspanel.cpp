// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/subscriberspanel.h"

#include "app/hosting.h"
#include "ui/models/subscribersmodel.h"
#include "ui/panels/clientcommands.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace phx::ui {

namespace {

using State = app::ChannelState::State;

constexpr int RowHeight = 23;
constexpr std::array<int, SubscribersModel::ColumnCount> ColumnWidths {92, 160, 110, 90, 90, 100};

bool isJoined(const SubscriberRow &row)
{
    return row.isConnected && row.state == State::Joined;
}

bool isRefused(const SubscriberRow &row)
{
    return row.state == State::Refused;
}

} // namespace

SubscribersPanel::SubscribersPanel(app::Hosting &hosting, QWidget *parent)
    : QWidget(parent)
    , m_hosting(hosting)
    , m_model(new SubscribersModel(this))
    , m_title(new QLabel(this))
    , m_refusal(new QPushButton(this))
    , m_crash(new QPushButton(this))
    , m_close(new QPushButton(this))
    , m_cut(new QPushButton(this))
    , m_table(new QTableView(this))
    , m_empty(new QLabel(this))
    , m_stack(new QStackedLayout)
{
    build();
    connectCommands();
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &SubscribersPanel::updateState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &SubscribersPanel::updateState);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &SubscribersPanel::updateState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &SubscribersPanel::updateState);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SubscribersPanel::updateState);
    connect(m_table, &QWidget::customContextMenuRequested, this, &SubscribersPanel::openMenu);
    connect(&Theme::instance(), &Theme::changed, this, &SubscribersPanel::applyTheme);
    applyTheme();
    retranslate();
}

void SubscribersPanel::setTopic(const QByteArray &topic)
{
    m_model->setTopic(topic);
}

void SubscribersPanel::setSnapshot(const app::LiveSnapshot &snapshot)
{
    const bool isSame = snapshot.stateVersion == m_latest.stateVersion;
    m_latest = snapshot;
    if (!isSame)
        showLatest();
}

void SubscribersPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showLatest();
}

void SubscribersPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SubscribersPanel::build()
{
    setObjectName(QStringLiteral("subscribersPanel"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setObjectName(QStringLiteral("subscribersTitle"));
    m_refusal->setObjectName(QStringLiteral("subscribersRefusal"));
    m_crash->setObjectName(QStringLiteral("subscribersCrash"));
    m_close->setObjectName(QStringLiteral("subscribersClose"));
    m_cut->setObjectName(QStringLiteral("subscribersCut"));
    m_empty->setObjectName(QStringLiteral("subscribersEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);

    m_table->setObjectName(QStringLiteral("subscribersTable"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);

    auto *bar = new QHBoxLayout;
    bar->addWidget(m_title);
    bar->addWidget(m_refusal);
    bar->addStretch(1);
    bar->addWidget(m_crash);
    bar->addWidget(m_close);
    bar->addWidget(m_cut);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 0);
    layout->addLayout(bar);
    layout->addLayout(m_stack, 1);
}

void SubscribersPanel::connectCommands()
{
    const auto selected = [this] { return m_model->subscriber(m_table->currentIndex()); };
    connect(m_refusal, &QPushButton::clicked, this, [this] {
        // The newest of them.
        const auto &rows = m_model->subscribers();
        const auto found = std::max_element(
            rows.cbegin(), rows.cend(), [](const SubscriberRow &a, const SubscriberRow &b) {
                return std::pair(isRefused(a), a.sinceUs) < std::pair(isRefused(b), b.sinceUs);
            });
        if (found != rows.cend() && isRefused(*found))
            emit refusalRequested(found->connection, m_model->topic());
    });
    connect(m_crash, &QPushButton::clicked, this, [this, selected] {
        if (const auto row = selected())
            m_hosting.endpoint().crashChannel(row->connection, m_model->topic());
    });
    connect(m_close, &QPushButton::clicked, this, [this, selected] {
        if (const auto row = selected())
            m_hosting.endpoint().closeChannel(row->connection, m_model->topic());
    });
    connect(m_cut, &QPushButton::clicked, this, [this, selected] {
        if (const auto row = selected())
            m_hosting.endpoint().cutConnection(row->connection, server::Transport::Cut::Fin);
    });
}

void SubscribersPanel::retranslate()
{
    m_refusal->setText(tr("Show refusal"));
    m_refusal->setToolTip(tr("Goes to the answer that refused the newest of these joins"));
    m_crash->setText(tr("Crash channel"));
    m_crash->setToolTip(
        tr("phx_error to this client; phoenix.js rejoins after 1, 2, 5, then 10 s"));
    m_close->setText(tr("Close channel"));
    m_close->setToolTip(tr("phx_close to this client; phoenix.js does not rejoin"));
    m_cut->setText(tr("Cut connection"));
    m_cut->setToolTip(tr("Ends TCP without a close frame; the client sees 1006 and reconnects"));
    m_table->setAccessibleName(tr("Subscribers"));
    updateState();
}

void SubscribersPanel::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_refusal->setIcon(theme.icon(QStringLiteral("search")));
    m_crash->setIcon(theme.icon(QStringLiteral("crash"), Role::Fault));
    m_close->setIcon(theme.icon(QStringLiteral("close")));
    m_cut->setIcon(theme.icon(QStringLiteral("cut"), Role::Fault));
    m_table->horizontalHeader()->setFont(theme.sans());
    m_table->verticalHeader()->setDefaultSectionSize(theme.scaled(RowHeight));
    for (std::size_t column = 0; column < ColumnWidths.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), theme.scaled(ColumnWidths.at(column)));
    QPalette palette = m_empty->palette();
    palette.setColor(QPalette::WindowText, theme.color(Role::Muted));
    m_empty->setPalette(palette);
}

void SubscribersPanel::showLatest()
{
    if (!isVisible())
        return;
    m_model->setSnapshot(m_latest);
    updateState();
}

void SubscribersPanel::updateState()
{
    const auto selected = m_model->subscriber(m_table->currentIndex());
    m_crash->setEnabled(selected && isJoined(*selected));
    m_close->setEnabled(selected && isJoined(*selected));
    m_cut->setEnabled(selected && selected->isConnected);
    const auto &rows = m_model->subscribers();
    m_title->setText(titleText());
    m_refusal->setVisible(std::any_of(rows.cbegin(), rows.cend(), isRefused));
    m_empty->setText(emptySentence());
    m_stack->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
}

void SubscribersPanel::openMenu(const QPoint &position)
{
    const auto row = m_model->subscriber(m_table->indexAt(position));
    if (!row || !row->isConnected)
        return;
    const auto client = std::find_if(
        m_latest.clients.cbegin(), m_latest.clients.cend(),
        [&row](const app::ClientState &state) { return state.connection == row->connection; });
    if (client == m_latest.clients.cend())
        return;
    QMenu menu(this);
    if (isJoined(*row)) {
        addChannelCommands(menu, m_hosting, {row->connection, m_model->topic()});
        menu.addSeparator();
    }
    addClientCommands(menu, m_hosting, *client);
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

QString SubscribersPanel::titleText() const
{
    const auto &rows = m_model->subscribers();
    const QString topic = QString::fromUtf8(m_model->topic());
    if (topic.isEmpty())
        return {};
    const auto joined = int(std::count_if(rows.cbegin(), rows.cend(), isJoined));
    const auto refused = int(std::count_if(rows.cbegin(), rows.cend(), isRefused));
    if (joined == 0 && refused > 0)
        return tr("Nobody is on %1. %n client(s) refused.", nullptr, refused).arg(topic);
    return tr("%n subscriber(s) of %1", nullptr, joined).arg(topic);
}

QString SubscribersPanel::emptySentence() const
{
    if (m_model->topic().isEmpty())
        return tr("Choose a topic on the left to see who is on it.");
    return tr("Nobody is on %1.").arg(QString::fromUtf8(m_model->topic()));
}

} // namespace phx::ui
