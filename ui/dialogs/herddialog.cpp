// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/dialogs/herddialog.h"

#include "app/clients/socketurl.h"
#include "app/hosting.h"
#include "ui/dialogs/dialogtext.h"
#include "ui/models/rowtext.h"
#include "ui/theme/theme.h"
#include "ui/views/herdcurve.h"
#include "ui/views/herdhistogram.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

namespace phx::ui {

namespace {

using client::HerdState;

constexpr int MaxRate = 10'000;
constexpr int MaxEveryMs = 3'600'000;

QSpinBox *makeSpin(const char *name, int lowest, int highest, int value, QWidget *parent)
{
    auto *spin = new QSpinBox(parent);
    spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    spin->setObjectName(QString::fromLatin1(name));
    spin->setRange(lowest, highest);
    spin->setGroupSeparatorShown(true);
    spin->setValue(value);
    return spin;
}

QLineEdit *makeLine(const char *name, const QString &text, QWidget *parent)
{
    auto *line = new QLineEdit(text, parent);
    line->setObjectName(QString::fromLatin1(name));
    return line;
}

void setColor(QLabel &label, Role role)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, Theme::instance().color(role));
    label.setPalette(palette);
}

} // namespace

HerdDialog::HerdDialog(app::Hosting &hosting, QWidget *parent)
    : QDialog(parent)
    , m_hosting(hosting)
    , m_urlLabel(new QLabel(this))
    , m_url(makeLine("herdUrl", {}, this))
    , m_clientsLabel(new QLabel(this))
    , m_clients(makeSpin("herdClients", 1, client::HerdOptions::MaxClients, 1000, this))
    , m_rate(makeSpin("herdRate", 0, MaxRate, 500, this))
    , m_topicLabel(new QLabel(this))
    , m_topic(makeLine("herdTopic", QStringLiteral("room:lobby"), this))
    , m_jitterLabel(new QLabel(this))
    , m_jitter(makeSpin("herdJitter", 0, 100, 0, this))
    , m_pushLabel(new QLabel(this))
    , m_event(makeLine("herdEvent", {}, this))
    , m_payload(makeLine("herdPayload", QStringLiteral("{\"body\": \"{n}\"}"), this))
    , m_every(makeSpin("herdEvery", 1, MaxEveryMs, 5000, this))
    , m_start(new QPushButton(this))
    , m_drop(new QPushButton(this))
    , m_disconnect(new QPushButton(this))
    , m_stop(new QPushButton(this))
    , m_counts(new QLabel(this))
    , m_curveTitle(new QLabel(this))
    , m_curve(new HerdCurve(this))
    , m_timesTitle(new QLabel(this))
    , m_times(new HerdHistogramView(this))
    , m_summary(new QLabel(this))
    , m_problem(makeProblemLabel(this))
{
    setObjectName(QStringLiteral("herdDialog"));
    build();
    connectAll();
    applyTheme();
    retranslate();
}

void HerdDialog::build()
{
    m_start->setObjectName(QStringLiteral("herdStart"));
    m_start->setDefault(true);
    m_drop->setObjectName(QStringLiteral("herdDrop"));
    m_disconnect->setObjectName(QStringLiteral("herdDisconnect"));
    m_stop->setObjectName(QStringLiteral("herdStop"));
    m_counts->setObjectName(QStringLiteral("herdCounts"));
    m_summary->setObjectName(QStringLiteral("herdSummary"));
    m_summary->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_start, m_drop, m_disconnect, m_stop}) {
        button->setAutoDefault(button == m_start);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(8);
    column->addLayout(buildForm());
    column->addWidget(m_problem);
    column->addLayout(buttons);
    column->addWidget(m_counts);
    column->addWidget(m_curveTitle);
    column->addWidget(m_curve, 1);
    column->addWidget(m_timesTitle);
    column->addWidget(m_times, 1);
    column->addWidget(m_summary);
    resize(Theme::instance().scaled(720), Theme::instance().scaled(640));
}

