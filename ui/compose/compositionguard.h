// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSet>

class QWidget;

namespace phx::ui {

//! \brief Knows whether an input method is composing in one of the watched widgets.
//! Enter then belongs to the input method: it confirms a conversion and must never do more.
class CompositionGuard : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void watch(QWidget &widget);
    [[nodiscard]] bool isComposing() const { return !m_composing.isEmpty(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QSet<QObject *> m_composing; //!< watched widgets with uncommitted text; compared, never used
};

} // namespace phx::ui
