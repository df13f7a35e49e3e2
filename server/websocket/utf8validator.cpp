// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/utf8validator.h"

#include <array>
#include <cstring>

namespace phx::websocket {

namespace {

// What the next byte may be. The first continuation byte after E0, ED, F0 and F4 has a narrower
// range than others (RFC 3629 §4), which is where overlong forms, surrogates and values above
// U+10FFFF show.
enum State : quint8 {
    Between, // must be 0: isComplete() tests for it
    Need1,
    Need2,
    Need3,
    AfterE0,
    AfterEd,
    AfterF0,
    AfterF4,
    Refused,
    StateCount
};

using Row = std::array<quint8, 256>;
using Table = std::array<Row, StateCount>;

constexpr void allow(Row &row, int first, int last, State next)
{
    for (int byte = first; byte <= last; ++byte)
        row[static_cast<std::size_t>(byte)] = next;
}

constexpr Table makeTable()
{
    Table table {};
    for (Row &row : table)
        allow(row, 0x00, 0xFF, Refused);
    Row &lead = table[Between];
    allow(lead, 0x00, 0x7F, Between);
    allow(lead, 0xC2, 0xDF, Need1);
    allow(lead, 0xE0, 0xE0, AfterE0);
    allow(lead, 0xE1, 0xEF, Need2);
    allow(lead, 0xED, 0xED, AfterEd);
    allow(lead, 0xF0, 0xF0, AfterF0);
    allow(lead, 0xF1, 0xF3, Need3);
    allow(lead, 0xF4, 0xF4, AfterF4);
    allow(table[Need1], 0x80, 0xBF, Between);
    allow(table[Need2], 0x80, 0xBF, Need1);
    allow(table[Need3], 0x80, 0xBF, Need2);
    allow(table[AfterE0], 0xA0, 0xBF, Need1);
    allow(table[AfterEd], 0x80, 0x9F, Need1);
    allow(table[AfterF0], 0x90, 0xBF, Need2);
    allow(table[AfterF4], 0x80, 0x8F, Need2);
    return table;
}

constexpr Table Transitions = makeTable();
constexpr quint64 HighBits = 0x8080'8080'8080'8080;

bool isAsciiWord(const char *bytes)
{
    quint64 word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return (word & HighBits) == 0;
}

} // namespace

bool Utf8Validator::feed(QByteArrayView bytes)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    quint8 state = m_state;
    while (at != end) {
        // Most text is ASCII: between characters, eight bytes are judged at once.
        if (state == Between) {
            while (end - at >= qsizetype(sizeof(quint64)) && isAsciiWord(at))
                at += sizeof(quint64);
            if (at == end)
                break;
        }
        state = Transitions[state][static_cast<quint8>(*at++)];
        if (state == Refused)
            break;
    }
    m_state = state;
    return state != Refused;
}

} // namespace phx::websocket
