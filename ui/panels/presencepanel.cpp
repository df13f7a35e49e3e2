// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/presencepanel.h"

#include "app/hosting.h"
#include "ui/models/presencemodel.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace phx::ui {

namespace {

constexpr int RowHeight = 23;
constexpr int KeyWidth = 110;
constexpr std::array<int, PresenceModel::ColumnCount> ColumnWidths {120, 56, 72, 190, 148, 148, 50};
constexpr std::array<int, PresenceLogModel::ColumnCount> LogWidths {72, 130, 80};

void prepare(QTableView &table, QAbstractItemModel *model)
{
    table.setModel(model);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setStretchLastSection(true);
}

template<std::size_t Count>
void setWidths(QTableView &table, const std::array<int, Count> &widths)
{
    const Theme &theme = Theme::instance();
    table.horizontalHeader()->setFont(theme.sans());
    table.verticalHeader()->setDefaultSectionSize(theme.scaled(RowHeight));
    for (std::size_t column = 0; column < Count; ++column)
        table.setColumnWidth(int(column), theme.scaled(widths.at(column)));
}

} // namespace

PresencePanel::PresencePanel(app::Hosting &hosting, QWidget *parent)
    : QWidget(parent)
    , m_hosting(hosting)
    , m_model(new PresenceModel(this))
    , m_log(new PresenceLogModel(this))
    , m_title(new QLabel(this))
    , m_state(new QLabel(this))
    , m_key(new QLineEdit(QStringLiteral("test-user"), this))
    , m_meta(new QLineEdit(QStringLiteral("{}"), this))
    , m_track(new QPushButton(this))
    , m_update(new QPushButton(this))
    , m_untrack(new QPushButton(this))
    , m_table(new QTableView(this))
    , m_logTable(new QTableView(this))
    , m_empty(new QLabel(this))
    , m_what(new QPushButton(this))
    , m_stack(new QStackedLayout)
{
    build();
    connectCommands();
    connect(&hosting.endpoint(), &server::EndpointThread::statusChanged, this,
            &PresencePanel::updateState);
    connect(&Theme::instance(), &Theme::changed, this, &PresencePanel::applyTheme);
    applyTheme();
    retranslate();
}

void PresencePanel::build()
{
    m_key->setObjectName(QStringLiteral("presenceKey"));
    m_meta->setObjectName(QStringLiteral("presenceMeta"));
    m_track->setObjectName(QStringLiteral("presenceTrack"));
    m_update->setObjectName(QStringLiteral("presenceUpdate"));
    m_untrack->setObjectName(QStringLiteral("presenceUntrack"));
    m_table->setObjectName(QStringLiteral("presenceTable"));
    m_logTable->setObjectName(QStringLiteral("presenceLog"));
    m_empty->setObjectName(QStringLiteral("presenceEmpty"));
    m_title->setTextFormat(Qt::PlainText);
    m_state->setTextFormat(Qt::PlainText);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_what->setObjectName(QStringLiteral("presenceWhat"));
    prepare(*m_table, m_model);
    prepare(*m_logTable, m_log);

    auto *bar = new QHBoxLayout;
    bar->addWidget(m_title);
    bar->addWidget(m_state, 1);
    bar->addWidget(m_key);
    bar->addWidget(m_meta);
    bar->addWidget(m_track);
    bar->addWidget(m_update);
    bar->addWidget(m_untrack);
    auto *split = new QSplitter(this);
    split->addWidget(m_table);
    split->addWidget(m_logTable);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto *nothing = new QWidget(this);
    auto *centre = new QVBoxLayout(nothing);
    centre->addStretch();
    centre->addWidget(m_empty);
    centre->addWidget(m_what, 0, Qt::AlignHCenter);
    centre->addStretch();
    m_stack->addWidget(nothing);
    m_stack->addWidget(split);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 0);
    layout->addLayout(bar);
    layout->addLayout(m_stack, 1);
}

void PresencePanel::connectCommands()
{
    connect(m_what, &QPushButton::clicked, this, [this] {
        m_isExplaining = true;
        m_key->setFocus();
        updateState();
    });
    connect(m_key, &QLineEdit::textChanged, this, &PresencePanel::updateState);
    connect(m_track, &QPushButton::clicked, this, [this] {
        if (const auto object = meta())
            tell(m_hosting.presences().track(m_topic, m_key->text(), *object));
    });
    connect(m_update, &QPushButton::clicked, this, [this] {
        if (const auto object = meta())
            tell(m_hosting.presences().update(m_topic, m_key->text(), *object));
    });
    connect(m_untrack, &QPushButton::clicked, this,
            [this] { tell(m_hosting.presences().untrack(m_topic, m_key->text())); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) {
                if (!index.isValid())
                    return;
                m_key->setText(m_model->key(index.row()));
                m_meta->setText(QString::fromUtf8(m_model->meta(index.row())));
            });
    connect(m_logTable, &QTableView::activated, this,
            [this](const QModelIndex &index) { emit rowRequested(m_log->sequence(index.row())); });
}

