// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/composepanel.h"

#include "app/clients/clients.h"
#include "app/hosting.h"
#include "app/workspace/settingsdirectory.h"
#include "ui/compose/answerview.h"
#include "ui/compose/compositionguard.h"
#include "ui/compose/repeatbar.h"
#include "ui/compose/savedmessagesview.h"
#include "ui/compose/sendtarget.h"
#include "ui/compose/variablesview.h"
#include "ui/models/composecheck.h"
#include "ui/theme/theme.h"
#include "ui/views/jsoneditor.h"

#include <QComboBox>
#include <QDropEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStringListModel>
#include <QTabWidget>

#include <algorithm>
#include <chrono>

namespace phx::ui {

namespace {

using app::ComposedMessage;
using Body = ComposedMessage::Body;
using Kind = app::SendRoute::Kind;

constexpr std::chrono::milliseconds DraftSaveDelay {500};

} // namespace

ComposePanel::ComposePanel(app::Hosting &hosting, app::Clients &clients, QWidget *parent)
    : QWidget(parent)
    , m_hosting(hosting)
    , m_clients(clients)
    , m_composer(hosting, clients, app::settingsDirectory())
    , m_serverState(hosting.endpoint().status().state)
    , m_targetLabel(new QLabel(this))
    , m_target(new SendTarget(this))
    , m_newClient(new QPushButton(this))
    , m_asServer(new QPushButton(this))
    , m_body(new QComboBox(this))
    , m_topicLabel(new QLabel(this))
    , m_topic(new QLineEdit(this))
    , m_eventLabel(new QLabel(this))
    , m_event(new QLineEdit(this))
    , m_topicNames(new QStringListModel(this))
    , m_eventNames(new QStringListModel(this))
    , m_editor(new JsonEditor(this))
    , m_state(new QLabel(this))
    , m_repeat(new RepeatBar(this))
    , m_file(new QPushButton(this))
    , m_malformed(new QPushButton(this))
    , m_historyButton(new QPushButton(this))
    , m_format(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_send(new QPushButton(this))
    , m_side(new QTabWidget(this))
    , m_saved(new SavedMessagesView(m_composer.library(), this))
    , m_variables(new VariablesView(m_composer.library(), this))
    , m_answer(new AnswerView(m_composer.library(), this))
    , m_guard(new CompositionGuard(this))
{
    retranslateBodies();
    build();
    m_eventNames->setStringList(m_composer.history().events());
    connectFields();
    connectSide();
    addShortcuts();
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(DraftSaveDelay);
    showMessage(m_composer.history().draft());
    if (m_editor->document()->isEmpty() && body() == Body::Json)
        m_editor->setPlainText(QStringLiteral("{}"));
    m_editor->setChecker(
        [this](const QString &text) { return checkBody(text, body(), m_composer.variables()); });
    applyTheme();
    retranslate();
}

ComposePanel::~ComposePanel()
{
    m_composer.history().saveDraft();
    // It keeps what was typed when it goes, for which it needs the composer.
    delete m_side;
    // The other children go after this, and may still speak while they are hidden.
    m_target->disconnect(this);
    m_editor->disconnect(this);
    m_editor->setChecker({});
}

void ComposePanel::connectFields()
{
    connect(m_topic, &QLineEdit::textChanged, m_target, &SendTarget::setTopic);
    connect(m_topic, &QLineEdit::textChanged, this, &ComposePanel::keepDraft);
    connect(m_event, &QLineEdit::textChanged, this, &ComposePanel::updateState);
    connect(m_event, &QLineEdit::textChanged, this, &ComposePanel::keepDraft);
    connect(m_body, &QComboBox::currentIndexChanged, this, &ComposePanel::handleForm);
    connect(m_editor, &JsonEditor::checked, this, &ComposePanel::updateState);
    connect(m_editor, &JsonEditor::checked, this, &ComposePanel::keepDraft);
    connect(m_editor, &JsonEditor::olderRequested, this,
            [this] { showMessage(m_composer.history().back()); });
    connect(m_editor, &JsonEditor::newerRequested, this,
            [this] { showMessage(m_composer.history().forward()); });
    connect(m_target, &SendTarget::targetChanged, this, &ComposePanel::updateState);
    connect(m_newClient, &QPushButton::clicked, this, &ComposePanel::newClientRequested);
    connect(m_asServer, &QPushButton::clicked, this, [this] { setClient(0); });
    connect(m_file, &QPushButton::clicked, this, &ComposePanel::chooseFile);
    connect(m_malformed, &QPushButton::clicked, this, &ComposePanel::openMalformed);
    connect(m_format, &QPushButton::clicked, m_editor, &JsonEditor::format);
    connect(m_historyButton, &QPushButton::clicked, this, &ComposePanel::openHistory);
    connect(m_save, &QPushButton::clicked, this, &ComposePanel::askForName);
    connect(m_send, &QPushButton::clicked, this, &ComposePanel::send);
    connect(m_repeat, &RepeatBar::changed, this, [this] {
        m_composer.repeater().stop();
        updateState();
    });
    connect(&m_composer.repeater(), &app::Repeater::changed, this, &ComposePanel::updateState);
    connect(&m_hosting.endpoint(), &server::EndpointThread::statusChanged, this,
            [this](const server::EndpointStatus &status) {
                m_serverState = status.state;
                updateState();
            });
    connect(&Theme::instance(), &Theme::changed, this, &ComposePanel::applyTheme);
    connect(&m_draftTimer, &QTimer::timeout, this, [this] {
        m_composer.history().saveDraft();
        updateState();
    });
}

void ComposePanel::connectSide()
{
    connect(m_saved, &SavedMessagesView::chosen, this, &ComposePanel::setMessage);
    connect(m_saved, &SavedMessagesView::sendRequested, this,
            [this](const ComposedMessage &message) {
                setMessage(message);
                send();
            });
    connect(m_saved, &SavedMessagesView::failed, this, &ComposePanel::failed);
    connect(m_variables, &VariablesView::failed, this, &ComposePanel::failed);
    connect(m_variables, &VariablesView::edited, m_editor, &JsonEditor::check);
    connect(m_answer, &AnswerView::changed, this, &ComposePanel::updateState);
    connect(m_answer, &AnswerView::newClientRequested, this, &ComposePanel::newClientRequested);
    connect(m_answer, &AnswerView::failed, this, &ComposePanel::failed);
    connect(m_answer, &AnswerView::kept, this, [this] {
        m_variables->reload();
        m_editor->check();
    });
    connect(&m_clients, &app::Clients::changed, this,
            [this] { m_target->setClients(m_clients.states()); });
    connect(&m_clients, &app::Clients::answered, m_answer, &AnswerView::setAnswer);
    connect(
        &m_composer, &app::Composer::sent, this,
        [this](const app::SendRoute &route, const app::OutgoingMessage &message, quint64 answer) {
            if (route.kind == Kind::Client) {
                m_answer->setSent(answer, message.topic, message.event);
                m_side->setCurrentWidget(m_answer);
            }
            const quint64 connection = route.kind == Kind::ServerToClient ? route.id : 0;
            emit sent(connection, message.topic, message.event,
                      message.frame ? message.frame->bytes : message.payload.bytes());
        });
}

void ComposePanel::setTopic(const QByteArray &topic)
{
    m_topic->setText(QString::fromUtf8(topic));
}

void ComposePanel::setClient(quint64 connection)
{
    m_target->setConnection(connection);
}

void ComposePanel::setSender(int client)
{
    m_target->setClients(m_clients.states());
    m_target->setSender(client);
}

QString ComposePanel::topic() const
{
    return m_topic->text();
}

void ComposePanel::suggest(const QString &event, const QString &payload)
{
    const QString text = m_editor->toPlainText().trimmed();
    if (!m_event->text().isEmpty() || body() != Body::Json
        || (!text.isEmpty() && text != QLatin1String("{}")))
        return;
    m_event->setText(event);
    m_editor->setPlainText(payload);
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
    if (m_topic->isVisibleTo(this) && m_topic->text().isEmpty())
        m_topic->setFocus();
    else if (m_event->isVisibleTo(this) && m_event->text().isEmpty())
        m_event->setFocus();
    else
        m_editor->setFocus();
}

void ComposePanel::setMessage(const ComposedMessage &message)
{
    m_composer.history().putAside(fields());
    showMessage(message);
    keepDraft();
}

Body ComposePanel::body() const
{
    return static_cast<Body>(std::max(0, m_body->currentIndex()));
}

void ComposePanel::send()
{
    app::Repeater &repeater = m_composer.repeater();
    if (m_guard->isComposing())
        return;
    if (repeater.isRunning()) {
        repeater.stop();
        return;
    }
    if (!obstacle().isEmpty())
        return;
    if (m_repeat->isOn())
        repeater.start(m_repeat->interval(), m_repeat->count(), [this] { return sendOnce(); });
    else
        sendOnce();
}

bool ComposePanel::sendOnce()
{
    m_failure = obstacle();
    if (!m_failure.isEmpty())
        return false;
    if (const auto problem = m_composer.send(fields(), m_target->route()))
        m_failure = problem->text.sentence;
    m_eventNames->setStringList(m_composer.history().events());
    updateState();
    return m_failure.isEmpty();
}

bool ComposePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor->viewport())
        return takeDrop(event) || QWidget::eventFilter(watched, event);
    // In the fields, which have one line, Up and Down step through the history.
    const bool isField = watched == m_topic || watched == m_event;
    if (isField && event->type() == QEvent::KeyPress && !m_guard->isComposing()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            showMessage(key == Qt::Key_Up ? m_composer.history().back()
                                          : m_composer.history().forward());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

//! A file that is dropped on the editor becomes the payload; its name stands there.
bool ComposePanel::takeDrop(QEvent *event)
{
    if (event->type() != QEvent::Drop)
        return false;
    auto *drop = static_cast<QDropEvent *>(event);
    const QList<QUrl> urls = drop->mimeData()->urls();
    if (urls.size() != 1 || !urls.first().isLocalFile())
        return false;
    ComposedMessage message = fields();
    message.body = Body::File;
    message.text = urls.first().toLocalFile();
    setMessage(message);
    drop->acceptProposedAction();
    return true;
}

void ComposePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ComposePanel::handleForm()
{
    const bool isRaw = fields().isRaw();
    m_target->setForm(isRaw ? SendTarget::Form::Frame : SendTarget::Form::Message);
    for (QWidget *widget : {static_cast<QWidget *>(m_topicLabel), static_cast<QWidget *>(m_topic),
                            static_cast<QWidget *>(m_eventLabel), static_cast<QWidget *>(m_event)})
        widget->setVisible(!isRaw);
    m_malformed->setVisible(isRaw);
    m_file->setVisible(body() == Body::File);
    m_format->setVisible(body() == Body::Json);
    m_editor->check();
}

void ComposePanel::completeTopics()
{
    QStringList names;
    for (const app::TopicState &topic : m_snapshot.topics)
        names.append(QString::fromUtf8(topic.topic));
    if (names != m_topicNames->stringList())
        m_topicNames->setStringList(names);
}

ComposedMessage ComposePanel::fields() const
{
    return {.topic = m_topic->text(),
            .event = m_event->text(),
            .text = m_editor->toPlainText(),
            .body = body()};
}

void ComposePanel::showMessage(const ComposedMessage &message)
{
    // A copy: the fields write the draft, which `message` may be, one after the other.
    const ComposedMessage copy = message;
    m_isShowing = true;
    m_topic->setText(copy.topic);
    m_event->setText(copy.event);
    m_editor->replaceText(copy.text);
    m_body->setCurrentIndex(static_cast<int>(copy.body));
    handleForm();
    m_isShowing = false;
}

void ComposePanel::keepDraft()
{
    if (m_isShowing)
        return;
    m_failure.clear();
    m_composer.history().setDraft(fields());
    m_draftTimer.start();
}

} // namespace phx::ui
