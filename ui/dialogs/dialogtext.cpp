// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/dialogs/dialogtext.h"

#include "ui/theme/theme.h"

#include <QLabel>

namespace phx::ui {

QLabel *makeProblemLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QStringLiteral("problem"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Theme::instance().color(Role::Error));
    label->setPalette(palette);
    label->hide();
    return label;
}

} // namespace phx::ui
