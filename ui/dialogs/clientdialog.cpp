// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/dialogs/clientdialog.h"

#include "app/clients/clients.h"
#include "app/clients/reconnecttable.h"
#include "app/hosting.h"
#include "ui/dialogs/dialogtext.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

namespace phx::ui {

namespace {

using app::ClientProfile;
using Field = app::ProfileProblem::Field;
using Target = ClientProfile::Target;

//! A form gives the key of a label only to a field that is alone in its row.
void addRow(QFormLayout &form, const QString &text, QLayout *row, QWidget *field)
{
    auto *label = new QLabel(text);
    label->setBuddy(field);
    form.addRow(label, row);
}

} // namespace

ClientDialog::ClientDialog(app::Hosting &hosting, app::Clients &clients, const QString &directory,
                           QWidget *parent)
    : QDialog(parent)
    , m_hosting(hosting)
    , m_clients(clients)
    , m_store(directory)
    , m_profiles(new QComboBox(this))
    , m_delete(new QPushButton(tr("Delete"), this))
    , m_save(new QPushButton(tr("Save profile"), this))
    , m_name(makeField(QStringLiteral("clientName")))
    , m_thisServer(new QRadioButton(this))
    , m_otherServer(new QRadioButton(tr("&Another Phoenix"), this))
    , m_url(makeField(QStringLiteral("clientUrl")))
    , m_transport(new QComboBox(this))
    , m_vsn(new QComboBox(this))
    , m_reconnect(makeField(QStringLiteral("clientReconnect")))
    , m_jitter(new QSpinBox(this))
    , m_params(makeField(QStringLiteral("clientParams")))
    , m_token(makeField(QStringLiteral("clientToken")))
    , m_caFile(makeField(QStringLiteral("clientCaFile")))
    , m_browse(new QPushButton(tr("File…"), this))
    , m_topic(makeField(QStringLiteral("clientTopic")))
    , m_joinPayload(makeField(QStringLiteral("clientJoinPayload")))
    , m_note(new QLabel(this))
    , m_problem(makeProblemLabel(this))
    , m_connect(new QPushButton(tr("Connect"), this))
{
    setObjectName(QStringLiteral("clientDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New client"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 18, 20, 16);
    form->setSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    buildTarget(*form);
    buildConnection(*form);
    buildButtons(*form);
    setMinimumWidth(Theme::instance().scaled(560));
    fillProfiles({});
    ClientProfile usual;
    usual.topic = QStringLiteral("room:lobby");
    setProfile(usual);
    if (!m_store.problem().isEmpty())
        showProblem({Field::None, m_store.problem()});
    m_topic->setFocus();
    m_topic->selectAll();
}

QLineEdit *ClientDialog::makeField(const QString &name)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    field->setMaxLength(int(ClientProfile::MaxTextLength));
    connect(field, &QLineEdit::textChanged, this, &ClientDialog::updateState);
    return field;
}

void ClientDialog::buildTarget(QFormLayout &form)
{
    m_profiles->setObjectName(QStringLiteral("clientProfiles"));
    m_profiles->setAccessibleName(tr("Profile"));
    m_delete->setObjectName(QStringLiteral("clientDelete"));
    auto *profiles = new QHBoxLayout;
    profiles->addWidget(m_profiles, 1);
    profiles->addWidget(m_delete);
    connect(m_profiles, &QComboBox::activated, this, &ClientDialog::chooseProfile);
    connect(m_delete, &QPushButton::clicked, this, &ClientDialog::deleteProfile);
    addRow(form, tr("&Profile"), profiles, m_profiles);
    m_name->setMaxLength(int(ClientProfile::MaxNameLength));
    m_name->setPlaceholderText(tr("Client and its number"));
    form.addRow(tr("&Name"), m_name);

    const QString here = m_hosting.socketUrl();
    m_thisServer->setText(here.isEmpty() ? tr("This &server, when it runs")
                                         : tr("This &server, %1").arg(here));
    m_thisServer->setObjectName(QStringLiteral("clientThisServer"));
    m_otherServer->setObjectName(QStringLiteral("clientOtherServer"));
    connect(m_thisServer, &QRadioButton::toggled, this, &ClientDialog::updateState);
    connect(m_otherServer, &QRadioButton::clicked, m_url, qOverload<>(&QWidget::setFocus));
    form.addRow(tr("Connects to"), m_thisServer);
    auto *other = new QHBoxLayout;
    other->addWidget(m_otherServer);
    other->addWidget(m_url, 1);
    m_url->setFont(Theme::instance().monospace());
    m_url->setPlaceholderText(QStringLiteral("wss://example.com/socket"));
    m_url->setAccessibleName(tr("URL of the socket"));
    form.addRow(QString(), other);
}

void ClientDialog::buildConnection(QFormLayout &form)
{
    m_transport->addItems(
        {tr("WebSocket"), tr("Long polling"), tr("WebSocket, then long polling")});
    m_transport->setObjectName(QStringLiteral("clientTransport"));
    m_vsn->addItems({QStringLiteral("2.0.0"), QStringLiteral("1.0.0")});
    m_vsn->setEditable(true);
    m_vsn->setObjectName(QStringLiteral("clientVsn"));
    m_vsn->setAccessibleName(tr("Version of the protocol"));
    connect(m_vsn, &QComboBox::currentTextChanged, this, &ClientDialog::updateState);
    auto *how = new QHBoxLayout;
    how->addWidget(m_transport, 1);
    how->addWidget(new QLabel(QStringLiteral("vsn"), this));
    how->addWidget(m_vsn);
    addRow(form, tr("T&ransport"), how, m_transport);
    buildReconnect(form);
    for (QLineEdit *field : {m_reconnect, m_params, m_token, m_topic, m_joinPayload})
        field->setFont(Theme::instance().monospace());
    form.addRow(tr("Para&ms, JSON"), m_params);
    m_token->setEchoMode(QLineEdit::PasswordEchoOnEdit);
    m_token->setPlaceholderText(tr("none"));
    form.addRow(tr("A&uth token"), m_token);
    m_caFile->setPlaceholderText(tr("the system's certificates"));
    auto *ca = new QHBoxLayout;
    ca->addWidget(m_caFile, 1);
    ca->addWidget(m_browse);
    connect(m_browse, &QPushButton::clicked, this, &ClientDialog::chooseCertificates);
    addRow(form, tr("CA &file"), ca, m_caFile);
    m_topic->setPlaceholderText(tr("none"));
    form.addRow(tr("&Joins"), m_topic);
    form.addRow(tr("&with payload"), m_joinPayload);
}

void ClientDialog::buildReconnect(QFormLayout &form)
{
    m_reconnect->setPlaceholderText(app::reconnectTableText(client::Backoff::reconnect()));
    m_reconnect->setToolTip(tr("How long it waits before each attempt to reconnect; the last time "
                               "is for all further ones. Empty: as phoenix.js does."));
    m_jitter->setObjectName(QStringLiteral("clientJitter"));
    m_jitter->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_jitter->setRange(0, 100);
    m_jitter->setPrefix(QStringLiteral("± "));
    m_jitter->setSuffix(QStringLiteral(" %"));
    m_jitter->setAccessibleName(tr("Jitter"));
    m_jitter->setToolTip(tr("Each time is varied by up to this much of it"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_reconnect, 1);
    row->addWidget(m_jitter);
    addRow(form, tr("Rec&onnects after, ms"), row, m_reconnect);
}

void ClientDialog::buildButtons(QFormLayout &form)
{
    m_note->setObjectName(QStringLiteral("clientNote"));
    m_note->setWordWrap(true);
    m_note->hide();
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_connect, QDialogButtonBox::AcceptRole);
    m_connect->setObjectName(QStringLiteral("clientConnect"));
    m_connect->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_save->setObjectName(QStringLiteral("clientSave"));
    m_save->setAutoDefault(false);
    m_delete->setAutoDefault(false);
    m_browse->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_save);
    row->addStretch(1);
    row->addWidget(buttons);
    connect(m_save, &QPushButton::clicked, this, &ClientDialog::saveProfile);
    connect(buttons, &QDialogButtonBox::accepted, this, &ClientDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form.addRow(m_note);
    form.addRow(m_problem);
    form.addRow(row);
}

ClientProfile ClientDialog::profile() const
{
    return {.name = m_name->text().trimmed(),
            .target = m_thisServer->isChecked() ? Target::ThisServer : Target::Url,
            .url = m_url->text().trimmed(),
            .transport = ClientProfile::Transport(m_transport->currentIndex()),
            .vsn = m_vsn->currentText(),
            .params = m_params->text(),
            .authToken = m_token->text(),
            .reconnect = m_reconnect->text().trimmed(),
            .jitterPercent = m_jitter->value(),
            .caFile = m_caFile->text(),
            .topic = m_topic->text(),
            .joinPayload = m_joinPayload->text()};
}

void ClientDialog::setProfile(const ClientProfile &profile)
{
    m_name->setText(profile.name);
    m_url->setText(profile.url);
    m_transport->setCurrentIndex(int(profile.transport));
    m_vsn->setCurrentText(profile.vsn);
    m_params->setText(profile.params);
    m_token->setText(profile.authToken);
    m_reconnect->setText(profile.reconnect);
    m_jitter->setValue(profile.jitterPercent);
    m_caFile->setText(profile.caFile);
    m_topic->setText(profile.topic);
    m_joinPayload->setText(profile.joinPayload);
    (profile.target == Target::ThisServer ? m_thisServer : m_otherServer)->setChecked(true);
    updateState();
}

void ClientDialog::setClient(int client)
{
    const ClientProfile *profile = m_clients.profile(client);
    const app::BuiltinState *state = m_clients.state(client);
    if (profile == nullptr || state == nullptr)
        return;
    m_client = client;
    const bool isOff = state->phase == app::BuiltinState::Phase::Off;
    setWindowTitle(tr("Change %1").arg(profile->name));
    m_connect->setText(isOff ? tr("Apply") : tr("Apply and reconnect"));
    m_note->setText(isOff ? tr("Counts from the next time that it connects.")
                          : tr("The connection is closed (1000), then it connects with this and "
                               "joins its topics again. What waits for an answer gets none."));
    m_note->show();
    setProfile(*profile);
    (profile->target == Target::Url ? m_url : m_params)->setFocus();
}

void ClientDialog::fillProfiles(const QString &chosen)
{
    m_profiles->clear();
    m_profiles->addItem(tr("none"));
    for (const ClientProfile &profile : m_store.profiles()) {
        m_profiles->addItem(profile.name);
        if (profile.name == chosen)
            m_profiles->setCurrentIndex(m_profiles->count() - 1);
    }
    m_profiles->setEnabled(m_profiles->count() > 1);
    updateState();
}

void ClientDialog::chooseProfile(int row)
{
    if (row > 0)
        setProfile(m_store.profiles().at(row - 1));
    updateState();
}

void ClientDialog::saveProfile()
{
    const ClientProfile wanted = profile();
    if (const auto plan = app::planOf(wanted); !plan) {
        showProblem(plan.error());
        return;
    }
    const QString problem = m_store.save(wanted);
    fillProfiles(wanted.name);
    if (!problem.isEmpty())
        showProblem({Field::None, problem});
}

void ClientDialog::deleteProfile()
{
    const QString problem = m_store.remove(m_profiles->currentText());
    fillProfiles({});
    if (!problem.isEmpty())
        showProblem({Field::None, problem});
}

void ClientDialog::chooseCertificates()
{
    const QString name =
        QFileDialog::getOpenFileName(this, tr("Certificates to trust besides the system's"), {},
                                     tr("PEM certificates (*.pem *.crt *.cer);;All files (*)"));
    if (!name.isEmpty())
        m_caFile->setText(name);
}

void ClientDialog::finish()
{
    if (m_client != 0) {
        if (const auto problem = m_clients.change(m_client, profile()))
            showProblem(*problem);
        else
            accept();
        return;
    }
    const auto client = m_clients.add(profile());
    if (!client) {
        showProblem(client.error());
        return;
    }
    emit added(client.value());
    accept();
}

void ClientDialog::updateState()
{
    m_problem->hide();
    m_url->setEnabled(m_otherServer->isChecked());
    m_save->setEnabled(!m_name->text().trimmed().isEmpty());
    m_save->setToolTip(m_save->isEnabled() ? QString() : tr("A profile needs a name."));
    m_delete->setEnabled(m_profiles->currentIndex() > 0);
}

void ClientDialog::showProblem(const app::ProfileProblem &problem)
{
    m_problem->setText(problem.sentence);
    m_problem->show();
    // A label that wraps asks for its height only where it is wide enough for one line.
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    QWidget *field = nullptr;
    switch (problem.field) {
    case Field::Name:
        field = m_name;
        break;
    case Field::Url:
        field = m_url;
        break;
    case Field::Vsn:
        field = m_vsn;
        break;
    case Field::Params:
        field = m_params;
        break;
    case Field::Reconnect:
        field = m_reconnect;
        break;
    case Field::CaFile:
        field = m_caFile;
        break;
    case Field::JoinPayload:
        field = m_joinPayload;
        break;
    case Field::None:
        return;
    }
    field->setFocus();
}

} // namespace phx::ui
