// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/filterbar.h"

#include "ui/models/rowtext.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

#include <array>
#include <chrono>

namespace phx::ui {

using namespace std::chrono_literals;

namespace {

QToolButton *makeChip(const QString &name, QWidget *parent)
{
    auto *chip = new QToolButton(parent);
    chip->setObjectName(name);
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setProperty("chip", true);
    chip->hide();
    return chip;
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_topicChip(makeChip(QStringLiteral("topicChip"), this))
    , m_clientChip(makeChip(QStringLiteral("clientChip"), this))
    , m_heartbeats(new QToolButton(this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("filterBar"));
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(1000);
    m_searchIcon = m_search->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_count->setObjectName(QStringLiteral("shownCount"));
    m_heartbeats->setObjectName(QStringLiteral("heartbeatToggle"));
    m_heartbeats->setCheckable(true);
    m_heartbeats->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 7);
    row->setSpacing(8);
    row->addWidget(m_topicChip);
    row->addWidget(m_clientChip);
    row->addWidget(m_search, 1);
    row->addWidget(m_count);
    row->addWidget(m_heartbeats);

    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(&m_typing, &QTimer::timeout, this, &FilterBar::change);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &FilterBar::change);
    connect(m_topicChip, &QToolButton::clicked, this, [this] { setTopic({}, TopicScope::Exact); });
    connect(m_clientChip, &QToolButton::clicked, this, [this] { setConnection(0); });
    connect(m_heartbeats, &QToolButton::toggled, this, &FilterBar::setHeartbeats);
    connect(&Theme::instance(), &Theme::changed, this, &FilterBar::applyTheme);
    applyTheme();
    retranslate();
}

void FilterBar::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_searchIcon->setIcon(theme.icon(QStringLiteral("search"), Role::Muted));
    m_heartbeats->setIcon(theme.icon(QStringLiteral("heart")));
    for (QToolButton *chip : {m_topicChip, m_clientChip})
        chip->setIcon(theme.icon(QStringLiteral("close"), Role::Muted));
    QPalette muted;
    muted.setColor(QPalette::WindowText, theme.color(Role::Muted));
    m_count->setPalette(muted);
}

void FilterBar::setTopic(const QByteArray &topic, TopicScope scope)
{
    m_filter.topic = topic;
    m_filter.topicIsBranch = !topic.isEmpty() && scope == TopicScope::Branch;
    change();
}

void FilterBar::setConnection(quint64 connection)
{
    m_filter.connection = connection;
    change();
}

void FilterBar::setText(const QString &text)
{
    m_search->setText(text);
    change();
}

void FilterBar::setHeartbeats(bool shown)
{
    if (m_filter.heartbeats == shown)
        return;
    m_filter.heartbeats = shown;
    m_heartbeats->setChecked(shown);
    change();
}

void FilterBar::setAfterSequence(quint64 sequence)
{
    m_filter.afterSequence = sequence;
    change();
}

void FilterBar::clearFilter()
{
    m_search->clear();
    m_filter.topic.clear();
    m_filter.topicIsBranch = false;
    m_filter.connection = 0;
    change();
}

void FilterBar::relax(const std::function<bool(const app::RowFilter &)> &matches)
{
    struct Part
    {
        quint8 bit;
        void (*drop)(app::RowFilter &filter);
    };
    // The text was typed, and is most often what does not fit.
    constexpr std::array<Part, 4> Parts {
        {{1, [](app::RowFilter &filter) { filter.text.clear(); }},
         {2, [](app::RowFilter &filter) { filter.connection = 0; }},
         {4, [](app::RowFilter &filter) { filter.heartbeats = true; }},
         {8, [](app::RowFilter &filter) { filter.topic.clear(); }}}};
    // One part less, then two, then three.
    constexpr std::array<quint8, 14> Choices {1, 2, 4, 8, 3, 5, 9, 6, 10, 12, 7, 11, 13, 14};
    for (const quint8 choice : Choices) {
        app::RowFilter nearest = m_filter;
        for (const Part &part : Parts) {
            if ((choice & part.bit) != 0)
                part.drop(nearest);
        }
        if (nearest == m_filter || !matches(nearest))
            continue;
        m_filter = nearest;
        m_search->setText(QString::fromUtf8(nearest.text));
        m_heartbeats->setChecked(nearest.heartbeats);
        change();
        return;
    }
    clearFilter();
}

bool FilterBar::isFiltering() const
{
    return !m_filter.topic.isEmpty() || m_filter.connection != 0 || !m_filter.text.isEmpty();
}

void FilterBar::change()
{
    m_typing.stop();
    m_filter.text = m_search->text().toUtf8();
    updateChips();
    emit filterChanged(m_filter);
}

void FilterBar::updateChips()
{
    m_topicChip->setVisible(!m_filter.topic.isEmpty());
    QString topic = lineText(m_filter.topic, 60);
    if (m_filter.topicIsBranch)
        topic += QStringLiteral(":*");
    m_topicChip->setText(tr("Topic %1").arg(topic));
    m_clientChip->setVisible(m_filter.connection != 0);
    m_clientChip->setText(tr("Client %1").arg(clientName(m_filter.connection)));
}

void FilterBar::setCounts(quint64 shown, quint64 total)
{
    if (shown == m_shown && total == m_total && !m_count->text().isEmpty())
        return;
    m_shown = shown;
    m_total = total;
    const QLocale locale;
    m_count->setText(tr("%1 / %2 shown").arg(locale.toString(shown), locale.toString(total)));
}

void FilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void FilterBar::retranslate()
{
    m_search->setPlaceholderText(tr("Search topics, events and payloads"));
    m_search->setAccessibleName(tr("Search in messages"));
    m_heartbeats->setText(tr("Heartbeats"));
    m_heartbeats->setToolTip(tr("Show or hide heartbeats (H in the list)"));
    m_topicChip->setToolTip(tr("Show all topics again"));
    m_clientChip->setToolTip(tr("Show all clients again"));
    m_count->clear();
    setCounts(m_shown, m_total);
    updateChips();
}

} // namespace phx::ui
