// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <chrono>

class QCheckBox;
class QSpinBox;

namespace phx::ui {

//! \brief Whether a message is sent again and again, how often and how many times.
class RepeatBar : public QWidget
{
    Q_OBJECT

public:
    explicit RepeatBar(QWidget *parent = nullptr);

    [[nodiscard]] bool isOn() const;
    [[nodiscard]] std::chrono::milliseconds interval() const;
    //! 0: until it is stopped.
    [[nodiscard]] quint64 count() const;

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QCheckBox *m_on;
    QSpinBox *m_interval;
    QSpinBox *m_count;
};

} // namespace phx::ui
