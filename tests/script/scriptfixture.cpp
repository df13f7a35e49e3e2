// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/script/scriptfixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QTest>

namespace phx::test {

ScriptFixture::ScriptFixture()
{
    // Crashing scripts are what is tested; their rows in the tap are looked at.
    QLoggingCategory::setFilterRules(QStringLiteral("phx.*=false"));
    settings.folder = m_folder.path();
    settings.entry = QStringLiteral("user_socket.mjs");
    settings.secretKeyBase = "a secret of the tests that is long enough";
    settings.store = std::make_shared<server::ScriptStore>();
    settings.limits.soft = std::chrono::milliseconds(300);
    settings.limits.hard = std::chrono::seconds(20);
    settings.limits.callback = std::chrono::seconds(20);
    settings.limits.start = std::chrono::seconds(30);
    settings.limits.maxDeaths = 1'000;
}

ScriptFixture::~ScriptFixture()
{
    m_endpoint.stopAndWait();
}

void ScriptFixture::write(const QString &name, const QByteArray &text) const
{
    const QString path = m_folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
}

QString ScriptFixture::writeProgram(const QByteArray &text) const
{
    const QString name = QStringLiteral("helper.sh");
    write(name, text);
    const QString path = m_folder.filePath(name);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

QByteArray ScriptFixture::read(const QString &name) const
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ScriptFixture::writeRoom(const QByteArray &handleIn) const
{
    write(QStringLiteral("user_socket.mjs"),
          "export const channels = [[\"room:*\", \"room.mjs\"]];\n");
    write(QStringLiteral("room.mjs"),
          "export function join(topic, payload, socket) { return { ok: {} }; }\n"
          "export function handleIn(event, payload, socket) {\n"
          "if (event === \"echo\") return { reply: \"ok\", response: payload };\n"
              + handleIn + "\n}\n");
}

bool ScriptFixture::start(int threads)
{
    server::EndpointConfig config;
    config.port = 0;
    config.threads = threads;
    server::SocketMount mount;
    mount.handler = std::make_shared<const server::ScriptSocket>(settings);
    mount.log = log;
    config.sockets.append(mount);
    m_endpoint.start(config);
    return QTest::qWaitFor(
        [this] { return m_endpoint.status().state == server::EndpointStatus::State::Listening; },
        30'000);
}

std::unique_ptr<WireClient> ScriptFixture::joined(const QByteArray &query) const
{
    auto client = std::make_unique<WireClient>(port());
    if (client->upgrade("/socket/websocket?vsn=2.0.0" + query, {}).status != 101)
        return nullptr;
    client->sendText(R"(["1","1","room:a","phx_join",{}])");
    return client->next(std::chrono::seconds(30)).data.contains(R"("status":"ok")")
        ? std::move(client)
        : nullptr;
}

QByteArray ScriptFixture::details(tap::EventKind kind)
{
    for (const auto &tap : m_endpoint.taps())
        tap->drain(m_events);
    QByteArray text;
    for (const tap::TapEvent &event : m_events) {
        if (event.kind == kind)
            text += event.detail + '\n';
    }
    return text;
}

} // namespace phx::test
