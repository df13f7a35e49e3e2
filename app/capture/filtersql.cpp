// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/filtersql.h"

#include "app/capture/recipients.h"
#include "app/capture/statement.h"

#include <algorithm>
#include <array>
#include <sqlite3.h>

namespace phx::app {

namespace {

using tap::EventKind;

constexpr std::array<quint8, 256> lowerCaseTable()
{
    std::array<quint8, 256> table {};
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<quint8>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    return table;
}

constexpr std::array<quint8, 256> LowerCase = lowerCaseTable();

QByteArrayView bytesOf(sqlite3_value *value)
{
    // The blob first: asking for the size before could convert the value.
    const auto *const data = static_cast<const char *>(sqlite3_value_blob(value));
    return {data, sqlite3_value_bytes(value)};
}

//! phx_contains(bytes, lower-case needle): substring, without regard to the case of ASCII letters.
void contains(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const QByteArrayView haystack = bytesOf(arguments[0]);
    const QByteArrayView needle = bytesOf(arguments[1]);
    const auto equal = [](char left, char right) {
        return LowerCase[static_cast<quint8>(left)] == static_cast<quint8>(right);
    };
    const bool isFound =
        std::search(haystack.begin(), haystack.end(), needle.begin(), needle.end(), equal)
        != haystack.end();
    sqlite3_result_int(context, isFound ? 1 : 0);
}

//! phx_delivers(recipients, connection)
void delivers(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto connection = static_cast<quint64>(sqlite3_value_int64(arguments[1]));
    sqlite3_result_int(context, recipients::contains(bytesOf(arguments[0]), connection) ? 1 : 0);
}

QByteArray lowerCase(QByteArray text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char character) {
        return static_cast<char>(LowerCase[static_cast<quint8>(character)]);
    });
    return text;
}

QByteArray number(EventKind kind)
{
    return QByteArray::number(static_cast<int>(kind));
}

//! Collects conditions; each value becomes a numbered parameter.
class Conditions
{
public:
    //! \return "?3"
    QByteArray parameter(std::variant<qint64, QByteArray> value)
    {
        m_result.values.push_back(std::move(value));
        return '?' + QByteArray::number(m_result.values.size());
    }

    void add(const QByteArray &condition)
    {
        m_result.where += m_result.where.isEmpty() ? condition : " AND " + condition;
    }

    FilterSql take()
    {
        if (m_result.where.isEmpty())
            m_result.where = "1";
        return std::move(m_result);
    }

private:
    FilterSql m_result;
};

void addTopic(Conditions &conditions, const RowFilter &filter)
{
    const QByteArray exact = conditions.parameter(filter.topic);
    if (!filter.topicIsBranch) {
        conditions.add("topic = " + exact);
        return;
    }
    // Everything that starts with "room:" lies between "room:" and "room;", the next character.
    const QByteArray first = conditions.parameter(QByteArray(filter.topic + ':'));
    const QByteArray beyond = conditions.parameter(QByteArray(filter.topic + ';'));
    conditions.add("(topic = " + exact + " OR (topic >= " + first + " AND topic < " + beyond
                   + "))");
}

} // namespace

FilterSql compile(const RowFilter &filter)
{
    Conditions conditions;
    if (filter.afterSequence > 0)
        conditions.add("sequence > " + conditions.parameter(qint64(filter.afterSequence)));
    if (!filter.topic.isEmpty())
        addTopic(conditions, filter);
    if (filter.connection > 0) {
        const QByteArray connection = conditions.parameter(qint64(filter.connection));
        conditions.add("(connection = " + connection + " OR (kind = " + number(EventKind::FanOut)
                       + " AND phx_delivers(recipients, " + connection + ")))");
    }
    if (!filter.heartbeats)
        conditions.add("heartbeat = 0");
    if (!filter.lifecycle) {
        // A crash stays: no frame says why.
        conditions.add("kind NOT IN (" + number(EventKind::ChannelJoined) + ", "
                       + number(EventKind::JoinRefused) + ", " + number(EventKind::ChannelClosed)
                       + ')');
    }
    if (!filter.text.isEmpty()) {
        const QByteArray needle = conditions.parameter(lowerCase(filter.text));
        conditions.add("(phx_contains(topic, " + needle + ") OR phx_contains(event, " + needle
                       + ") OR phx_contains(frame, " + needle + "))");
    }
    return conditions.take();
}

void FilterSql::bindTo(Statement &statement) const
{
    int parameter = 1;
    for (const auto &value : values) {
        if (const auto *integer = std::get_if<qint64>(&value))
            statement.bind(parameter, *integer);
        else
            statement.bindText(parameter, std::get<QByteArray>(value));
        ++parameter;
    }
}

bool registerFilterFunctions(sqlite3 *database)
{
    constexpr int Flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    return sqlite3_create_function_v2(database, "phx_contains", 2, Flags, nullptr, contains,
                                      nullptr, nullptr, nullptr)
        == SQLITE_OK
        && sqlite3_create_function_v2(database, "phx_delivers", 2, Flags, nullptr, delivers,
                                      nullptr, nullptr, nullptr)
        == SQLITE_OK;
}

} // namespace phx::app
