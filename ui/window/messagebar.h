// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace phx::ui {

//! \brief A green, yellow or red line above the window's content: cause and consequence in a
//! sentence. Never a dialog; stays until it is closed or replaced. Threads: GUI.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    enum class Tone { Done, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    void show(Tone tone, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void retranslate();

    Tone m_tone = Tone::Warning;
    QLabel *m_icon = nullptr;
    QLabel *m_text = nullptr;
    QToolButton *m_close = nullptr;

Q_SIGNALS:
    void closed();
};

} // namespace phx::ui
