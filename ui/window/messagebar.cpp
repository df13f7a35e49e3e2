// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/messagebar.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace phx::ui {

namespace {

struct Look
{
    QString icon;
    Role ink;
    Role tint;
};

Look lookOf(MessageBar::Tone tone)
{
    switch (tone) {
    case MessageBar::Tone::Done:
        return {QStringLiteral("ok"), Role::Ok, Role::OkTint};
    case MessageBar::Tone::Warning:
        return {QStringLiteral("warning"), Role::Warning, Role::WarningTint};
    case MessageBar::Tone::Error:
        break;
    }
    return {QStringLiteral("error"), Role::Error, Role::ErrorTint};
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setObjectName(QStringLiteral("messageBarText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setProperty("quiet", true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 3, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::closed);
    connect(&Theme::instance(), &Theme::changed, this, &MessageBar::applyTheme);
    applyTheme();
    retranslate();
}

void MessageBar::show(Tone tone, const QString &text)
{
    m_tone = tone;
    m_text->setText(text);
    applyTheme();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(lookOf(m_tone).tint));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Role::Line));
}

void MessageBar::applyTheme()
{
    const Theme &theme = Theme::instance();
    const Look look = lookOf(m_tone);
    m_icon->setPixmap(theme.pixmap(look.icon, look.ink, theme.scaled(16), devicePixelRatioF()));
    m_close->setIcon(theme.icon(QStringLiteral("close"), Role::Muted));
    update();
}

void MessageBar::retranslate()
{
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
}

void MessageBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace phx::ui
