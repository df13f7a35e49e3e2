// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/ruleeditor.h"

#include "app/behaviours/behaviours.h"
#include "ui/models/behavioursmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/jsoneditor.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace phx::ui {

namespace {

//! Actions as they begin, for the menu.
constexpr std::array<std::pair<const char *, const char *>, 10> Snippets {{
    {"reply", R"({ "reply": { "status": "ok", "response": {} } })"},
    {"broadcast", R"({ "broadcast": { "event": "{{event}}", "payload": "{{payload}}" } })"},
    {"broadcast_from",
     R"({ "broadcast_from": { "event": "{{event}}", "payload": "{{payload}}" } })"},
    {"push",
     R"({ "push": { "event": "hello", "payload": { "at": "{{now}}" }, "delay_ms": 500 } })"},
    {"push … every_ms",
     R"({ "push": { "event": "tick", "payload": { "n": "{{counter}}" }, "every_ms": 5000 } })"},
    {"track",
     R"({ "track": { "key": "{{payload.user_id}}", "meta": { "online_at": "{{now}}" } } })"},
    {"never_answer", R"({ "never_answer": {} })"},
    {"crash", R"({ "crash": {} })"},
    {"close", R"({ "close": {} })"},
    {"ignore", R"({ "ignore": {} })"},
}};

} // namespace

RuleEditor::RuleEditor(QWidget *parent)
    : QWidget(parent)
    , m_editor(new JsonEditor(this))
    , m_state(new QLabel(this))
    , m_insert(new QPushButton(this))
    , m_apply(new QPushButton(this))
{
    m_editor->setObjectName(QStringLiteral("ruleEditor"));
    m_state->setObjectName(QStringLiteral("ruleState"));
    m_apply->setObjectName(QStringLiteral("ruleApply"));
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    auto *menu = new QMenu(this);
    for (const auto &[name, snippet] : Snippets) {
        connect(menu->addAction(QString::fromUtf8(name)), &QAction::triggered, this,
                [this, text = snippet] { insertAction(QString::fromUtf8(text)); });
    }
    m_insert->setMenu(menu);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_state, 1);
    bar->addWidget(m_insert);
    bar->addWidget(m_apply);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 8);
    layout->addWidget(m_editor, 1);
    layout->addLayout(bar);
    connect(m_editor, &JsonEditor::checked, this, &RuleEditor::check);
    connect(m_apply, &QPushButton::clicked, this, &RuleEditor::apply);
    auto *key = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, &RuleEditor::apply);
    connect(&Theme::instance(), &Theme::changed, this, &RuleEditor::applyTheme);
    applyTheme();
    retranslate();
}

void RuleEditor::setRule(const server::ChannelRule &rule)
{
    const QString text = QString::fromUtf8(app::Behaviours::toText(rule));
    if (text == m_shown)
        return;
    m_shown = text;
    m_editor->replaceText(text);
    m_editor->format();
    check();
}

void RuleEditor::clear()
{
    m_shown.clear();
    m_editor->replaceText({});
}

void RuleEditor::focusEditor()
{
    m_editor->setFocus();
}

void RuleEditor::apply()
{
    const auto rule = app::Behaviours::fromText(m_editor->json());
    if (!rule)
        return;
    m_shown = QString::fromUtf8(app::Behaviours::toText(rule.value()));
    emit applied(rule.value());
}

void RuleEditor::check()
{
    const auto rule = app::Behaviours::fromText(m_editor->json());
    m_apply->setEnabled(rule.isOk());
    m_state->setText(rule ? ruleSentence(rule.value()) : rule.error());
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText,
                     Theme::instance().color(rule ? Role::Muted : Role::Error));
    m_state->setPalette(palette);
}

void RuleEditor::insertAction(const QString &name)
{
    m_editor->insertPlainText(name);
    m_editor->setFocus();
}

void RuleEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RuleEditor::retranslate()
{
    m_editor->setAccessibleName(tr("Rule, JSON"));
    m_insert->setText(tr("Insert action"));
    m_apply->setText(tr("Apply  Ctrl+Enter"));
    check();
}

void RuleEditor::applyTheme()
{
    m_insert->setIcon(Theme::instance().icon(QStringLiteral("plus")));
    m_apply->setIcon(Theme::instance().icon(QStringLiteral("check")));
    check();
}

} // namespace phx::ui
