// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/compositionguard.h"

#include <QInputMethodEvent>
#include <QWidget>

namespace phx::ui {

void CompositionGuard::watch(QWidget &widget)
{
    widget.installEventFilter(this);
}

bool CompositionGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::InputMethod) {
        if (static_cast<QInputMethodEvent *>(event)->preeditString().isEmpty())
            m_composing.remove(watched);
        else
            m_composing.insert(watched);
    } else if (event->type() == QEvent::FocusOut) {
        m_composing.remove(watched);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace phx::ui
