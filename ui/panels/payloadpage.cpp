// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/payloadpage.h"

#include "ui/models/bytestext.h"
#include "ui/models/jsontext.h"
#include "ui/models/payloadtreemodel.h"
#include "ui/models/rowtext.h"
#include "ui/theme/theme.h"
#include "ui/views/jsonhighlighter.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace phx::ui {

PayloadPage::PayloadPage(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_tree(new QTreeView(this))
    , m_model(new PayloadTreeModel(this))
    , m_textButton(new QToolButton(this))
    , m_treeButton(new QToolButton(this))
    , m_size(new QLabel(this))
{
    m_text->setObjectName(QStringLiteral("payloadText"));
    m_text->setReadOnly(true);
    new JsonHighlighter(m_text->document());
    m_tree->setObjectName(QStringLiteral("payloadTree"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_tree);

    auto *group = new QButtonGroup(this);
    for (QToolButton *button : {m_textButton, m_treeButton}) {
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setProperty("quiet", true);
        group->addButton(button);
    }
    m_textButton->setChecked(true);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_textButton);
    bar->addWidget(m_treeButton);
    bar->addStretch(1);
    bar->addWidget(m_size);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    column->addLayout(bar);
    column->addWidget(m_stack, 1);

    connect(m_textButton, &QToolButton::clicked, this, [this] { show(View::Text); });
    connect(m_treeButton, &QToolButton::clicked, this, [this] { show(View::Tree); });
    connect(&Theme::instance(), &Theme::changed, this, &PayloadPage::applyTheme);
    applyTheme();
    retranslate();
}

void PayloadPage::setDetail(const app::MessageDetail &detail)
{
    m_bytes = detail.payload.size();
    const bool tree = !detail.row.payloadBinary && m_model->setJson(detail.payload);
    if (!tree)
        m_model->setJson({});
    m_treeButton->setEnabled(tree);
    m_tree->expandToDepth(1);
    if (detail.row.payloadBinary)
        m_text->setPlainText(hexDump(detail.payload));
    else if (detail.payload.size() <= MaxShownBytes)
        m_text->setPlainText(prettyJson(detail.payload));
    else
        m_text->setPlainText(wrappedText(detail.payload));
    if (!tree)
        show(View::Text);
    else if (m_treeButton->isChecked())
        show(View::Tree);
    retranslate();
}

void PayloadPage::clear()
{
    m_bytes = -1;
    m_text->clear();
    m_model->setJson({});
    m_treeButton->setEnabled(false);
    retranslate();
}

void PayloadPage::show(View view)
{
    m_stack->setCurrentIndex(view == View::Text ? 0 : 1);
    (view == View::Text ? m_textButton : m_treeButton)->setChecked(true);
}

void PayloadPage::applyTheme()
{
    m_text->setFont(Theme::instance().monospace());
    m_tree->setFont(Theme::instance().monospace());
    QPalette muted;
    muted.setColor(QPalette::WindowText, Theme::instance().color(Role::Muted));
    m_size->setPalette(muted);
}

void PayloadPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PayloadPage::retranslate()
{
    m_textButton->setText(tr("Text"));
    m_treeButton->setText(tr("Tree"));
    m_text->setAccessibleName(tr("Payload"));
    m_tree->setAccessibleName(tr("Payload"));
    m_size->setText(m_bytes < 0 ? QString() : sizeText(m_bytes));
}

} // namespace phx::ui
