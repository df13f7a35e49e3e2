// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/repeatbar.h"

#include "app/compose/repeater.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSpinBox>

namespace phx::ui {

namespace {

constexpr int DefaultInterval = 1000; // ms
constexpr int MaxCount = 1'000'000;

} // namespace

RepeatBar::RepeatBar(QWidget *parent)
    : QWidget(parent)
    , m_on(new QCheckBox(this))
    , m_interval(new QSpinBox(this))
    , m_count(new QSpinBox(this))
{
    m_on->setObjectName(QStringLiteral("repeatOn"));
    m_interval->setObjectName(QStringLiteral("repeatInterval"));
    m_count->setObjectName(QStringLiteral("repeatCount"));
    m_interval->setRange(static_cast<int>(app::Repeater::MinInterval.count()),
                         static_cast<int>(app::Repeater::MaxInterval.count()));
    m_interval->setValue(DefaultInterval);
    m_count->setRange(0, MaxCount);
    for (QSpinBox *box : {m_interval, m_count}) {
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setVisible(false);
    }
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_on);
    row->addWidget(m_interval);
    row->addWidget(m_count);
    connect(m_on, &QCheckBox::toggled, this, [this](bool on) {
        m_interval->setVisible(on);
        m_count->setVisible(on);
        emit changed();
    });
    retranslate();
}

bool RepeatBar::isOn() const
{
    return m_on->isChecked();
}

std::chrono::milliseconds RepeatBar::interval() const
{
    return std::chrono::milliseconds(m_interval->value());
}

quint64 RepeatBar::count() const
{
    return static_cast<quint64>(m_count->value());
}

void RepeatBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RepeatBar::retranslate()
{
    m_on->setText(tr("Repeat"));
    m_interval->setPrefix(tr("every ", "before a number of milliseconds"));
    m_interval->setSuffix(tr(" ms"));
    m_interval->setAccessibleName(tr("Milliseconds between two sendings"));
    m_count->setSuffix(tr(" times"));
    m_count->setSpecialValueText(tr("until stopped"));
    m_count->setAccessibleName(tr("How many times; 0: until stopped"));
}

} // namespace phx::ui
