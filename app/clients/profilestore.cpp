// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/profilestore.h"

#include "app/compose/messagejson.h"
#include "app/compose/privatefile.h"
#include "app/workspace/objectreader.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <array>
#include <utility>

namespace phx::app {

namespace {

using Transport = ClientProfile::Transport;

constexpr JsonLimits FileLimits {
    .maxBytes = 16 * 1024 * 1024, .maxDepth = 16, .maxValues = 100'000};

constexpr std::array<std::pair<Transport, const char *>, 3> TransportNames {
    {{Transport::WebSocket, "websocket"},
     {Transport::LongPoll, "longpoll"},
     {Transport::Fallback, "websocket_then_longpoll"}}};

struct TextKey
{
    const char *key;
    QString ClientProfile::*member;
};

constexpr std::array<TextKey, 9> TextKeys {{{"name", &ClientProfile::name},
                                            {"url", &ClientProfile::url},
                                            {"vsn", &ClientProfile::vsn},
                                            {"params", &ClientProfile::params},
                                            {"auth_token", &ClientProfile::authToken},
                                            {"reconnect_ms", &ClientProfile::reconnect},
                                            {"ca_file", &ClientProfile::caFile},
                                            {"topic", &ClientProfile::topic},
                                            {"join_payload", &ClientProfile::joinPayload}}};

QStringList profileKeys()
{
    QStringList keys {QStringLiteral("transport"), QStringLiteral("jitter_percent")};
    for (const TextKey &text : TextKeys)
        keys.append(QLatin1String(text.key));
    return keys;
}

void readTransport(ObjectReader &reader, ClientProfile &profile)
{
    const JsonNode *node = reader.find(u"transport");
    if (node == nullptr)
        return;
    const QString name = reader.text(u"transport");
    for (const auto &[transport, known] : TransportNames) {
        if (name == QLatin1String(known)) {
            profile.transport = transport;
            return;
        }
    }
    reader.failValue(u"transport", *node,
                     QStringLiteral("websocket, longpoll or websocket_then_longpoll"));
}

ClientProfile readOne(const JsonNode &node, std::optional<JsonProblem> &problem)
{
    ObjectReader reader(node, QStringLiteral("a profile"), profileKeys(), problem);
    ClientProfile profile;
    for (const TextKey &text : TextKeys) {
        const QString key = QLatin1String(text.key);
        profile.*text.member = reader.text(key, profile.*text.member);
        const JsonNode *value = reader.find(key);
        if (value != nullptr && value->text.size() > ClientProfile::MaxTextLength)
            reader.fail(value->position,
                        QStringLiteral("\"%1\" must be at most %2 characters long")
                            .arg(key)
                            .arg(ClientProfile::MaxTextLength));
    }
    const JsonNode *name = reader.require(u"name");
    if (name != nullptr
        && (profile.name.isEmpty() || profile.name.size() > ClientProfile::MaxNameLength))
        reader.failValue(
            u"name", *name,
            QStringLiteral("a text of 1 to %1 characters").arg(ClientProfile::MaxNameLength));
    readTransport(reader, profile);
    profile.jitterPercent = int(reader.integer(u"jitter_percent", 0, 100, 0));
    // A profile without a URL means the server that the program hosts.
    if (!profile.url.isEmpty())
        profile.target = ClientProfile::Target::Url;
    return profile;
}

QByteArray writeOne(const ClientProfile &profile)
{
    const ClientProfile usual;
    QByteArrayList members;
    for (const TextKey &text : TextKeys) {
        const QString &value = profile.*text.member;
        const bool isUnused = text.member == &ClientProfile::url
            && profile.target == ClientProfile::Target::ThisServer;
        if (value != usual.*text.member && !isUnused)
            members.append(QByteArray("\"") + text.key + "\": " + quotedJson(value));
    }
    for (const auto &[transport, name] : TransportNames) {
        if (transport == profile.transport && transport != usual.transport)
            members.append(QByteArray("\"transport\": \"") + name + '"');
    }
    if (profile.jitterPercent != usual.jitterPercent)
        members.append("\"jitter_percent\": " + QByteArray::number(profile.jitterPercent));
    return "\n    { " + members.join(", ") + " }";
}

} // namespace

Result<QList<ClientProfile>, JsonProblem> readProfiles(const QByteArray &text)
{
    const auto root = JsonReader::read(text, FileLimits);
    if (!root)
        return root.error();
    std::optional<JsonProblem> problem;
    QList<ClientProfile> profiles;
    ObjectReader reader(root.value(), QStringLiteral("the file"), {QStringLiteral("profiles")},
                        problem);
    const JsonNode *list = reader.array(u"profiles");
    if (list != nullptr && std::ssize(list->items) > ProfileStore::MaxProfiles)
        reader.fail(list->position,
                    QStringLiteral("\"profiles\" must list at most %1 profiles")
                        .arg(ProfileStore::MaxProfiles));
    if (list != nullptr && reader.isOk()) {
        for (const JsonNode &node : list->items)
            profiles.append(readOne(node, problem));
    }
    if (problem)
        return *problem;
    return profiles;
}

QByteArray writeProfiles(const QList<ClientProfile> &profiles)
{
    QByteArrayList rows;
    for (const ClientProfile &profile : profiles)
        rows.append(writeOne(profile));
    return "{\n  \"profiles\": " + (rows.isEmpty() ? "[]" : '[' + rows.join(',') + "\n  ]")
        + "\n}\n";
}

ProfileStore::ProfileStore(const QString &directory)
    : m_directory(directory)
{
    if (!QFile::exists(path()))
        return;
    auto profiles = readProfiles(readFile(path(), FileLimits.maxBytes + 1));
    if (profiles)
        m_profiles = std::move(profiles).value();
    else
        m_problem = placed(path(), profiles.error());
}

QString ProfileStore::path() const
{
    return m_directory + QStringLiteral("/clients.json");
}

QString ProfileStore::save(const ClientProfile &profile)
{
    QList<ClientProfile> profiles = m_profiles;
    profiles.removeIf([&](const ClientProfile &other) { return other.name == profile.name; });
    if (profiles.size() >= MaxProfiles)
        return QCoreApplication::translate("phx::app::ProfileStore",
                                           "There are %1 profiles already; delete one first.")
            .arg(MaxProfiles);
    profiles.append(profile);
    return store(std::move(profiles));
}

QString ProfileStore::remove(const QString &name)
{
    QList<ClientProfile> profiles = m_profiles;
    profiles.removeIf([&](const ClientProfile &profile) { return profile.name == name; });
    return store(std::move(profiles));
}

QString ProfileStore::store(QList<ClientProfile> profiles)
{
    if (!m_problem.isEmpty())
        return m_problem;
    std::sort(profiles.begin(), profiles.end(),
              [](const ClientProfile &a, const ClientProfile &b) { return a.name < b.name; });
    const QByteArray text = writeProfiles(profiles);
    // What cannot be read again must not replace what can.
    const auto again = readProfiles(text);
    if (!again)
        return placed(path(), again.error());
    const QString problem = replacePrivateFile(path(), text);
    if (!problem.isEmpty())
        return QStringLiteral("%1: %2").arg(path(), problem);
    m_profiles = std::move(profiles);
    return {};
}

} // namespace phx::app
