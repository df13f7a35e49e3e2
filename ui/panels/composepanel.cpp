// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/composepanel.h"

#include "app/hosting.h"
#include "ui/panels/compositionguard.h"
#include "ui/panels/sendtarget.h"
#include "ui/theme/theme.h"
#include "ui/views/jsoneditor.h"

#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStringListModel>
#include <QVBoxLayout>

#include <array>
#include <chrono>

namespace phx::ui {

namespace {

constexpr std::chrono::milliseconds DraftSaveDelay {500};
constexpr qsizetype MenuMessages = 20;
constexpr qsizetype MenuTextLength = 80;

QLineEdit *wireField(const QString &name, QStringListModel *names, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(name);
    auto *completer = new QCompleter(names, field);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    field->setCompleter(completer);
    return field;
}

} // namespace

ComposePanel::ComposePanel(app::Hosting &hosting, QWidget *parent)
    : QWidget(parent)
    , m_hosting(hosting)
    , m_history(m_settings)
    , m_serverState(hosting.endpoint().status().state)
    , m_targetLabel(new QLabel(this))
    , m_target(new SendTarget(this))
    , m_topicLabel(new QLabel(this))
    , m_topicNames(new QStringListModel(this))
    , m_eventNames(new QStringListModel(this))
    , m_editor(new JsonEditor(this))
    , m_state(new QLabel(this))
    , m_historyButton(new QPushButton(this))
    , m_format(new QPushButton(this))
    , m_send(new QPushButton(this))
    , m_guard(new CompositionGuard(this))
{
    m_topic = wireField(QStringLiteral("composeTopic"), m_topicNames, this);
    m_eventLabel = new QLabel(this);
    m_event = wireField(QStringLiteral("composeEvent"), m_eventNames, this);
    build();
    m_eventNames->setStringList(m_history.events());
    connect(m_topic, &QLineEdit::textChanged, m_target, &SendTarget::setTopic);
    connect(m_topic, &QLineEdit::textChanged, this, &ComposePanel::keepDraft);
    connect(m_event, &QLineEdit::textChanged, this, &ComposePanel::updateState);
    connect(m_event, &QLineEdit::textChanged, this, &ComposePanel::keepDraft);
    connect(m_editor, &JsonEditor::checked, this, &ComposePanel::updateState);
    connect(m_editor, &JsonEditor::checked, this, &ComposePanel::keepDraft);
    connect(m_editor, &JsonEditor::olderRequested, this, [this] { showMessage(m_history.back()); });
    connect(m_editor, &JsonEditor::newerRequested, this,
            [this] { showMessage(m_history.forward()); });
    connect(m_target, &SendTarget::targetChanged, this, &ComposePanel::updateState);
    connect(m_format, &QPushButton::clicked, m_editor, &JsonEditor::format);
    connect(m_historyButton, &QPushButton::clicked, this, &ComposePanel::openHistory);
    connect(m_send, &QPushButton::clicked, this, &ComposePanel::send);
    connect(&m_hosting.endpoint(), &server::EndpointThread::statusChanged, this,
            [this](const server::EndpointStatus &status) {
                m_serverState = status.state;
                updateState();
            });
    connect(&Theme::instance(), &Theme::changed, this, &ComposePanel::applyTheme);
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(DraftSaveDelay);
    connect(&m_draftTimer, &QTimer::timeout, this, [this] { m_history.saveDraft(); });
    addShortcuts();
    showMessage(m_history.draft());
    if (m_editor->document()->isEmpty())
        m_editor->setPlainText(QStringLiteral("{}"));
    applyTheme();
    retranslate();
}

ComposePanel::~ComposePanel()
{
    m_history.saveDraft();
    // The children go after this, and may still speak while they are hidden.
    m_target->disconnect(this);
    m_editor->disconnect(this);
}

void ComposePanel::setTopic(const QByteArray &topic)
{
    m_topic->setText(QString::fromUtf8(topic));
}

void ComposePanel::setClient(quint64 connection)
{
    m_target->setConnection(connection);
}

void ComposePanel::setSnapshot(const app::LiveSnapshot &snapshot)
{
    if (snapshot.stateVersion == m_snapshot.stateVersion)
        return;
    m_snapshot = snapshot;
    completeTopics();
    m_target->setSnapshot(snapshot);
}

void ComposePanel::focusEditor()
{
    if (m_topic->text().isEmpty())
        m_topic->setFocus();
    else if (m_event->text().isEmpty())
        m_event->setFocus();
    else
        m_editor->setFocus();
}

void ComposePanel::setMessage(const ComposedMessage &message)
{
    m_history.putAside(fields());
    showMessage(message);
    keepDraft();
}

QString ComposePanel::obstacle() const
{
    if (m_topic->text().isEmpty())
        return tr("Enter a topic.");
    if (m_event->text().isEmpty())
        return tr("Enter an event.");
    if (const auto &problem = m_editor->problem())
        return tr("Line %1, column %2: %3")
            .arg(QString::number(problem->line), QString::number(problem->column),
                 problem->sentence);
    if (m_serverState != server::EndpointStatus::State::Listening)
        return tr("The server is not running.");
    if (!m_target->isOnTopic())
        return tr("c%1 is not on %2.")
            .arg(QString::number(m_target->connection()), m_topic->text());
    return {};
}

void ComposePanel::send()
{
    if (m_guard->isComposing() || !obstacle().isEmpty())
        return;
    const ComposedMessage message = fields();
    const QByteArray topic = message.topic.toUtf8();
    const QByteArray event = message.event.toUtf8();
    const QByteArray json = m_editor->json();
    const auto payload = protocol::Payload::json(json);
    const quint64 connection = m_target->connection();
    if (connection == 0)
        m_hosting.endpoint().broadcast(topic, event, payload);
    else
        m_hosting.endpoint().push(connection, topic, event, payload);
    m_history.add(message);
    m_eventNames->setStringList(m_history.events());
    updateState();
    emit sent(connection, topic, event, json);
}

bool ComposePanel::eventFilter(QObject *watched, QEvent *event)
{
    // In the fields, which have one line, Up and Down step through the history.
    const bool isField = watched == m_topic || watched == m_event;
    if (isField && event->type() == QEvent::KeyPress && !m_guard->isComposing()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            showMessage(key == Qt::Key_Up ? m_history.back() : m_history.forward());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ComposePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ComposePanel::build()
{
    m_target->setObjectName(QStringLiteral("composeTarget"));
    m_editor->setObjectName(QStringLiteral("composePayload"));
    m_state->setObjectName(QStringLiteral("composeState"));
    m_state->setWordWrap(true);
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_send->setDefault(true);
    m_format->setObjectName(QStringLiteral("composeFormat"));
    m_targetLabel->setBuddy(m_target);
    m_topicLabel->setBuddy(m_topic);
    m_eventLabel->setBuddy(m_event);

    auto *who = new QHBoxLayout;
    who->addWidget(m_targetLabel);
    who->addWidget(m_target, 1);
    auto *where = new QHBoxLayout;
    where->addWidget(m_topicLabel);
    where->addWidget(m_topic, 1);
    where->addWidget(m_eventLabel);
    where->addWidget(m_event, 1);
    auto *act = new QHBoxLayout;
    act->addWidget(m_state, 1);
    act->addWidget(m_historyButton);
    act->addWidget(m_format);
    act->addWidget(m_send);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addLayout(who);
    layout->addLayout(where);
    layout->addWidget(m_editor, 1);
    layout->addLayout(act);
    const std::array<QWidget *, 7> order {m_target, m_topic,  m_event,        m_editor,
                                          m_send,   m_format, m_historyButton};
    for (std::size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void ComposePanel::addShortcuts()
{
    for (QWidget *widget : {static_cast<QWidget *>(m_topic), static_cast<QWidget *>(m_event),
                            static_cast<QWidget *>(m_editor)}) {
        m_guard->watch(*widget);
        widget->installEventFilter(this);
    }
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ComposePanel::send);
    }
}

void ComposePanel::retranslate()
{
    m_targetLabel->setText(tr("Send as"));
    m_topicLabel->setText(tr("Topic"));
    m_eventLabel->setText(tr("Event"));
    m_editor->setAccessibleName(tr("Payload, JSON"));
    m_historyButton->setText(tr("History"));
    m_historyButton->setToolTip(
        tr("What was sent before. Up and Down in the fields, Alt+Up and Alt+Down "
           "in the payload."));
    m_format->setText(tr("Format"));
    m_format->setToolTip(
        tr("Puts every value on its own line. Digits and the order of keys stay."));
    m_send->setText(tr("Send  Ctrl+Enter"));
    updateState();
}

void ComposePanel::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_topic->setFont(theme.monospace());
    m_event->setFont(theme.monospace());
    m_historyButton->setIcon(theme.icon(QStringLiteral("history")));
    m_format->setIcon(theme.icon(QStringLiteral("format")));
    m_send->setIcon(theme.icon(QStringLiteral("send"), Role::OnAccent));
    updateState();
}

void ComposePanel::updateState()
{
    const QString why = obstacle();
    m_send->setEnabled(why.isEmpty());
    m_send->setToolTip(why);
    m_format->setEnabled(!m_editor->problem());
    m_historyButton->setEnabled(!m_history.messages().isEmpty());

    const bool isProblem = !why.isEmpty() && m_editor->problem().has_value()
        && !m_topic->text().isEmpty() && !m_event->text().isEmpty();
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText,
                     Theme::instance().color(isProblem ? Role::Error : Role::Muted));
    m_state->setPalette(palette);
    m_state->setText(why.isEmpty() ? hint() : why);
}

void ComposePanel::completeTopics()
{
    QStringList names;
    for (const app::TopicState &topic : m_snapshot.topics)
        names.append(QString::fromUtf8(topic.topic));
    if (names != m_topicNames->stringList())
        m_topicNames->setStringList(names);
}

QString ComposePanel::hint() const
{
    if (m_target->connection() == 0 && m_target->subscribers() == 0)
        return tr("Nobody is on %1: the broadcast reaches no one.").arg(m_topic->text());
    if (!protocol::Payload::json(m_editor->json().trimmed()).isObject())
        return tr("Phoenix itself sends only objects; a client may not expect this.");
    return {};
}

ComposedMessage ComposePanel::fields() const
{
    return {.topic = m_topic->text(), .event = m_event->text(), .payload = m_editor->toPlainText()};
}

void ComposePanel::showMessage(const ComposedMessage &message)
{
    // A copy: the fields write the draft, which `message` may be, one after the other.
    const ComposedMessage copy = message;
    m_isShowing = true;
    m_topic->setText(copy.topic);
    m_event->setText(copy.event);
    m_editor->replaceText(copy.payload);
    m_isShowing = false;
}

void ComposePanel::keepDraft()
{
    if (m_isShowing)
        return;
    m_history.setDraft(fields());
    m_draftTimer.start();
}

void ComposePanel::openHistory()
{
    QMenu menu(this);
    const auto &messages = m_history.messages();
    for (qsizetype i = messages.size() - 1; i >= 0 && i >= messages.size() - MenuMessages; --i) {
        const ComposedMessage &message = messages.at(i);
        const QString text = QStringLiteral("%1  %2  %3")
                                 .arg(message.topic, message.event,
                                      message.payload.simplified().left(MenuTextLength));
        connect(menu.addAction(QString(text).replace(u'&', QLatin1String("&&"))),
                &QAction::triggered, this, [this, i] { showMessage(m_history.show(i)); });
    }
    menu.exec(m_historyButton->mapToGlobal(m_historyButton->rect().bottomLeft()));
}

} // namespace phx::ui
