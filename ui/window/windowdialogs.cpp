// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/windowdialogs.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace phx::ui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::WindowDialogs)
};

QDialog *makeDialog(QWidget *parent, const QString &title)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(14);
    return dialog;
}

void addCloseButton(QDialog &dialog)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::close);
    dialog.layout()->addWidget(buttons);
}

QLabel *makeText(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

void showShortcuts(QWidget *parent)
{
    QDialog *dialog = makeDialog(parent, Text::tr("Keyboard"));
    dialog->setObjectName(QStringLiteral("shortcutsDialog"));
    const std::array<std::pair<QString, QString>, 18> keys {{
        {QStringLiteral("F5 / Shift+F5"), Text::tr("Start / stop hosting")},
        {QStringLiteral("Ctrl+Shift+D"), Text::tr("Open the demo page")},
        {QStringLiteral("Ctrl+N"), Text::tr("New client")},
        {QStringLiteral("Ctrl+J"), Text::tr("Join a topic as a client")},
        {QStringLiteral("Ctrl+1 … Ctrl+7"),
         Text::tr("To the topics, the messages, the detail, and the tabs at the bottom")},
        {QStringLiteral("Ctrl+L"), Text::tr("Search")},
        {QStringLiteral("Ctrl+Shift+L"), Text::tr("Clear the filter")},
        {QStringLiteral("Alt+Click"), Text::tr("Filter on a cell of the list")},
        {QStringLiteral("End"), Text::tr("Follow the newest row")},
        {QStringLiteral("Space"), Text::tr("Hold or release the view")},
        {QStringLiteral("H"), Text::tr("Show or hide heartbeats")},
        {QStringLiteral("P"), Text::tr("To the request or its reply")},
        {QStringLiteral("F1"), Text::tr("Explain the selection")},
        {QStringLiteral("Ctrl+Enter"), Text::tr("Send the composed message")},
        {QStringLiteral("Ctrl+."), Text::tr("Crash the selected channel")},
        {QStringLiteral("Ctrl+Shift+."), Text::tr("Cut the selected connection")},
        {QStringLiteral("Ctrl+S / Ctrl+E"), Text::tr("Save a copy / export")},
        {QStringLiteral("Ctrl++ / Ctrl+−"), Text::tr("Text size")},
    }};
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(7);
    int row = 0;
    for (const auto &[key, meaning] : keys) {
        QLabel *name = makeText(key, dialog);
        name->setWordWrap(false);
        name->setFont(Theme::instance().monospace());
        grid->addWidget(name, row, 0);
        QLabel *text = makeText(meaning, dialog);
        text->setWordWrap(false);
        grid->addWidget(text, row++, 1);
    }
    static_cast<QVBoxLayout *>(dialog->layout())->addLayout(grid);
    dialog->layout()->addWidget(
        makeText(Text::tr("Single keys work while the list has the focus."), dialog));
    addCloseButton(*dialog);
    dialog->show();
}

void showAbout(QWidget *parent)
{
    QDialog *dialog = makeDialog(parent, Text::tr("About Channelscope"));
    dialog->setObjectName(QStringLiteral("aboutDialog"));
    auto *title = makeText(
        QStringLiteral("Channelscope %1").arg(QCoreApplication::applicationVersion()), dialog);
    QFont large = Theme::instance().sans();
    large.setPixelSize(Theme::instance().scaled(20));
    title->setFont(large);
    dialog->layout()->addWidget(title);
    dialog->layout()->addWidget(makeText(
        Text::tr("Hosts Phoenix Channels, shows every message, and breaks things on purpose."),
        dialog));
    dialog->layout()->addWidget(
        makeText(Text::tr("Copyright 2026 The Channelscope authors. Licence: MIT.\n\n"
                          "It uses, unchanged and linked dynamically:\n"
                          "Qt %1, LGPL-3.0, The Qt Company and contributors;\n"
                          "SQLite, public domain; zlib, zlib licence; OpenSSL 3, Apache-2.0.\n\n"
                          "The demo page uses phoenix.js, MIT, Chris McCord and contributors.")
                     .arg(QString::fromLatin1(qVersion())),
                 dialog));
    dialog->setMinimumWidth(420);
    addCloseButton(*dialog);
    dialog->show();
}

} // namespace phx::ui
