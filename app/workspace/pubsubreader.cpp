// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/pubsubreader.h"

#include "app/workspace/objectreader.h"

#include <QDir>
#include <QRegularExpression>

namespace phx::app {

namespace {

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

bool isModuleName(const QString &name)
{
    return matches(name, QStringLiteral("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*"))
        && name.size() <= 200;
}

void readName(ObjectReader &reader, server::RedisOptions &options)
{
    const JsonNode *name = reader.require(u"name");
    const QString text = reader.text(u"name");
    const QString refusal = pubSubNameProblem(text);
    if (name != nullptr && !refusal.isEmpty())
        reader.failValue(u"name", *name, refusal);
    options.name = text.toUtf8();
}

std::optional<server::TrackerOptions> readPresence(ObjectReader &reader)
{
    server::TrackerOptions options;
    options.permdownOnShutdown = reader.flag(u"permdown_on_shutdown", false);
    const JsonNode *module = reader.find(u"presence");
    if (module == nullptr)
        return options;
    if (module->is(JsonNode::Kind::Bool) && !module->boolean)
        return std::nullopt;
    if (!module->is(JsonNode::Kind::Text) || !isModuleName(module->text))
        reader.failValue(
            u"presence", *module,
            QStringLiteral("false or the name of a module, as in \"MyAppWeb.Presence\""));
    options.module = module->text.toUtf8();
    return options;
}

void readUrl(ObjectReader &reader, server::RedisOptions &options)
{
    const JsonNode *url = reader.find(u"url");
    if (url == nullptr)
        return;
    const QString text = reader.text(u"url");
    const auto address = server::RedisAddress::parse(text);
    if (address)
        options.address = address.value();
    else
        reader.fail(url->position, QStringLiteral("\"url\": %1").arg(address.error()));
}

void readNodeName(ObjectReader &reader, server::RedisOptions &options)
{
    const JsonNode *name = reader.find(u"node_name");
    if (name == nullptr)
        return;
    const QString text = reader.text(u"node_name");
    if (!matches(text, QStringLiteral("[!-~]{1,200}")))
        reader.failValue(u"node_name", *name,
                         QStringLiteral("1 to 200 ASCII characters without spaces"));
    options.nodeName = text.toUtf8();
}

} // namespace

QString pubSubNameProblem(const QString &name)
{
    if (isModuleName(name))
        return {};
    return QStringLiteral("the name of a PubSub module, as in \"MyApp.PubSub\"");
}

PubSubSettings readPubSub(const JsonNode &node, const QString &folder,
                          std::optional<JsonProblem> &problem)
{
    ObjectReader reader(node, QStringLiteral("\"pubsub\""),
                        {QStringLiteral("name"), QStringLiteral("adapter"), QStringLiteral("url"),
                         QStringLiteral("node_name"), QStringLiteral("compression_level"),
                         QStringLiteral("ca"), QStringLiteral("presence"),
                         QStringLiteral("permdown_on_shutdown")},
                        problem);
    PubSubSettings settings;
    server::RedisOptions &options = settings.redis;
    readName(reader, options);
    const JsonNode *adapter = reader.require(u"adapter");
    if (adapter != nullptr && reader.text(u"adapter") != QLatin1String("redis"))
        reader.failValue(u"adapter", *adapter, QStringLiteral("\"redis\""));
    readUrl(reader, options);
    readNodeName(reader, options);
    settings.tracker = readPresence(reader);
    options.compressionLevel = int(reader.integer(u"compression_level", 0, 9, 0));
    if (const JsonNode *ca = reader.find(u"ca")) {
        const QString path = reader.text(u"ca");
        if (path.isEmpty() || !options.address.tls)
            reader.failValue(u"ca", *ca,
                             QStringLiteral("the path of a PEM file, beside a rediss:// URL"));
        options.caFile = QDir(folder).absoluteFilePath(path);
    }
    return settings;
}

} // namespace phx::app
