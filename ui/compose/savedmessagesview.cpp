// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/savedmessagesview.h"

#include "app/compose/messagelibrary.h"
#include "ui/compose/savedialog.h"
#include "ui/theme/theme.h"
#include "ui/views/flowlayout.h"

#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace phx::ui {

namespace {

constexpr int MaxShownName = 32; // characters; the tool tip has all of it

QString shortName(const QString &name)
{
    QString text = name.size() > MaxShownName ? name.left(MaxShownName) + u'…' : name;
    return text.replace(u'&', QLatin1String("&&"));
}

} // namespace

SavedMessagesView::SavedMessagesView(app::MessageLibrary &library, QWidget *parent)
    : QScrollArea(parent)
    , m_library(library)
{
    setObjectName(QStringLiteral("savedMessages"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    connect(&library, &app::MessageLibrary::messagesChanged, this, &SavedMessagesView::rebuild);
    connect(&Theme::instance(), &Theme::changed, this, &SavedMessagesView::rebuild);
    rebuild();
}

void SavedMessagesView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QScrollArea::changeEvent(event);
}

void SavedMessagesView::rebuild()
{
    m_content = new QWidget;
    m_content->setAutoFillBackground(false);
    auto *flow = new FlowLayout(m_content);
    flow->setContentsMargins(8, 8, 8, 8);
    const QList<app::SavedMessage> &messages = m_library.messages();
    QStringList folders;
    for (const app::SavedMessage &saved : messages) {
        if (!folders.contains(saved.folder))
            folders.append(saved.folder);
    }
    std::sort(folders.begin(), folders.end());
    for (const QString &folder : std::as_const(folders)) {
        if (!folder.isEmpty())
            addFolder(folder);
        for (qsizetype i = 0; i < messages.size(); ++i) {
            if (messages.at(i).folder == folder)
                addButton(i);
        }
    }
    if (messages.isEmpty())
        addFolder(tr("Save (★) keeps a message here, as a button."));
    // Later: this may be the answer to a click on one of the buttons that go.
    if (QWidget *old = takeWidget())
        old->deleteLater();
    setWidget(m_content);
}

void SavedMessagesView::addFolder(const QString &folder)
{
    auto *label = new QLabel(folder, m_content);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    QPalette palette;
    palette.setColor(QPalette::WindowText, Theme::instance().color(Role::Muted));
    label->setPalette(palette);
    m_content->layout()->addWidget(label);
}

void SavedMessagesView::addButton(qsizetype at)
{
    const app::SavedMessage &saved = m_library.messages().at(at);
    auto *button = new QPushButton(shortName(saved.name), m_content);
    button->setObjectName(QStringLiteral("savedMessage"));
    button->setIcon(Theme::instance().icon(QStringLiteral("star"), Role::Muted));
    button->setToolTip(
        tr("%1\n%2 · %3\nCtrl+click sends it at once.", "name, topic and event of a saved message")
            .arg(saved.name, saved.message.topic, saved.message.event));
    button->setAccessibleName(tr("Saved message %1").arg(saved.name));
    button->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(button, &QPushButton::clicked, this, [this, at] { choose(at); });
    connect(button, &QWidget::customContextMenuRequested, this,
            [this, at, button](const QPoint &place) { openMenu(at, button->mapToGlobal(place)); });
    m_content->layout()->addWidget(button);
}

void SavedMessagesView::choose(qsizetype at)
{
    const app::ComposedMessage message = m_library.messages().at(at).message;
    if (QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier))
        emit sendRequested(message);
    else
        emit chosen(message);
}

void SavedMessagesView::openMenu(qsizetype at, const QPoint &place)
{
    const Theme &theme = Theme::instance();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(theme.icon(QStringLiteral("send")), tr("Send now"), this,
                    [this, at] { emit sendRequested(m_library.messages().at(at).message); });
    menu->addAction(tr("Rename or move…"), this, [this, at] { askForName(at); });
    menu->addAction(theme.icon(QStringLiteral("clear")), tr("Remove"), this, [this, at] {
        const QString problem = m_library.remove(at);
        if (!problem.isEmpty())
            emit failed(problem);
    });
    menu->popup(place);
}

void SavedMessagesView::askForName(qsizetype at)
{
    const app::SavedMessage saved = m_library.messages().at(at);
    auto *dialog = new SaveDialog(m_library, saved.name, saved.folder, window());
    connect(dialog, &SaveDialog::named, this,
            [this, at](const QString &name, const QString &folder) {
                const QString problem = m_library.rename(at, name, folder);
                if (!problem.isEmpty())
                    emit failed(problem);
            });
    dialog->open();
}

} // namespace phx::ui
