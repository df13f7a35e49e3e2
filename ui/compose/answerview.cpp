// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/answerview.h"

#include "app/compose/messagelibrary.h"
#include "app/compose/template.h"
#include "ui/models/bytestext.h"
#include "ui/models/jsontext.h"
#include "ui/models/payloadtreemodel.h"
#include "ui/models/rowtext.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace phx::ui {

namespace {

using AnswerOutcome = app::ClientAnswer::Outcome;

QLabel *makeLabel(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setColor(QLabel &label, Role role)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, Theme::instance().color(role));
    label.setPalette(palette);
}

} // namespace

AnswerView::AnswerView(app::MessageLibrary &library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_status(makeLabel("answerStatus", this))
    , m_what(makeLabel("answerWhat", this))
    , m_stack(new QStackedWidget(this))
    , m_hintPage(new QWidget(this))
    , m_hint(makeLabel("answerHint", m_hintPage))
    , m_newClient(new QPushButton(m_hintPage))
    , m_tree(new QTreeView(this))
    , m_model(new PayloadTreeModel(this))
    , m_text(new QPlainTextEdit(this))
    , m_keep(new QWidget(this))
    , m_value(makeLabel("answerValue", m_keep))
    , m_name(new QLineEdit(m_keep))
    , m_keepButton(new QPushButton(m_keep))
{
    build();
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AnswerView::chooseValue);
    connect(m_name, &QLineEdit::textChanged, this, &AnswerView::updateKeep);
    connect(m_name, &QLineEdit::returnPressed, this, &AnswerView::keepValue);
    connect(m_newClient, &QPushButton::clicked, this, &AnswerView::newClientRequested);
    connect(m_keepButton, &QPushButton::clicked, this, &AnswerView::keepValue);
    connect(&Theme::instance(), &Theme::changed, this, &AnswerView::applyTheme);
    applyTheme();
    retranslate();
}

