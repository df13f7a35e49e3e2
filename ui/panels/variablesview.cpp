// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/variablesview.h"

#include "app/compose/messagelibrary.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
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
    , m_rules(makeTable(QStringLiteral("replyRulesTable"), this))
    , m_note(new QLabel(this))
    , m_saveTimer(new QTimer(this))
{
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    auto *tables = new QHBoxLayout;
    tables->setSpacing(8);
    tables->addWidget(m_variables, 1);
    tables->addWidget(m_rules, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addLayout(tables, 1);
    column->addWidget(m_note);
    m_saveTimer->setSingleShot(true);
    m_saveTimer->setInterval(SaveDelay);
    connect(m_saveTimer, &QTimer::timeout, this, &VariablesView::save);
    for (QTableWidget *table : {m_variables, m_rules})
        connect(table, &QTableWidget::itemChanged, this, &VariablesView::take);
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
    Rows variables;
    for (const app::Variable &variable : m_library.variables().all())
        variables.append({variable.name, variable.value});
    Rows rules;
    for (const app::ReplyRule &rule : m_library.variables().rules())
        rules.append({rule.path, rule.variable});
    fill(*m_variables, variables);
    fill(*m_rules, rules);
    markProblems();
}

void VariablesView::fill(QTableWidget &table, const Rows &rows)
{
    if (rows == read(table) && table.rowCount() > rows.size())
        return;
    m_isFilling = true;
    table.setRowCount(static_cast<int>(rows.size()) + 1);
    for (int row = 0; row < table.rowCount(); ++row) {
        const auto texts = rows.value(row);
        table.setItem(row, 0, new QTableWidgetItem(texts.first));
        table.setItem(row, 1, new QTableWidgetItem(texts.second));
    }
    m_isFilling = false;
}

VariablesView::Rows VariablesView::read(const QTableWidget &table)
{
    Rows rows;
    for (int row = 0; row < table.rowCount(); ++row) {
        const std::pair<QString, QString> texts {table.item(row, 0)->text().trimmed(),
                                                 table.item(row, 1)->text()};
        if (!texts.first.isEmpty() || !texts.second.isEmpty())
            rows.append(texts);
    }
    return rows;
}

void VariablesView::take()
{
    if (m_isFilling)
        return;
    QList<app::Variable> variables;
    for (const auto &[name, value] : read(*m_variables))
        variables.append({name, value});
    QList<app::ReplyRule> rules;
    for (const auto &[path, variable] : read(*m_rules))
        rules.append({path, variable.trimmed()});
    m_library.variables().setAll(variables);
    m_library.variables().setRules(rules);
    // A new row at the end, but none that goes under the cursor.
    m_isFilling = true;
    for (QTableWidget *table : {m_variables, m_rules}) {
        const int last = table->rowCount() - 1;
        if (table->item(last, 0)->text().isEmpty() && table->item(last, 1)->text().isEmpty())
            continue;
        table->setRowCount(last + 2);
        table->setItem(last + 1, 0, new QTableWidgetItem);
        table->setItem(last + 1, 1, new QTableWidgetItem);
    }
    m_isFilling = false;
    markProblems();
    m_saveTimer->start();
    emit edited();
}

void VariablesView::markProblems()
{
    m_isFilling = true;
    const Theme &theme = Theme::instance();
    const auto mark = [&theme](QTableWidgetItem &item, const QString &problem) {
        item.setForeground(theme.color(problem.isEmpty() ? Role::Text : Role::Error));
        item.setToolTip(problem);
    };
    for (int row = 0; row < m_variables->rowCount(); ++row) {
        QTableWidgetItem *name = m_variables->item(row, 0);
        const bool isEmpty = name->text().isEmpty() && m_variables->item(row, 1)->text().isEmpty();
        mark(*name, isEmpty ? QString() : app::Variables::nameProblem(name->text().trimmed()));
    }
    for (int row = 0; row < m_rules->rowCount(); ++row) {
        QTableWidgetItem *path = m_rules->item(row, 0);
        QTableWidgetItem *name = m_rules->item(row, 1);
        const bool isEmpty = path->text().isEmpty() && name->text().isEmpty();
        mark(*path, isEmpty ? QString() : app::pathProblem(path->text().trimmed()));
        mark(*name, isEmpty ? QString() : app::Variables::nameProblem(name->text().trimmed()));
    }
    m_isFilling = false;
}

void VariablesView::retranslate()
{
    m_variables->setHorizontalHeaderLabels({tr("Variable"), tr("Value")});
    m_rules->setHorizontalHeaderLabels({tr("Part of each reply"), tr("Into variable")});
    m_variables->setAccessibleName(tr("Variables"));
    m_rules->setAccessibleName(tr("Parts of replies that go into variables"));
    m_note->setText(tr("Write {{name}} in a message. Always there: {{uuid}}, {{now}}, "
                       "{{timestamp}}, {{counter}}, {{random 1 6}}. A part of a reply: "
                       "response.token, response.items[0].id."));
}

void VariablesView::applyTheme()
{
    const Theme &theme = Theme::instance();
    for (QTableWidget *table : {m_variables, m_rules}) {
        table->setFont(theme.monospace());
        table->horizontalHeader()->setFont(theme.sans());
        table->verticalHeader()->setDefaultSectionSize(theme.scaled(24));
    }
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
