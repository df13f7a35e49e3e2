// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/rulevalue.h"

#include "server/protocol/wirevalue.h"

#include <QDateTime>
#include <QJsonValue>
#include <QUuid>

namespace phx::server {

namespace {

QByteArray quoted(const QByteArray &text)
{
    QByteArray json;
    protocol::WireValue::appendJsonText(json, text);
    return json;
}

std::optional<QByteArray> captured(const QByteArray &name, const QByteArray &whole,
                                   const Captures &parts)
{
    if (name.isEmpty())
        return quoted(whole);
    const auto part = parts.constFind(name);
    return part == parts.cend() ? std::nullopt : std::optional(quoted(*part));
}

std::optional<QByteArray> within(const protocol::Payload &payload, const protocol::JsonPath &path)
{
    return payload.isBinary() ? std::nullopt : path.find(payload.bytes());
}

} // namespace

RuleSources RuleSources::makeDefault()
{
    return {
        .now = [] { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8(); },
        .uuid = [] { return QUuid::createUuid().toByteArray(QUuid::WithoutBraces); },
        .counter = std::make_shared<std::atomic<quint64>>(0)};
}

Result<RuleValue, QString> RuleValue::parse(const QByteArray &text)
{
    static const QHash<QByteArray, Source> Names {
        {"topic", Source::Topic}, {"event", Source::Event},   {"payload", Source::Payload},
        {"join", Source::Join},   {"params", Source::Params}, {"assigns", Source::Assigns},
        {"now", Source::Now},     {"uuid", Source::Uuid},     {"counter", Source::Counter}};
    RuleValue value;
    value.m_text = text.trimmed();
    qsizetype end = 0;
    while (end < value.m_text.size() && value.m_text.at(end) != '.' && value.m_text.at(end) != '[')
        ++end;
    const auto source = Names.constFind(value.m_text.left(end));
    if (source == Names.cend())
        return QStringLiteral("there is no value \"%1\"; there are topic, event, payload, join, "
                              "params, assigns, now, uuid and counter")
            .arg(QString::fromUtf8(value.m_text.left(60)));
    value.m_source = *source;
    QByteArray rest = value.m_text.mid(end);
    if (rest.startsWith('.'))
        rest.remove(0, 1);
    if (rest.isEmpty() && end < value.m_text.size())
        return QStringLiteral("\"%1\" must not end with '.'").arg(QString::fromUtf8(value.m_text));
    if (value.m_source == Source::Topic || value.m_source == Source::Event) {
        value.m_capture = rest;
        return value;
    }
    const bool hasPath = value.m_source == Source::Payload || value.m_source == Source::Join
        || value.m_source == Source::Params || value.m_source == Source::Assigns;
    if (!hasPath && !rest.isEmpty())
        return QStringLiteral("\"%1\" has no parts").arg(QString::fromUtf8(value.m_text.left(end)));
    auto path = protocol::JsonPath::parse(rest);
    if (!path)
        return path.error();
    value.m_path = std::move(path).value();
    return value;
}

std::optional<QByteArray> RuleValue::find(const RuleInput &input, const RuleSources &sources) const
{
    switch (m_source) {
    case Source::Topic:
        return captured(m_capture, input.topic, input.topicParts);
    case Source::Event:
        return captured(m_capture, input.event, input.eventParts);
    case Source::Payload:
        return within(input.payload, m_path);
    case Source::Join:
        return within(input.join, m_path);
    case Source::Params: {
        static const protocol::JsonPath Params = protocol::JsonPath::parse("params").value();
        const auto params = Params.find(input.assigns);
        return params ? m_path.find(*params) : std::nullopt;
    }
    case Source::Assigns:
        return m_path.find(input.assigns);
    case Source::Now:
        return quoted(sources.now());
    case Source::Uuid:
        return quoted(sources.uuid());
    case Source::Counter:
        return QByteArray::number(sources.counter->fetch_add(1, std::memory_order_relaxed) + 1);
    }
    return std::nullopt;
}

bool isSameJson(const QByteArray &a, const QByteArray &b)
{
    if (a == b)
        return true;
    // Above 15 digits two numbers may only look the same as doubles.
    constexpr qsizetype ExactDigits = 15;
    const QJsonValue left = protocol::Payload::json(a).toValue();
    const QJsonValue right = protocol::Payload::json(b).toValue();
    const bool areNumbers = left.isDouble() && right.isDouble();
    if (areNumbers && (a.size() > ExactDigits || b.size() > ExactDigits))
        return false;
    return !left.isUndefined() && left == right;
}

} // namespace phx::server