QFormLayout *HerdDialog::buildForm()
{
    auto *form = new QFormLayout;
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(m_urlLabel, m_url);
    auto *size = new QHBoxLayout;
    size->addWidget(m_clients);
    size->addWidget(m_rate);
    size->addWidget(m_jitterLabel);
    size->addWidget(m_jitter);
    size->addStretch(1);
    form->addRow(m_clientsLabel, size);
    form->addRow(m_topicLabel, m_topic);
    auto *push = new QHBoxLayout;
    push->addWidget(m_event, 1);
    push->addWidget(m_payload, 2);
    push->addWidget(m_every);
    form->addRow(m_pushLabel, push);
    m_urlLabel->setBuddy(m_url);
    m_clientsLabel->setBuddy(m_clients);
    m_jitterLabel->setBuddy(m_jitter);
    m_topicLabel->setBuddy(m_topic);
    m_pushLabel->setBuddy(m_event);
    return form;
}

void HerdDialog::connectAll()
{
    connect(m_start, &QPushButton::clicked, this, &HerdDialog::start);
    connect(m_drop, &QPushButton::clicked, this, &HerdDialog::dropAll);
    connect(m_disconnect, &QPushButton::clicked, &m_herd, &client::Herd::disconnectAll);
    connect(m_stop, &QPushButton::clicked, &m_herd, &client::Herd::stop);
    connect(&m_herd, &client::Herd::snapshotTaken, this, &HerdDialog::handleSnapshot);
    connect(&m_herd, &client::Herd::stopped, this, &HerdDialog::render);
    connect(m_event, &QLineEdit::textChanged, this, &HerdDialog::render);
    connect(&Theme::instance(), &Theme::changed, this, &HerdDialog::applyTheme);
}

void HerdDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (m_url->text().isEmpty())
        m_url->setText(m_hosting.socketUrl());
}

void HerdDialog::done(int result)
{
    if (m_herd.isRunning())
        m_herd.stop();
    QDialog::done(result);
}

client::HerdOptions HerdDialog::options() const
{
    client::HerdOptions options;
    options.clients = m_clients->value();
    options.clientsPerSecond = m_rate->value();
    options.topic = m_topic->text().toUtf8();
    const double jitter = m_jitter->value() / 100.0;
    options.socket.reconnectAfter.jitter = jitter;
    options.socket.rejoinAfter.jitter = jitter;
    if (!m_event->text().isEmpty()) {
        options.push = client::HerdPush {};
        options.push->event = m_event->text().toUtf8();
        options.push->payload = m_payload->text().toUtf8();
        options.push->every = std::chrono::milliseconds(m_every->value());
    }
    return options;
}

void HerdDialog::start()
{
    client::HerdOptions wanted = options();
    const auto endPoint = app::parseSocketUrl(m_url->text().trimmed());
    if (!endPoint) {
        showProblem(tr("The URL must be like ws://127.0.0.1:4000/socket."));
        return;
    }
    wanted.endPoint = *endPoint;
    // The server here needs a descriptor for each of them, too.
    if (m_hosting.isOwn(QUrl::fromEncoded(wanted.endPoint)))
        wanted.otherDescriptors += wanted.clients;
    const QString problem = m_herd.start(wanted);
    showProblem(problem);
    if (!problem.isEmpty())
        return;
    if (m_run.snapshot.clients > 0)
        m_before = m_run;
    m_run = {};
    m_run.snapshot.clients = wanted.clients;
    m_run.jitterPercent = m_jitter->value();
    render();
}

void HerdDialog::dropAll()
{
    m_run.droppedAt = m_run.snapshot.at;
    m_herd.dropAll();
}

void HerdDialog::handleSnapshot(const client::HerdSnapshot &snapshot)
{
    m_run.snapshot = snapshot;
    render();
}

void HerdDialog::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

QString HerdDialog::countsText() const
{
    const client::HerdSnapshot &now = m_run.snapshot;
    const QLocale locale;
    if (now.clients == 0)
        return tr("Nothing runs.");
    return tr("%1 joined · %2 connected · %3 connecting · %4 waiting · %5 refused · %6 attempts "
              "to connect")
        .arg(locale.toString(now.count(HerdState::Joined)),
             locale.toString(now.count(HerdState::Connected)),
             locale.toString(now.count(HerdState::Connecting)),
             locale.toString(now.count(HerdState::Retrying)),
             locale.toString(now.count(HerdState::Failed)), locale.toString(now.attempts));
}

