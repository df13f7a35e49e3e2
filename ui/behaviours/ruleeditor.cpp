// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/behaviours/ruleeditor.h"

#include "app/behaviours/behaviours.h"
#include "app/behaviours/ruledraft.h"
#include "ui/behaviours/ruleform.h"
#include "ui/models/behavioursmodel.h"
#include "ui/theme/theme.h"
#include "ui/views/jsoneditor.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTabWidget>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace phx::ui {

namespace {

enum View : int { Form, Json };

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
    , m_views(new QTabWidget(this))
    , m_form(new RuleForm(this))
    , m_editor(new JsonEditor(this))
    , m_state(new QLabel(this))
    , m_insert(new QPushButton(this))
    , m_apply(new QPushButton(this))
{
    build();
    connect(m_form, &RuleForm::changed, this, &RuleEditor::check);
    connect(m_editor, &JsonEditor::checked, this, [this] {
        if (m_view == Json)
            check();
    });
    connect(m_views, &QTabWidget::currentChanged, this, &RuleEditor::showView);
    connect(m_apply, &QPushButton::clicked, this, &RuleEditor::apply);
    auto *key = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, &RuleEditor::apply);
    connect(&Theme::instance(), &Theme::changed, this, &RuleEditor::applyTheme);
    applyTheme();
    retranslate();
}

void RuleEditor::build()
{
    m_views->setObjectName(QStringLiteral("ruleViews"));
    m_views->setDocumentMode(true);
    m_views->addTab(m_form, QString());
    m_views->addTab(m_editor, QString());
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
    layout->addWidget(m_views, 1);
    layout->addLayout(bar);
}

void RuleEditor::setRule(const server::ChannelRule &rule)
{
    const QString text = QString::fromUtf8(app::Behaviours::toText(rule));
    if (text == m_shown)
        return;
    m_shown = text;
    fill(rule);
    check();
}

void RuleEditor::fill(const server::ChannelRule &rule)
{
    m_form->setDraft(app::RuleDraft::fromRule(rule));
    m_editor->replaceText(QString::fromUtf8(app::Behaviours::toText(rule)));
    m_editor->format();
}

Result<server::ChannelRule, QString> RuleEditor::currentRule()
{
    if (m_view == Json)
        return app::Behaviours::fromText(m_editor->json());
    auto rule = app::toRule(m_form->draft());
    m_form->showProblem(rule ? nullptr : &rule.error());
    if (!rule)
        return rule.error().sentence;
    return std::move(rule).value();
}

void RuleEditor::showView(int index)
{
    const auto rule = currentRule();
    m_view = index;
    if (rule)
        fill(rule.value());
    m_insert->setVisible(index == Json);
    check();
}

void RuleEditor::clear()
{
    m_shown.clear();
    m_form->setDraft({});
    m_editor->replaceText({});
    m_state->clear();
}

void RuleEditor::focusEditor()
{
    if (m_view == Json)
        m_editor->setFocus();
    else
        m_form->focusForm();
}

void RuleEditor::apply()
{
    const auto rule = currentRule();
    if (!rule)
        return;
    m_shown = QString::fromUtf8(app::Behaviours::toText(rule.value()));
    emit applied(rule.value());
    check();
}

void RuleEditor::check()
{
    const auto rule = currentRule();
    m_apply->setEnabled(rule.isOk());
    for (const int view : {Form, Json}) {
        m_views->setTabEnabled(view, view == m_view || rule.isOk());
        m_views->setTabToolTip(view,
                               view == m_view || rule.isOk()
                                   ? QString()
                                   : tr("Put right what is wrong with the rule first"));
    }
    m_state->setText(rule ? stateOf(rule.value()) : rule.error());
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText,
                     Theme::instance().color(rule ? Role::Muted : Role::Error));
    m_state->setPalette(palette);
}

QString RuleEditor::stateOf(const server::ChannelRule &rule) const
{
    const bool isApplied = QString::fromUtf8(app::Behaviours::toText(rule)) == m_shown;
    if (m_view == Json)
        return ruleSentence(rule);
    return isApplied ? QString() : tr("Changed, not applied yet");
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
    m_insert->setVisible(m_view == Json);
    m_editor->setAccessibleName(tr("Rule, JSON"));
    m_views->setTabText(Form, tr("Form"));
    m_views->setTabText(Json, QStringLiteral("JSON"));
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