void AnswerView::build()
{
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_newClient->setObjectName(QStringLiteral("answerNewClient"));
    auto *hints = new QVBoxLayout(m_hintPage);
    hints->setContentsMargins(0, 0, 0, 0);
    hints->addWidget(m_hint);
    hints->addWidget(m_newClient, 0, Qt::AlignLeft);
    hints->addStretch(1);
    m_tree->setObjectName(QStringLiteral("answerTree"));
    m_tree->setModel(m_model);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->hide();
    m_text->setObjectName(QStringLiteral("answerText"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_name->setObjectName(QStringLiteral("answerVariable"));
    m_name->setMaxLength(64);
    m_keepButton->setObjectName(QStringLiteral("answerKeep"));
    m_value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    for (QWidget *page :
         {m_hintPage, static_cast<QWidget *>(m_tree), static_cast<QWidget *>(m_text)})
        m_stack->addWidget(page);

    auto *head = new QHBoxLayout;
    head->addWidget(m_status);
    head->addWidget(m_what, 1);
    auto *keep = new QHBoxLayout(m_keep);
    keep->setContentsMargins(0, 0, 0, 0);
    keep->addWidget(m_value, 1);
    keep->addWidget(m_name, 1);
    keep->addWidget(m_keepButton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    column->addWidget(m_keep);
    m_keep->hide();
}

void AnswerView::setSent(quint64 id, const QByteArray &topic, const QByteArray &event)
{
    m_id = id;
    m_topic = topic;
    m_event = event;
    m_phase = id == 0 ? Phase::Unanswerable : Phase::Waiting;
    m_model->setJson({});
    m_text->clear();
    m_stack->setCurrentWidget(m_hintPage);
    chooseValue();
    render();
}

void AnswerView::setAnswer(const app::ClientAnswer &answer)
{
    if (m_phase != Phase::Waiting || answer.id != m_id)
        return;
    m_phase = Phase::Answered;
    m_answer = answer;
    if (answer.outcome == AnswerOutcome::Replied)
        showResponse();
    render();
}

void AnswerView::showResponse()
{
    const QByteArray &bytes = m_answer.response.bytes();
    if (m_answer.response.isBinary()) {
        m_text->setPlainText(hexDump(bytes));
        m_stack->setCurrentWidget(m_text);
    } else if (m_model->setJson(bytes)) {
        m_tree->expandToDepth(2);
        m_tree->resizeColumnToContents(0);
        m_stack->setCurrentWidget(m_tree);
    } else {
        m_text->setPlainText(wrappedText(bytes));
        m_stack->setCurrentWidget(m_text);
    }
}

QString AnswerView::outcomeText() const
{
    switch (m_phase) {
    case Phase::Nothing:
        return {};
    case Phase::Unanswerable:
        return tr("sent");
    case Phase::Waiting:
        return tr("waiting…");
    case Phase::Answered:
        break;
    }
    switch (m_answer.outcome) {
    case AnswerOutcome::Replied:
        return QString::fromUtf8(m_answer.status.left(40));
    case AnswerOutcome::TimedOut:
        return tr("timeout");
    case AnswerOutcome::Failed:
        break;
    }
    return m_answer.isSent ? tr("no answer") : tr("never sent");
}

QString AnswerView::summary() const
{
    if (m_phase != Phase::Answered || m_answer.outcome == AnswerOutcome::Failed)
        return outcomeText();
    const QString waited = durationText(m_answer.waited.count());
    if (!m_answer.isSent)
        return tr("%1 · not sent, waited %2", "the outcome and how long it waited in the client")
            .arg(outcomeText(), waited);
    const QString took = durationText(m_answer.elapsed.count());
    if (m_answer.waited.count() > 0)
        return tr("%1 · %2 (sent after %3)", "the outcome, the round trip, the waiting before it")
            .arg(outcomeText(), took, waited);
    return tr("%1 · %2", "the outcome and how long it took").arg(outcomeText(), took);
}

void AnswerView::render()
{
    Role role = Role::Muted;
    if (m_phase == Phase::Answered) {
        const bool isOk = m_answer.outcome == AnswerOutcome::Replied && m_answer.status == "ok";
        role = isOk                                       ? Role::Ok
            : m_answer.outcome == AnswerOutcome::TimedOut ? Role::Warning
                                                          : Role::Error;
    }
    setColor(*m_status, role);
    m_status->setText(summary());
    m_what->setText(
        QStringLiteral("%1  %2").arg(QString::fromUtf8(m_topic), QString::fromUtf8(m_event)));
    m_what->setVisible(m_phase != Phase::Nothing);
    QString hint;
    if (m_phase == Phase::Nothing)
        hint = tr("What a client of the program's own sends is answered here. Choose one in "
                  "\"Send as\".");
    else if (m_phase == Phase::Unanswerable)
        hint = tr("A frame without a ref is not answered.");
    else if (m_phase == Phase::Answered && m_answer.outcome == AnswerOutcome::TimedOut
             && !m_answer.isSent)
        hint = tr("It stayed in the client: there was no connection, or its topic was not joined, "
                  "before its time was up.");
    else if (m_phase == Phase::Answered && m_answer.outcome == AnswerOutcome::TimedOut)
        hint = tr("No reply came. A channel need not reply: broadcasts of it are in the list.");
    else if (m_phase == Phase::Answered && m_answer.outcome == AnswerOutcome::Failed)
        hint = tr("The client went away, or has too much to wait for.");
    m_hint->setText(hint);
    m_newClient->setVisible(m_phase == Phase::Nothing);
    emit changed();
}

void AnswerView::chooseValue()
{
    const QModelIndex index = m_tree->currentIndex();
    m_chosen = index.data(PayloadTreeModel::ExactRole).toByteArray();
    m_keep->setVisible(!m_chosen.isEmpty());
    if (m_chosen.isEmpty())
        return;
    m_value->setText(index.siblingAtColumn(1).data().toString());
    m_name->setText(index.siblingAtColumn(0).data().toString());
    updateKeep();
}

void AnswerView::updateKeep()
{
    const QString problem = app::Variables::nameProblem(m_name->text().trimmed());
    m_keepButton->setEnabled(problem.isEmpty());
    m_keepButton->setToolTip(problem);
}

void AnswerView::keepValue()
{
    const QString name = m_name->text().trimmed();
    QString problem = m_library.variables().set(name, app::variableText(m_chosen));
    if (problem.isEmpty()) {
        problem = m_library.saveVariables();
        emit kept(name);
    }
    if (!problem.isEmpty())
        emit failed(problem);
}

void AnswerView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AnswerView::retranslate()
{
    m_tree->setAccessibleName(tr("Response"));
    m_name->setAccessibleName(tr("Name of the variable"));
    m_name->setPlaceholderText(tr("variable"));
    m_newClient->setText(tr("New client…"));
    m_keepButton->setText(tr("Keep as variable"));
    render();
}

void AnswerView::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_newClient->setIcon(theme.icon(QStringLiteral("plus")));
    m_tree->setFont(theme.monospace());
    m_text->setFont(theme.monospace());
    m_value->setFont(theme.monospace());
    m_name->setFont(theme.monospace());
    QFont bold = theme.sans();
    bold.setWeight(QFont::DemiBold);
    m_status->setFont(bold);
    setColor(*m_what, Role::Muted);
    setColor(*m_hint, Role::Muted);
    setColor(*m_value, Role::Muted);
    render();
}

} // namespace phx::ui
