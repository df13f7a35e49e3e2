// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// How the composer looks: the part of ComposePanel that builds, names and colours its fields.
#include "ui/compose/answerview.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/compositionguard.h"
#include "ui/compose/repeatbar.h"
#include "ui/compose/savedmessagesview.h"
#include "ui/compose/sendtarget.h"
#include "ui/compose/variablesview.h"
#include "ui/theme/theme.h"
#include "ui/views/jsoneditor.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStringListModel>
#include <QTabWidget>
#include <QVBoxLayout>

#include <array>

namespace phx::ui {

namespace {

using Body = app::ComposedMessage::Body;

constexpr int SideWidth = 340; // px at 100 % text size

void addCompleter(QLineEdit &field, QStringListModel *names)
{
    auto *completer = new QCompleter(names, &field);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    field.setCompleter(completer);
}

} // namespace

void ComposePanel::build()
{
    m_target->setObjectName(QStringLiteral("composeTarget"));
    m_body->setObjectName(QStringLiteral("composeBody"));
    m_topic->setObjectName(QStringLiteral("composeTopic"));
    m_event->setObjectName(QStringLiteral("composeEvent"));
    m_editor->setObjectName(QStringLiteral("composePayload"));
    m_state->setObjectName(QStringLiteral("composeState"));
    m_state->setWordWrap(true);
    m_file->setObjectName(QStringLiteral("composeFile"));
    m_malformed->setObjectName(QStringLiteral("composeMalformed"));
    m_save->setObjectName(QStringLiteral("composeSave"));
    m_newClient->setObjectName(QStringLiteral("composeNewClient"));
    m_asServer->setObjectName(QStringLiteral("composeAsServer"));
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_send->setDefault(true);
    m_format->setObjectName(QStringLiteral("composeFormat"));
    m_targetLabel->setBuddy(m_target);
    m_topicLabel->setBuddy(m_topic);
    m_eventLabel->setBuddy(m_event);
    addCompleter(*m_topic, m_topicNames);
    addCompleter(*m_event, m_eventNames);
    buildForm();
    buildSide();
}

void ComposePanel::buildForm()
{
    auto *who = new QHBoxLayout;
    who->addWidget(m_targetLabel);
    who->addWidget(m_target, 1);
    who->addWidget(m_newClient);
    who->addWidget(m_asServer);
    who->addWidget(m_body);
    auto *where = new QHBoxLayout;
    where->addWidget(m_topicLabel);
    where->addWidget(m_topic, 1);
    where->addWidget(m_eventLabel);
    where->addWidget(m_event, 1);
    auto *act = new QHBoxLayout;
    act->addWidget(m_state, 1);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_file), static_cast<QWidget *>(m_malformed),
          static_cast<QWidget *>(m_repeat), static_cast<QWidget *>(m_historyButton),
          static_cast<QWidget *>(m_format), static_cast<QWidget *>(m_save),
          static_cast<QWidget *>(m_send)})
        act->addWidget(widget);

    auto *form = new QWidget(this);
    form->setObjectName(QStringLiteral("composeForm"));
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addLayout(who);
    layout->addLayout(where);
    layout->addWidget(m_editor, 1);
    layout->addLayout(act);
    const std::array<QWidget *, 11> order {m_target, m_newClient, m_asServer,     m_body,
                                           m_topic,  m_event,     m_editor,       m_send,
                                           m_save,   m_format,    m_historyButton};
    for (std::size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void ComposePanel::buildSide()
{
    m_side->setObjectName(QStringLiteral("composeSide"));
    m_side->setDocumentMode(true);
    m_side->addTab(m_saved, QString());
    m_side->addTab(m_variables, QString());
    m_side->addTab(m_answer, QString());
    auto *halves = new QSplitter(Qt::Horizontal, this);
    halves->setObjectName(QStringLiteral("composeHalves"));
    halves->setChildrenCollapsible(true);
    halves->addWidget(findChild<QWidget *>(QStringLiteral("composeForm")));
    halves->addWidget(m_side);
    halves->setStretchFactor(0, 1);
    halves->setStretchFactor(1, 0);
    halves->setSizes({10 * SideWidth, Theme::instance().scaled(SideWidth)});
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(halves);
}

void ComposePanel::addShortcuts()
{
    for (QWidget *widget : {static_cast<QWidget *>(m_topic), static_cast<QWidget *>(m_event),
                            static_cast<QWidget *>(m_editor)}) {
        m_guard->watch(*widget);
        widget->installEventFilter(this);
    }
    m_editor->viewport()->installEventFilter(this);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ComposePanel::send);
    }
}

