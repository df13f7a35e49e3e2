// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/vsn.h"

#include <algorithm>

namespace phx::protocol {

namespace {

// Step by step as Elixir's Version.Parser.parse_version/2 (lib/elixir/lib/version.ex).

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool hasLeadingZero(QByteArrayView text)
{
    return text.size() > 1 && text.front() == '0';
}

bool isNumber(QByteArrayView text)
{
    return isDigits(text) && !hasLeadingZero(text);
}

bool isIdentifier(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || c == '-';
    });
}

QList<QByteArrayView> split(QByteArrayView text)
{
    QList<QByteArrayView> parts;
    for (qsizetype dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.')) {
        parts.append(text.first(dot));
        text = text.sliced(dot + 1);
    }
    parts.append(text);
    return parts;
}

enum class Identifiers { PreRelease, Build };

bool areIdentifiers(QByteArrayView text, Identifiers kind)
{
    const QList<QByteArrayView> parts = split(text);
    return std::all_of(parts.begin(), parts.end(), [kind](QByteArrayView part) {
        const bool zeroPadded = isDigits(part) && hasLeadingZero(part);
        return isIdentifier(part) && !(kind == Identifiers::PreRelease && zeroPadded);
    });
}

} // namespace

std::optional<Vsn> negotiateVsn(QByteArrayView vsn)
{
    QByteArrayView version = vsn;
    if (const qsizetype plus = version.indexOf('+'); plus >= 0) {
        if (!areIdentifiers(version.sliced(plus + 1), Identifiers::Build))
            return std::nullopt;
        version = version.first(plus);
    }
    const qsizetype dash = version.indexOf('-');
    if (dash >= 0) {
        if (!areIdentifiers(version.sliced(dash + 1), Identifiers::PreRelease))
            return std::nullopt;
        version = version.first(dash);
    }
    const QList<QByteArrayView> parts = split(version);
    if (parts.size() != 3 || !std::all_of(parts.begin(), parts.end(), isNumber))
        return std::nullopt;

    // "~> x.0.0" is: at least x.0.0, and of x.0; a pre-release of x.0.0 is less than it.
    if (parts.at(1) != "0" || (parts.at(2) == "0" && dash >= 0))
        return std::nullopt;
    if (parts.at(0) == "1")
        return Vsn::V1;
    if (parts.at(0) == "2")
        return Vsn::V2;
    return std::nullopt;
}

} // namespace phx::protocol
