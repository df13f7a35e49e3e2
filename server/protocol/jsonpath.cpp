// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonpath.h"

#include "server/protocol/jsonscanner.h"

#include <algorithm>
#include <array>
#include <vector>

namespace phx::protocol {

namespace {

using Outcome = JsonScanner::Outcome;

std::optional<QByteArray> memberOf(const QByteArray &json, const QByteArray &key)
{
    std::array<JsonScanner::Member, 1> members {{{.key = key}}};
    JsonScanner scanner(json);
    if (scanner.scanObject(members) != Outcome::Ok || !members[0].isThere)
        return std::nullopt;
    return scanner.raw(members[0].value);
}

std::optional<QByteArray> elementOf(const QByteArray &json, int index)
{
    std::vector<JsonScanner::Slice> first(static_cast<size_t>(index) + 1);
    JsonScanner scanner(json);
    if (scanner.scanArray(first) != Outcome::Ok || scanner.elementCount() <= index)
        return std::nullopt;
    return scanner.raw(first.back());
}

} // namespace

Result<JsonPath, QString> JsonPath::parse(QByteArrayView text)
{
    JsonPath path;
    qsizetype begin = 0;
    while (begin < text.size()) {
        const bool isIndex = text[begin] == '[';
        qsizetype end = begin + (isIndex ? 1 : 0);
        while (end < text.size() && text[end] != (isIndex ? ']' : '.')
               && (isIndex || text[end] != '['))
            ++end;
        if (isIndex && end == text.size())
            return QStringLiteral("a '[' is not closed");
        const QByteArrayView step =
            text.sliced(begin + (isIndex ? 1 : 0), end - begin - (isIndex ? 1 : 0));
        if (!path.append(step) || (isIndex && path.m_steps.constLast().index < 0))
            return QStringLiteral("\"%1\" is no key and no index from 0 to %2")
                .arg(QString::fromUtf8(step))
                .arg(MaxIndex);
        if (path.m_steps.size() > MaxSteps)
            return QStringLiteral("a path has at most %1 steps").arg(MaxSteps);
        begin = end + (isIndex ? 1 : 0);
        if (begin < text.size() && text[begin] == '.') {
            ++begin;
            if (begin == text.size())
                return QStringLiteral("a path must not end with '.'");
        }
    }
    return path;
}

bool JsonPath::append(QByteArrayView step)
{
    const auto isForbidden = [](char c) {
        return QByteArrayView(".[]{}\"\\").contains(c) || static_cast<uchar>(c) <= 0x20;
    };
    if (step.isEmpty() || std::any_of(step.begin(), step.end(), isForbidden))
        return false;
    Step added {.key = step.toByteArray()};
    const bool isDigits =
        std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (isDigits && step.size() <= 3)
        added.index = added.key.toInt();
    m_steps.append(added);
    return true;
}

std::optional<QByteArray> JsonPath::find(const QByteArray &json) const
{
    QByteArray current = json;
    for (const Step &step : m_steps) {
        auto found = memberOf(current, step.key);
        if (!found && step.index >= 0)
            found = elementOf(current, step.index);
        if (!found)
            return std::nullopt;
        current = *std::move(found);
    }
    return current;
}

QByteArray plainText(const QByteArray &json)
{
    JsonScanner scanner(json);
    JsonScanner::Slice slice;
    if (scanner.scanValue(slice) != Outcome::Ok || slice.kind == JsonScanner::Kind::Null)
        return {};
    return slice.kind == JsonScanner::Kind::String ? scanner.unescaped(slice) : scanner.raw(slice);
}

} // namespace phx::protocol