QString HerdDialog::timesText(const HerdRun &run) const
{
    const client::HerdHistogram &times = run.snapshot.reconnected;
    return tr("%1 clients came back, jitter %2 %: half of them within %3, 95 % within %4, the last "
              "after %5")
        .arg(QLocale().toString(times.count()))
        .arg(run.jitterPercent)
        .arg(durationText(times.quantile(0.5).count() * 1000),
             durationText(times.quantile(0.95).count() * 1000),
             durationText(times.longest().count() * 1000));
}

void HerdDialog::render()
{
    const bool isRunning = m_herd.isRunning();
    m_start->setEnabled(!isRunning);
    for (QPushButton *button : {m_drop, m_disconnect, m_stop})
        button->setEnabled(isRunning);
    for (QWidget *field : {static_cast<QWidget *>(m_url), static_cast<QWidget *>(m_clients),
                           static_cast<QWidget *>(m_rate), static_cast<QWidget *>(m_topic),
                           static_cast<QWidget *>(m_jitter), static_cast<QWidget *>(m_event)})
        field->setEnabled(!isRunning);
    for (QWidget *field : {static_cast<QWidget *>(m_payload), static_cast<QWidget *>(m_every)})
        field->setEnabled(!isRunning && !m_event->text().isEmpty());
    m_counts->setText(countsText());
    m_curve->setRuns(m_run, m_before);
    m_times->setRuns(m_run, m_before);
    QStringList lines;
    if (m_run.snapshot.reconnected.count() > 0)
        lines << timesText(m_run);
    if (m_before && m_before->snapshot.reconnected.count() > 0)
        lines << tr("Before: %1").arg(timesText(*m_before));
    m_summary->setText(lines.join(u'\n'));
    m_curve->setAccessibleDescription(m_counts->text());
    m_times->setAccessibleDescription(m_summary->text());
}

void HerdDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void HerdDialog::retranslate()
{
    setWindowTitle(tr("Herd of clients"));
    m_urlLabel->setText(tr("&Socket"));
    m_clientsLabel->setText(tr("&Clients"));
    m_rate->setPrefix(tr("starting ", "before a number a second"));
    m_rate->setSuffix(tr(" a second"));
    m_rate->setSpecialValueText(tr("all at once"));
    m_jitterLabel->setText(tr("&Jitter of reconnects"));
    m_jitter->setSuffix(QStringLiteral(" %"));
    m_topicLabel->setText(tr("&Topic"));
    m_topic->setToolTip(tr("{n} is the number of the client, {n%10} its last digit"));
    m_pushLabel->setText(tr("&Pushes"));
    m_event->setPlaceholderText(tr("event; empty: none"));
    m_payload->setAccessibleName(tr("Payload"));
    m_every->setPrefix(tr("every ", "before a number of milliseconds"));
    m_every->setSuffix(tr(" ms"));
    m_start->setText(tr("Start"));
    m_drop->setText(tr("Drop all"));
    m_drop->setToolTip(tr("Ends the TCP connections of all clients at once, as a network that "
                          "breaks"));
    m_disconnect->setText(tr("Disconnect all"));
    m_stop->setText(tr("Stop"));
    m_curveTitle->setText(tr("Connected clients over time (dashed: the run before)"));
    m_timesTitle->setText(tr("Time until connected again (dashed: the run before)"));
    m_curve->setAccessibleName(m_curveTitle->text());
    m_times->setAccessibleName(m_timesTitle->text());
    render();
}

void HerdDialog::applyTheme()
{
    const Theme &theme = Theme::instance();
    for (QLineEdit *line : {m_url, m_topic, m_event, m_payload})
        line->setFont(theme.monospace());
    for (QLabel *label : {m_curveTitle, m_timesTitle, m_summary})
        setColor(*label, Role::Muted);
    m_start->setIcon(theme.icon(QStringLiteral("play"), Role::OnAccent));
    m_drop->setIcon(theme.icon(QStringLiteral("cut"), Role::Fault));
    m_disconnect->setIcon(theme.icon(QStringLiteral("disconnect")));
    m_stop->setIcon(theme.icon(QStringLiteral("stop")));
}

} // namespace phx::ui
