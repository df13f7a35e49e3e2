// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/behaviours/ruleactionrow.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>

namespace phx::ui {

using app::RuleActionFields;
using app::RuleDraft;
using Kind = app::RuleDraft::Kind;
using Part = app::RuleField::Part;

namespace {

constexpr int TimeWidth = 112; // px at 100 % text size

} // namespace

RuleActionRow::RuleActionRow(const RuleDraft::Action &action, QWidget *parent)
    : RuleRow(parent)
    , m_kind(new QComboBox(this))
    , m_status(new QComboBox(this))
    , m_name(makeField(Part::Name, QStringLiteral("actionName")))
    , m_delay(new QSpinBox(this))
    , m_period(new QSpinBox(this))
    , m_up(makeButton(QStringLiteral("chevron-up"), QStringLiteral("actionUp")))
    , m_remove(makeButton(QStringLiteral("close"), QStringLiteral("actionRemove")))
    , m_payload(makeField(Part::Payload, QStringLiteral("actionPayload")))
{
    build();
    m_kind->setCurrentIndex(int(action.kind));
    m_status->setCurrentText(action.status);
    m_name->setText(action.name);
    m_payload->setText(action.payload);
    m_name->setCursorPosition(0);
    m_payload->setCursorPosition(0);
    m_delay->setValue(int(action.delayMs));
    m_period->setValue(int(action.everyMs));
    showFields();
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const RuleDraft::Action fresh = RuleDraft::newAction(kind());
        if (m_name->text().isEmpty())
            m_name->setText(fresh.name);
        if (m_payload->text().isEmpty())
            m_payload->setText(fresh.payload);
        showFields();
        emit changed();
    });
    connect(m_status, &QComboBox::currentTextChanged, this, &RuleRow::changed);
    for (QSpinBox *box : {m_delay, m_period})
        connect(box, &QSpinBox::valueChanged, this, &RuleRow::changed);
    connect(&Theme::instance(), &Theme::changed, this, &RuleActionRow::applyWidths);
    connect(m_up, &QPushButton::clicked, this, &RuleActionRow::upRequested);
    connect(m_remove, &QPushButton::clicked, this, &RuleActionRow::removeRequested);
    retranslate();
}

void RuleActionRow::build()
{
    m_kind->setObjectName(QStringLiteral("actionKind"));
    m_status->setObjectName(QStringLiteral("actionStatus"));
    m_delay->setObjectName(QStringLiteral("actionDelay"));
    m_period->setObjectName(QStringLiteral("actionPeriod"));
    for (int i = 0; i < KindCount; ++i)
        m_kind->addItem(QString());
    m_status->setEditable(true);
    m_status->addItems({QStringLiteral("ok"), QStringLiteral("error")});
    addField(Part::Status, m_status);
    addField(Part::Delay, m_delay);
    addField(Part::Period, m_period);
    for (QSpinBox *box : {m_delay, m_period}) {
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setRange(0, int(server::ChannelRule::MaxDelay.count()));
    }
    applyWidths();
    QHBoxLayout *what = addLine();
    what->addWidget(m_kind);
    what->addWidget(m_status);
    what->addWidget(m_name, 1);
    what->addStretch(0);
    what->addWidget(m_up);
    what->addWidget(m_remove);
    QHBoxLayout *how = addLine();
    how->addWidget(m_payload, 1);
    how->addWidget(m_delay);
    how->addWidget(m_period);
    how->addStretch(0);
}

QString RuleActionRow::kindName(Kind kind)
{
    switch (kind) {
    case Kind::Reply:
        return tr("Reply");
    case Kind::NeverAnswer:
        return tr("Never answer");
    case Kind::Broadcast:
        return tr("Broadcast");
    case Kind::BroadcastFrom:
        return tr("Broadcast to others");
    case Kind::Push:
        return tr("Push");
    case Kind::Track:
        return tr("Track presence");
    case Kind::Untrack:
        return tr("Untrack presence");
    case Kind::Crash:
        return tr("Crash");
    case Kind::Close:
        return tr("Close");
    case Kind::Ignore:
        return tr("Ignore");
    }
    return {};
}

Kind RuleActionRow::kind() const
{
    return Kind(m_kind->currentIndex());
}

RuleDraft::Action RuleActionRow::action() const
{
    return {.kind = kind(),
            .status = m_status->currentText(),
            .name = m_name->text(),
            .payload = m_payload->text(),
            .delayMs = m_delay->value(),
            .everyMs = m_period->value()};
}

void RuleActionRow::setTrigger(RuleDraft::Trigger trigger)
{
    const auto *items = qobject_cast<QStandardItemModel *>(m_kind->model());
    if (items)
        items->item(int(Kind::NeverAnswer))->setEnabled(trigger == RuleDraft::Trigger::Join);
}

void RuleActionRow::setMovable(bool isMovable)
{
    m_up->setEnabled(isMovable);
}

void RuleActionRow::applyWidths()
{
    for (QSpinBox *box : {m_delay, m_period})
        box->setFixedWidth(Theme::instance().scaled(TimeWidth));
}

void RuleActionRow::focusKind()
{
    m_kind->setFocus();
}

void RuleActionRow::showFields()
{
    const auto fields = RuleActionFields::of(kind());
    m_status->setVisible(fields.hasStatus);
    m_name->setVisible(fields.hasName);
    m_payload->setVisible(fields.hasPayload);
    m_period->setVisible(fields.hasPeriod);
}

void RuleActionRow::retranslate()
{
    for (int i = 0; i < KindCount; ++i)
        m_kind->setItemText(i, kindName(Kind(i)));
    m_kind->setAccessibleName(tr("Action"));
    m_status->setAccessibleName(tr("Status"));
    m_status->setToolTip(tr("Of a join: ok allows it, anything else denies it"));
    m_name->setAccessibleName(tr("Event, or key of the presence"));
    m_name->setToolTip(tr("Event, or key of the presence"));
    m_payload->setAccessibleName(tr("Payload, JSON"));
    m_payload->setToolTip(tr("JSON with values: {{payload.qty}}, {{topic.id}}, {{join.x}}, "
                             "{{params.x}}, {{now}}, {{uuid}}, {{counter}}"));
    m_delay->setSpecialValueText(tr("at once"));
    m_delay->setPrefix(tr("after ", "before a number of milliseconds"));
    m_delay->setSuffix(tr(" ms"));
    m_delay->setAccessibleName(tr("Milliseconds until it happens"));
    m_period->setSpecialValueText(tr("once"));
    m_period->setPrefix(tr("every ", "before a number of milliseconds"));
    m_period->setSuffix(tr(" ms"));
    m_period->setAccessibleName(tr("Milliseconds between two; 0: once"));
    m_up->setAccessibleName(tr("Move the action up"));
    m_up->setToolTip(tr("Move the action up"));
    m_remove->setAccessibleName(tr("Remove the action"));
    m_remove->setToolTip(tr("Remove the action"));
}

} // namespace phx::ui
