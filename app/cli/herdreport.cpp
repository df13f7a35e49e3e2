// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/herdreport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <utility>

namespace phx::app {

namespace {

using client::HerdHistogram;
using client::HerdSnapshot;
using client::HerdState;

constexpr std::array<std::pair<HerdState, const char *>, client::HerdStates> StateNames {{
    {HerdState::Joined, "joined"},
    {HerdState::Connected, "connected"},
    {HerdState::Connecting, "connecting"},
    {HerdState::Retrying, "retrying"},
    {HerdState::Failed, "failed"},
    {HerdState::Idle, "idle"},
}};

QJsonValue number(quint64 value)
{
    return qint64(value);
}

QJsonObject counters(const HerdSnapshot &snapshot)
{
    QJsonObject object {
        {QStringLiteral("time_ms"), qint64(snapshot.at.count())},
        {QStringLiteral("clients"), snapshot.clients},
        {QStringLiteral("drops"), number(snapshot.drops)},
        {QStringLiteral("attempts"), number(snapshot.attempts)},
        {QStringLiteral("refused"), number(snapshot.refused)},
        {QStringLiteral("lost"), number(snapshot.lost)},
        {QStringLiteral("refused_joins"), number(snapshot.refusedJoins)},
        {QStringLiteral("pushes"), number(snapshot.pushes)},
        {QStringLiteral("answered_pushes"), number(snapshot.answeredPushes)},
        {QStringLiteral("timed_out_pushes"), number(snapshot.timedOutPushes)},
        {QStringLiteral("refused_pushes"), number(snapshot.refusedPushes)},
        {QStringLiteral("messages"), number(snapshot.messages)},
        {QStringLiteral("kib_per_client"),
         std::round(double(snapshot.bytesPerClient) / 1024 * 10) / 10},
    };
    for (const auto &[state, name] : StateNames)
        object.insert(QString::fromLatin1(name), snapshot.count(state));
    return object;
}

QJsonObject times(const HerdHistogram &histogram)
{
    const auto bounds = HerdHistogram::upperBounds();
    QJsonArray classes;
    for (size_t i = 0; i < histogram.counts().size(); ++i) {
        if (histogram.counts().at(i) == 0)
            continue;
        QJsonArray pair;
        pair.append(i < bounds.size() ? QJsonValue(bounds[i]) : QJsonValue());
        pair.append(number(histogram.counts().at(i)));
        classes.append(pair);
    }
    return {
        {QStringLiteral("count"), number(histogram.count())},
        {QStringLiteral("min_ms"), qint64(histogram.shortest().count())},
        {QStringLiteral("mean_ms"), qint64(histogram.mean().count())},
        {QStringLiteral("p50_ms"), qint64(histogram.quantile(0.5).count())},
        {QStringLiteral("p95_ms"), qint64(histogram.quantile(0.95).count())},
        {QStringLiteral("max_ms"), qint64(histogram.longest().count())},
        {QStringLiteral("classes"), classes},
    };
}

QByteArray toLine(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QByteArray herdText(const HerdSnapshot &snapshot)
{
    QByteArray line = QByteArray::number(double(snapshot.at.count()) / 1000, 'f', 1) + " s ";
    for (const auto &[state, name] : StateNames) {
        if (state == HerdState::Joined || snapshot.count(state) > 0)
            line += ' ' + QByteArray(name) + ' ' + QByteArray::number(snapshot.count(state)) + ' ';
    }
    line += " attempts " + QByteArray::number(snapshot.attempts) + "  refused "
        + QByteArray::number(snapshot.refused);
    if (snapshot.pushes > 0)
        line += "  pushes " + QByteArray::number(snapshot.pushes) + "  answered "
            + QByteArray::number(snapshot.answeredPushes);
    return line + '\n';
}

QByteArray herdJson(const HerdSnapshot &snapshot)
{
    return toLine(counters(snapshot));
}

QByteArray herdSummary(const HerdSnapshot &snapshot)
{
    QJsonObject object = counters(snapshot);
    object.insert(QStringLiteral("reconnected"), times(snapshot.reconnected));
    object.insert(QStringLiteral("rejoined"), times(snapshot.rejoined));
    return toLine(object);
}

} // namespace phx::app
