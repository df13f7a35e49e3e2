// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/behaviours/rulerow.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace phx::ui {

namespace {

constexpr int Gap = 6; // px

void setTextRole(QWidget &widget, QPalette::ColorRole colorRole, Role role)
{
    QPalette palette = widget.palette();
    palette.setColor(colorRole, Theme::instance().color(role));
    widget.setPalette(palette);
}

} // namespace

RuleRow::RuleRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_sentence(new QLabel(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_sentence->setObjectName(QStringLiteral("ruleProblem"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->hide();
    m_layout->addWidget(m_sentence);
    connect(&Theme::instance(), &Theme::changed, this, &RuleRow::applyTheme);
}

QHBoxLayout *RuleRow::addLine()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(Gap);
    m_layout->insertLayout(m_layout->count() - 1, line);
    return line;
}

QLineEdit *RuleRow::makeField(app::RuleField::Part part, const QString &name)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    field->setFont(Theme::instance().monospace());
    connect(field, &QLineEdit::textChanged, this, &RuleRow::changed);
    addField(part, field);
    return field;
}

void RuleRow::addField(app::RuleField::Part part, QWidget *widget)
{
    m_fields.emplace_back(part, widget);
}

QPushButton *RuleRow::makeButton(const QString &icon, const QString &name)
{
    auto *button = new QPushButton(this);
    button->setObjectName(name);
    button->setProperty("quiet", true);
    button->setIcon(Theme::instance().icon(icon, Role::Muted));
    m_buttons.emplace_back(button, icon);
    return button;
}

void RuleRow::showProblem(const app::RuleProblem *problem)
{
    m_sentence->setVisible(problem != nullptr);
    m_sentence->setText(problem ? problem->sentence : QString());
    setTextRole(*m_sentence, QPalette::WindowText, Role::Error);
    for (const auto &[part, widget] : m_fields)
        setTextRole(*widget, QPalette::Text,
                    problem && problem->field.part == part ? Role::Error : Role::Text);
}

void RuleRow::applyTheme()
{
    const Theme &theme = Theme::instance();
    for (const auto &[part, widget] : m_fields)
        widget->setFont(theme.monospace());
    for (const auto &[button, icon] : m_buttons)
        button->setIcon(theme.icon(icon, Role::Muted));
}

void RuleRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace phx::ui