void ComposePanel::retranslate()
{
    retranslateBodies();
    retranslateForm();
    m_side->setTabText(0, tr("Saved"));
    m_side->setTabText(1, tr("Variables"));
    m_side->setTabText(2, tr("Answer"));
    updateState();
}

void ComposePanel::retranslateBodies()
{
    const QStringList names {tr("JSON"),
                             tr("Binary: hex"),
                             tr("Binary: Base64"),
                             tr("Binary: file"),
                             tr("Raw text frame"),
                             tr("Raw binary frame, hex"),
                             tr("Raw text frame, hex")};
    for (int i = 0; i < names.size(); ++i) {
        if (i < m_body->count())
            m_body->setItemText(i, names.at(i));
        else
            m_body->addItem(names.at(i));
    }
    m_body->setAccessibleName(tr("What the text below becomes"));
}

void ComposePanel::retranslateForm()
{
    m_targetLabel->setText(tr("Send as"));
    m_newClient->setText(tr("New client…"));
    m_asServer->setText(tr("Send as server"));
    m_target->setAccessibleName(tr("Who sends, and to whom"));
    m_topicLabel->setText(tr("Topic"));
    m_topic->setAccessibleName(tr("Topic"));
    m_eventLabel->setText(tr("Event"));
    m_event->setAccessibleName(tr("Event"));
    m_editor->setAccessibleName(tr("Payload, JSON"));
    m_file->setText(tr("File…"));
    m_malformed->setText(tr("Malformed…"));
    m_malformed->setToolTip(tr("Ready-made frames that break a rule of the protocol"));
    m_historyButton->setText(tr("History"));
    m_historyButton->setToolTip(
        tr("What was sent before. Up and Down in the fields, Alt+Up and Alt+Down "
           "in the payload."));
    m_format->setText(tr("Format"));
    m_format->setToolTip(
        tr("Puts every value on its own line. Digits and the order of keys stay."));
    m_save->setText(tr("Save"));
    m_save->setToolTip(tr("Keeps this message under a name, as a button"));
}

void ComposePanel::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_topic->setFont(theme.monospace());
    m_event->setFont(theme.monospace());
    m_newClient->setIcon(theme.icon(QStringLiteral("plus")));
    m_asServer->setIcon(theme.icon(QStringLiteral("server")));
    m_historyButton->setIcon(theme.icon(QStringLiteral("history")));
    m_format->setIcon(theme.icon(QStringLiteral("format")));
    m_save->setIcon(theme.icon(QStringLiteral("star")));
    m_malformed->setIcon(theme.icon(QStringLiteral("fault"), Role::Fault));
    m_file->setIcon(theme.icon(QStringLiteral("open")));
    updateState();
}

void ComposePanel::updateState()
{
    const bool isRepeating = m_composer.repeater().isRunning();
    const QString why = obstacle();
    m_send->setEnabled(isRepeating || why.isEmpty());
    m_send->setToolTip(why);
    m_send->setIcon(Theme::instance().icon(
        isRepeating ? QStringLiteral("stop") : QStringLiteral("send"), Role::OnAccent));
    m_send->setText(isRepeating ? tr("Stop  %1").arg(m_composer.repeater().done())
                                : tr("Send  Ctrl+Enter"));
    m_newClient->setVisible(isSenderGone());
    m_asServer->setVisible(isSenderGone());
    m_format->setEnabled(!m_editor->problem());
    m_historyButton->setEnabled(!m_composer.history().messages().isEmpty());

    const bool isProblem = !m_failure.isEmpty()
        || (!why.isEmpty() && fieldsProblem().isEmpty() && m_editor->problem().has_value());
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText,
                     Theme::instance().color(isProblem ? Role::Error : Role::Muted));
    m_state->setPalette(palette);
    m_state->setText(!why.isEmpty() ? why : m_failure.isEmpty() ? hint() : m_failure);
}

} // namespace phx::ui
