// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/statusbar.h"

#include "ui/models/rowtext.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <limits>

namespace phx::ui {

namespace {

using State = server::EndpointStatus::State;

QLabel *makeLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setInk(QLabel *label, Role role)
{
    QPalette palette;
    palette.setColor(QPalette::WindowText, Theme::instance().color(role));
    label->setPalette(palette);
}

QString rateText(double perSecond)
{
    return QLocale().toString(std::llround(perSecond));
}

} // namespace

StatusBar::StatusBar(QWidget *parent)
    : QStatusBar(parent)
    , m_dot(makeLabel(QStringLiteral("statusDot"), this))
    , m_address(makeLabel(QStringLiteral("statusAddress"), this))
    , m_copy(new QToolButton(this))
    , m_clients(makeLabel(QStringLiteral("statusClients"), this))
    , m_rates(makeLabel(QStringLiteral("statusRates"), this))
    , m_messages(makeLabel(QStringLiteral("statusMessages"), this))
    , m_cluster(makeLabel(QStringLiteral("statusCluster"), this))
    , m_recording(makeLabel(QStringLiteral("statusRecording"), this))
    , m_dropped(makeLabel(QStringLiteral("statusDropped"), this))
{
    setObjectName(QStringLiteral("statusBar"));
    setSizeGripEnabled(false);
    setContentsMargins(10, 0, 10, 0);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setObjectName(QStringLiteral("copyAddress"));
    m_copy->setProperty("quiet", true);
    for (QWidget *widget : {static_cast<QWidget *>(m_dot), static_cast<QWidget *>(m_address),
                            static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_clients),
                            static_cast<QWidget *>(m_rates), static_cast<QWidget *>(m_messages)})
        addWidget(widget);
    for (QLabel *label : {m_clients, m_rates, m_messages})
        label->setContentsMargins(10, 0, 0, 0);
    addPermanentWidget(m_cluster);
    addPermanentWidget(m_dropped);
    addPermanentWidget(m_recording);
    connect(m_copy, &QToolButton::clicked, this, &StatusBar::copyAddressRequested);
    connect(&Theme::instance(), &Theme::changed, this, &StatusBar::applyTheme);
    applyTheme();
}

QPixmap StatusBar::dot(State state, int size, qreal ratio)
{
    Role role = Role::Error;
    if (state == State::Listening)
        role = Role::Ok;
    else if (state == State::Starting || state == State::Draining)
        role = Role::Warning;
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::instance().color(role));
    painter.drawEllipse(QRectF(size * 0.2, size * 0.2, size * 0.6, size * 0.6));
    return pixmap;
}

void StatusBar::setSnapshot(const app::LiveSnapshot &snapshot)
{
    m_snapshot = snapshot;
    m_snapshot.clients.clear(); // only the numbers are shown: do not keep the lists shared
    render();
}

void StatusBar::setStatus(const server::EndpointStatus &status, const QString &url)
{
    m_status = status;
    m_url = url;
    render();
}

void StatusBar::setCluster(const server::ClusterStatus &status)
{
    m_clusterStatus = status;
    renderCluster();
}

void StatusBar::render()
{
    m_dot->setPixmap(dot(m_status.state, Theme::instance().scaled(16), devicePixelRatioF()));
    m_address->setText(m_url.isEmpty() ? tr("Not hosting") : m_url);
    m_copy->setVisible(!m_url.isEmpty());
    m_copy->setToolTip(tr("Copy the address"));
    m_copy->setAccessibleName(tr("Copy the address"));
    m_clients->setText(tr("%n client(s)", nullptr, m_snapshot.connected) + QStringLiteral(" · ")
                       + tr("%n topic(s)", nullptr, int(m_snapshot.topics.size())));
    m_rates->setText(tr("in %1/s out %2/s")
                         .arg(rateText(m_snapshot.inPerSecond), rateText(m_snapshot.outPerSecond)));
    m_messages->setText(tr("%Ln message(s) · %1", nullptr,
                           int(std::min<quint64>(m_snapshot.rows, std::numeric_limits<int>::max())))
                            .arg(sizeText(m_snapshot.captureBytes)));
    renderRecording();
    renderCluster();
}

void StatusBar::renderCluster()
{
    using ClusterState = server::ClusterStatus::State;
    m_cluster->setVisible(m_clusterStatus.state != ClusterState::Off);
    QString text = tr("Redis: connecting");
    if (m_clusterStatus.state == ClusterState::Connected)
        text = tr("Redis: connected");
    else if (m_clusterStatus.state == ClusterState::Lost)
        text = tr("Redis: not connected");
    m_cluster->setText(text);
    setInk(m_cluster, m_clusterStatus.state == ClusterState::Lost ? Role::Error : Role::Muted);
    const QLocale locale;
    QString tip =
        tr("Node %1 · %2 sent · %3 received · %4 lost")
            .arg(QString::fromUtf8(m_clusterStatus.nodeName),
                 locale.toString(m_clusterStatus.published),
                 locale.toString(m_clusterStatus.received), locale.toString(m_clusterStatus.lost));
    if (!m_clusterStatus.problem.isEmpty())
        tip += QLatin1Char('\n') + m_clusterStatus.problem;
    m_cluster->setToolTip(tip);
}

void StatusBar::renderRecording()
{
    const bool recording = m_snapshot.recording == app::RecordingState::Recording;
    if (recording)
        m_recording->setText(tr("Recording"));
    else if (m_snapshot.recordingProblem.isEmpty())
        m_recording->setText(tr("Not recording"));
    else
        m_recording->setText(tr("Not recording: %1").arg(m_snapshot.recordingProblem));
    setInk(m_recording, recording ? Role::Muted : Role::Error);
    m_dropped->setVisible(m_snapshot.dropped > 0);
    m_dropped->setText(tr("%1 not recorded").arg(QLocale().toString(m_snapshot.dropped)));
    m_dropped->setToolTip(tr("Events that came faster than they could be recorded"));
    setInk(m_dropped, Role::Warning);
}

void StatusBar::applyTheme()
{
    m_copy->setIcon(Theme::instance().icon(QStringLiteral("copy"), Role::Muted));
    for (QLabel *label : {m_address, m_clients, m_rates, m_messages})
        setInk(label, Role::Muted);
    render();
}

void StatusBar::changeEvent(QEvent *event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        render();
}

} // namespace phx::ui
