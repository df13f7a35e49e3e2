// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/generators.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QUuid>

namespace phx::app {

namespace {

constexpr qint64 DefaultRandomMax = 999'999;

} // namespace

const QStringList &Generators::names()
{
    static const QStringList Names {QStringLiteral("uuid"), QStringLiteral("now"),
                                    QStringLiteral("timestamp"), QStringLiteral("counter"),
                                    QStringLiteral("random")};
    return Names;
}

std::optional<Result<TemplateValue, QString>> Generators::value(const QString &expression,
                                                                Draw draw)
{
    using Value = Result<TemplateValue, QString>;
    const QStringList words = expression.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || !names().contains(words.first()))
        return std::nullopt;
    const QString &name = words.first();
    if (name == QLatin1String("counter"))
        return counter(words, draw);
    if (name == QLatin1String("random"))
        return random(words);
    if (words.size() > 1)
        return Value(
            QCoreApplication::translate("phx::app::Generators", "%1 takes no numbers").arg(name));
    if (name == QLatin1String("uuid"))
        return Value(TemplateValue {QUuid::createUuid().toString(QUuid::WithoutBraces)});
    if (name == QLatin1String("now"))
        return Value(TemplateValue {clock().toUTC().toString(Qt::ISODateWithMs)});
    return Value(TemplateValue {QString::number(clock().toMSecsSinceEpoch())});
}

Result<TemplateValue, QString> Generators::counter(const QStringList &words, Draw draw)
{
    bool isNumber = true;
    const qint64 first = words.size() > 1 ? words.at(1).toLongLong(&isNumber) : 1;
    if (words.size() > 2 || !isNumber)
        return QCoreApplication::translate("phx::app::Generators",
                                           "counter takes one whole number: where to begin");
    const qint64 now = first + static_cast<qint64>(m_counter);
    if (draw == Draw::Use)
        ++m_counter;
    return TemplateValue {QString::number(now)};
}

Result<TemplateValue, QString> Generators::random(const QStringList &words)
{
    bool isLowest = true;
    bool isHighest = true;
    qint64 lowest = 0;
    qint64 highest = DefaultRandomMax;
    if (words.size() == 3) {
        lowest = words.at(1).toInt(&isLowest);
        highest = words.at(2).toInt(&isHighest);
    }
    if ((words.size() != 1 && words.size() != 3) || !isLowest || !isHighest || lowest > highest)
        return QCoreApplication::translate(
            "phx::app::Generators", "random takes two whole numbers: the lowest and the highest");
    return TemplateValue {
        QString::number(QRandomGenerator::global()->bounded(lowest, highest + 1))};
}

} // namespace phx::app
