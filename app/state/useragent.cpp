// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/useragent.h"

#include <array>

namespace phx::app {

namespace {

enum class Version : quint8 { None, Major, MajorMinor };

struct KnownAgent
{
    const char *mark = ""; //!< in the User-Agent; the version follows it
    const char *label = "";
    Version version = Version::None;
};

// In the order of asking: browsers carry the names of those that they once had to look like, so the
// specific ones come first.
constexpr std::array KnownAgents {
    KnownAgent {"Edg/", "Edge", Version::Major},
    KnownAgent {"OPR/", "Opera", Version::Major},
    KnownAgent {"SamsungBrowser/", "Samsung Internet", Version::Major},
    KnownAgent {"HeadlessChrome/", "Headless Chrome", Version::Major},
    KnownAgent {"Electron/", "Electron", Version::Major},
    KnownAgent {"QtWebEngine/", "QtWebEngine", Version::MajorMinor},
    KnownAgent {"CriOS/", "Chrome", Version::Major},
    KnownAgent {"FxiOS/", "Firefox", Version::Major},
    KnownAgent {"Chrome/", "Chrome", Version::Major},
    KnownAgent {"Firefox/", "Firefox", Version::Major},
    KnownAgent {"jsdom/", "jsdom", Version::Major},
    KnownAgent {"curl/", "curl", Version::MajorMinor},
    KnownAgent {"websockets/", "Python websockets", Version::MajorMinor},
    KnownAgent {"aiohttp/", "Python aiohttp", Version::MajorMinor},
    KnownAgent {"python-requests/", "Python requests", Version::MajorMinor},
    KnownAgent {"Dart/", "Dart", Version::MajorMinor},
    KnownAgent {"okhttp/", "okhttp", Version::MajorMinor},
    KnownAgent {"Go-http-client/", "Go", Version::None},
    KnownAgent {"k6/", "k6", Version::MajorMinor},
    KnownAgent {"PostmanRuntime/", "Postman", Version::Major},
    KnownAgent {"insomnia/", "Insomnia", Version::Major},
    KnownAgent {"Deno/", "Deno", Version::MajorMinor},
    KnownAgent {"Bun/", "Bun", Version::MajorMinor},
    KnownAgent {"CFNetwork/", "Apple CFNetwork", Version::None},
    KnownAgent {"Channelscope/", "Channelscope", Version::MajorMinor},
};

//! "156.0.1.2" as "156" or "156.0"; empty if no digit is there.
QByteArray versionAt(const QByteArray &agent, qsizetype from, Version wanted)
{
    qsizetype end = from;
    int dots = 0;
    for (; end < agent.size(); ++end) {
        if (agent[end] == '.') {
            if (wanted == Version::Major || ++dots == 2)
                break;
        } else if (agent[end] < '0' || agent[end] > '9') {
            break;
        }
    }
    constexpr qsizetype MaxVersion = 12; // characters; a longer one is not a version
    if (wanted == Version::None || end == from || end - from > MaxVersion)
        return {};
    return ' ' + agent.mid(from, end - from);
}

QByteArray userAgent(const QByteArray &head)
{
    constexpr QByteArrayView Name = "user-agent:";
    qsizetype from = head.indexOf('\n') + 1;
    while (from > 0 && from < head.size()) {
        const qsizetype newline = head.indexOf('\n', from);
        const QByteArray line = head.mid(from, newline < 0 ? -1 : newline - from);
        if (line.size() > Name.size()
            && line.first(Name.size()).compare(Name, Qt::CaseInsensitive) == 0)
            return line.sliced(Name.size()).trimmed();
        from = newline + 1;
    }
    return {};
}

} // namespace

QString clientLabel(const QByteArray &requestHead)
{
    const QByteArray agent = userAgent(requestHead);
    if (agent.isEmpty())
        return {};
    // A client of ours says which one it is: "Channelscope/0.4 (built-in 2)".
    constexpr QByteArrayView BuiltIn = " (built-in ";
    if (const qsizetype at = agent.indexOf(BuiltIn);
        agent.startsWith("Channelscope/") && at > 0 && agent.endsWith(')'))
        return QString::fromLatin1(agent.sliced(at + 2).chopped(1));
    for (const KnownAgent &known : KnownAgents) {
        const QByteArrayView mark(known.mark);
        const qsizetype at = agent.indexOf(mark);
        if (at >= 0)
            return QString::fromLatin1(known.label
                                       + versionAt(agent, at + mark.size(), known.version));
    }
    // Safari tells its own version behind "Version/".
    if (agent.contains("Safari/")) {
        constexpr QByteArrayView Mark = "Version/";
        const qsizetype at = agent.indexOf(Mark);
        return QStringLiteral("Safari")
            + (at < 0 ? QString()
                      : QString::fromLatin1(versionAt(agent, at + Mark.size(), Version::Major)));
    }
    return agent == "node" ? QStringLiteral("Node.js") : QString();
}

} // namespace phx::app
