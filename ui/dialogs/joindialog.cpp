// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/dialogs/joindialog.h"

#include "app/clients/clients.h"
#include "ui/dialogs/dialogtext.h"
#include "ui/models/builtintext.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace phx::ui {

JoinDialog::JoinDialog(app::Clients &clients, int client, const QString &topic, QWidget *parent)
    : QDialog(parent)
    , m_clients(clients)
    , m_client(new QComboBox(this))
    , m_topic(new QLineEdit(topic, this))
    , m_payload(new QLineEdit(QStringLiteral("{}"), this))
    , m_problem(makeProblemLabel(this))
    , m_buttons(new QDialogButtonBox(this))
{
    setObjectName(QStringLiteral("joinDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Join topic"));
    m_client->setObjectName(QStringLiteral("joinClient"));
    m_topic->setObjectName(QStringLiteral("joinTopic"));
    m_topic->setFont(Theme::instance().monospace());
    m_topic->setPlaceholderText(QStringLiteral("room:lobby"));
    m_topic->selectAll();
    m_payload->setObjectName(QStringLiteral("joinPayload"));
    m_payload->setFont(Theme::instance().monospace());
    for (const app::BuiltinState &state : clients.states()) {
        m_client->addItem(builtinText(state), state.number);
        if (state.number == client || client == 0)
            m_client->setCurrentIndex(m_client->count() - 1);
    }
    m_buttons->addButton(tr("Join"), QDialogButtonBox::AcceptRole);
    m_buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(m_topic, &QLineEdit::textChanged, this, &JoinDialog::updateState);
    connect(m_payload, &QLineEdit::textChanged, this, &JoinDialog::updateState);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &JoinDialog::join);

    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 18, 20, 16);
    form->setSpacing(10);
    form->addRow(tr("C&lient"), m_client);
    form->addRow(tr("&Topic"), m_topic);
    form->addRow(tr("&Payload"), m_payload);
    form->addRow(m_problem);
    form->addRow(m_buttons);
    setMinimumWidth(Theme::instance().scaled(420));
    m_topic->setFocus();
    updateState();
}

void JoinDialog::updateState()
{
    const bool isJson = app::parsePayload(m_payload->text()).has_value();
    m_problem->setText(isJson ? QString() : tr("The payload is not JSON."));
    m_problem->setVisible(!isJson);
    m_buttons->buttons().constFirst()->setEnabled(isJson && !m_topic->text().isEmpty()
                                                  && m_client->count() > 0);
}

void JoinDialog::join()
{
    const int client = m_client->currentData().toInt();
    const QByteArray topic = m_topic->text().toUtf8();
    const auto sent = m_clients.join(
        client, topic, app::parsePayload(m_payload->text()).value_or(protocol::Payload()));
    if (sent) {
        emit joined(client, topic);
        accept();
        return;
    }
    m_problem->setText(sent.error());
    m_problem->show();
}

} // namespace phx::ui
