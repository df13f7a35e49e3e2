// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT

// The menus and dialogs of the composer: the part of ComposePanel that asks.
#include "app/compose/malformed.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/savedialog.h"
#include "ui/compose/savedmessagesview.h"
#include "ui/views/jsoneditor.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>

namespace phx::ui {

namespace {

using app::ComposedMessage;

constexpr qsizetype MenuMessages = 20;
constexpr qsizetype MenuTextLength = 80;

} // namespace

void ComposePanel::openHistory()
{
    QMenu menu(this);
    const auto &messages = m_composer.history().messages();
    for (qsizetype i = messages.size() - 1; i >= 0 && i >= messages.size() - MenuMessages; --i) {
        const ComposedMessage &message = messages.at(i);
        const QString text =
            QStringLiteral("%1  %2  %3")
                .arg(message.topic, message.event, message.text.simplified().left(MenuTextLength));
        connect(menu.addAction(QString(text).replace(u'&', QLatin1String("&&"))),
                &QAction::triggered, this,
                [this, i] { showMessage(m_composer.history().show(i)); });
    }
    menu.exec(m_historyButton->mapToGlobal(m_historyButton->rect().bottomLeft()));
}

void ComposePanel::openMalformed()
{
    QMenu menu(this);
    const QString topic =
        m_topic->text().isEmpty() ? QStringLiteral("room:lobby") : m_topic->text();
    for (app::MalformedExample example : app::malformedExamples(topic)) {
        // Topic and event stay for the time after.
        example.message.topic = m_topic->text();
        example.message.event = m_event->text();
        connect(menu.addAction(example.name), &QAction::triggered, this,
                [this, message = example.message] { setMessage(message); });
    }
    menu.exec(m_malformed->mapToGlobal(m_malformed->rect().bottomLeft()));
}

void ComposePanel::chooseFile()
{
    const QString name = QFileDialog::getOpenFileName(this, tr("A file as the payload"));
    if (!name.isEmpty())
        m_editor->replaceText(name);
}

void ComposePanel::askForName()
{
    auto *dialog = new SaveDialog(m_composer.library(), m_event->text(), QString(), window());
    connect(dialog, &SaveDialog::named, this, [this](const QString &name, const QString &folder) {
        const QString problem =
            m_composer.library().save({.name = name, .folder = folder, .message = fields()});
        if (problem.isEmpty())
            m_side->setCurrentWidget(m_saved);
        else
            emit failed(problem);
    });
    dialog->open();
}

} // namespace phx::ui
