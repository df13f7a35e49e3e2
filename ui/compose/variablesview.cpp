// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/variablesview.h"

#include "app/compose/messagelibrary.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace phx::ui {

namespace {

constexpr std::chrono::milliseconds SaveDelay {500};

QTableWidget *makeTable(const QString &name, QWidget *parent)
{
    auto *table = new QTableWidget(0, 2, parent);
    table->setObjectName(name);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    table->setTabKeyNavigation(true);
    table->setShowGrid(false);
    return table;
}

} // namespace

VariablesView::VariablesView(app::MessageLibrary &library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_variables(makeTable(QStringLiteral("variablesTable"), this))
    , m_note(new QLabel(this))
    , m_saveTimer(new QTimer(this))
{
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addWidget(m_variables, 1);
    column->addWidget(m_note);
    m_saveTimer->setSingleShot(true);
    m_saveTimer->setInterval(SaveDelay);
    connect(m_saveTimer, &QTimer::timeout, this, &VariablesView::save);
    connect(m_variables, &QTableWidget::itemChanged, this, &VariablesView::take);
    connect(&Theme::instance(), &Theme::changed, this, &VariablesView::applyTheme);
    applyTheme();
    showValues();
    retranslate();
}

VariablesView::~VariablesView()
{
    if (m_saveTimer->isActive())
        save();
}

void VariablesView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void VariablesView::showValues()
{
    m_isFilling = true;
    const QList<app::Variable> &variables = m_library.variables().all();
    m_variables->setRowCount(static_cast<int>(variables.size()) + 1);
    for (int row = 0; row < m_variables->rowCount(); ++row) {
        const app::Variable variable = variables.value(row);
        m_variables->setItem(row, 0, new QTableWidgetItem(variable.name));
        m_variables->setItem(row, 1, new QTableWidgetItem(variable.value));
    }
    m_isFilling = false;
    markProblems();
}

void VariablesView::reload()
{
    showValues();
}

void VariablesView::take()
{
    if (m_isFilling)
        return;
    QList<app::Variable> variables;
    for (int row = 0; row < m_variables->rowCount(); ++row) {
        const app::Variable variable {m_variables->item(row, 0)->text().trimmed(),
                                      m_variables->item(row, 1)->text()};
        if (variable != app::Variable {})
            variables.append(variable);
    }
    m_library.variables().setAll(variables);
    // A new row at the end, but none that goes under the cursor.
    const int last = m_variables->rowCount() - 1;
    if (!m_variables->item(last, 0)->text().isEmpty()
        || !m_variables->item(last, 1)->text().isEmpty()) {
        m_isFilling = true;
        m_variables->setRowCount(last + 2);
        m_variables->setItem(last + 1, 0, new QTableWidgetItem);
        m_variables->setItem(last + 1, 1, new QTableWidgetItem);
        m_isFilling = false;
    }
    markProblems();
    m_saveTimer->start();
    emit edited();
}

void VariablesView::markProblems()
{
    m_isFilling = true;
    for (int row = 0; row < m_variables->rowCount(); ++row) {
        QTableWidgetItem *name = m_variables->item(row, 0);
        const bool isEmpty = name->text().isEmpty() && m_variables->item(row, 1)->text().isEmpty();
        const QString problem =
            isEmpty ? QString() : app::Variables::nameProblem(name->text().trimmed());
        name->setForeground(Theme::instance().color(problem.isEmpty() ? Role::Text : Role::Error));
        name->setToolTip(problem);
    }
    m_isFilling = false;
}

void VariablesView::retranslate()
{
    m_variables->setHorizontalHeaderLabels({tr("Variable"), tr("Value")});
    m_variables->setAccessibleName(tr("Variables"));
    m_note->setText(tr("Write {{name}} in a message. Always there: {{uuid}}, {{now}}, "
                       "{{timestamp}}, {{counter}}, {{random 1 6}}."));
}

void VariablesView::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_variables->setFont(theme.monospace());
    m_variables->horizontalHeader()->setFont(theme.sans());
    m_variables->verticalHeader()->setDefaultSectionSize(theme.scaled(24));
    QPalette muted;
    muted.setColor(QPalette::WindowText, theme.color(Role::Muted));
    m_note->setPalette(muted);
    if (m_variables->rowCount() > 0)
        markProblems();
}

void VariablesView::save()
{
    m_saveTimer->stop();
    const QString problem = m_library.saveVariables();
    if (!problem.isEmpty())
        emit failed(problem);
}

} // namespace phx::ui