void PresencePanel::setTopic(const QByteArray &topic)
{
    m_topic = topic;
    m_state->clear();
    showLatest();
}

void PresencePanel::setSnapshot(const app::LiveSnapshot &snapshot)
{
    const bool isSame = snapshot.stateVersion == m_latest.stateVersion;
    m_latest = snapshot;
    if (!isSame)
        showLatest();
}

void PresencePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showLatest();
}

void PresencePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PresencePanel::showLatest()
{
    if (!isVisible())
        return;
    const app::PresenceTopic topic = m_latest.presences.value(m_topic);
    m_model->setTopic(topic);
    m_log->setTopic(topic);
    updateState();
}

void PresencePanel::updateState()
{
    const app::PresenceTopic topic = m_latest.presences.value(m_topic);
    const auto here = std::count_if(topic.keys.cbegin(), topic.keys.cend(),
                                    [](const app::PresenceKey &key) { return key.goneUs == 0; });
    m_title->setText(
        m_topic.isEmpty()
            ? QString()
            : tr("%n key(s) on %1", nullptr, int(here)).arg(QString::fromUtf8(m_topic)));
    m_empty->setText(emptyText());
    m_what->setVisible(!m_isExplaining);
    m_stack->setCurrentIndex(topic.keys.isEmpty() ? 0 : 1);

    const bool isListening =
        m_hosting.endpoint().status().state == server::EndpointStatus::State::Listening;
    const bool isNamed = isListening && !m_topic.isEmpty() && !m_key->text().isEmpty();
    const bool isTracked = m_hosting.presences().isTracked(m_topic, m_key->text());
    m_track->setEnabled(isNamed && !isTracked);
    m_update->setEnabled(isNamed && isTracked);
    m_untrack->setEnabled(isNamed && isTracked);
}

QString PresencePanel::emptyText() const
{
    if (m_isExplaining)
        return tr("Presence is the server's list of who is on a topic: keys, as user ids, each "
                  "with one meta for every place that it is there from. A channel that tracks its "
                  "clients sends presence_state after the join and presence_diff when somebody "
                  "comes or goes; Presence of phoenix.js makes a list of them.\n"
                  "\"Track a test user\" above puts somebody on the chosen topic.");
    return m_topic.isEmpty() ? tr("Choose a topic on the left to see who is present.")
                             : tr("No presence_state seen on this topic. Track a test user above.");
}

std::optional<QJsonObject> PresencePanel::meta()
{
    const QJsonDocument document = QJsonDocument::fromJson(m_meta->text().toUtf8());
    if (document.isObject())
        return document.object();
    tell(tr("The meta must be a JSON object, as {\"status\": \"online\"}."));
    return std::nullopt;
}

void PresencePanel::tell(const QString &problem)
{
    m_state->setText(problem);
    updateState();
}

void PresencePanel::retranslate()
{
    m_key->setAccessibleName(tr("Key of the test user"));
    m_key->setToolTip(tr("Key of the test user"));
    m_meta->setAccessibleName(tr("Meta, a JSON object"));
    m_meta->setToolTip(tr("Meta, a JSON object"));
    m_what->setText(tr("What is presence?"));
    m_track->setText(tr("Track a test user"));
    m_update->setText(tr("Update"));
    m_untrack->setText(tr("Untrack"));
    m_table->setAccessibleName(tr("Presences"));
    m_logTable->setAccessibleName(tr("Joins and leaves"));
    m_logTable->setToolTip(tr("Enter shows the message that told it."));
    updateState();
}

void PresencePanel::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_key->setFont(theme.monospace());
    m_meta->setFont(theme.monospace());
    m_key->setMaximumWidth(theme.scaled(KeyWidth));
    m_meta->setMaximumWidth(theme.scaled(KeyWidth * 2));
    m_track->setIcon(theme.icon(QStringLiteral("plus")));
    setWidths(*m_table, ColumnWidths);
    setWidths(*m_logTable, LogWidths);
    QPalette muted = m_empty->palette();
    muted.setColor(QPalette::WindowText, theme.color(Role::Muted));
    m_empty->setPalette(muted);
    QPalette error = m_state->palette();
    error.setColor(QPalette::WindowText, theme.color(Role::Error));
    m_state->setPalette(error);
}

} // namespace phx::ui
