// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/case.h"
#include "tests/websocket/clientframe.h"

#include <QByteArrayList>

namespace phx::autobahn {

namespace {

using test::ClientFrame;

constexpr quint8 Text = 1;
constexpr quint8 Continuation = 0;
constexpr quint16 InvalidPayload = 1007;

const QByteArray Greek = QByteArrayLiteral("\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5");
const QByteArray Edited = QByteArrayLiteral("edited");

// Frames of one text message.
QByteArrayList frames(const QByteArrayList &parts)
{
    QByteArrayList list;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        list.append(ClientFrame {.opcode = i == 0 ? Text : Continuation,
                                 .payload = parts[i],
                                 .fin = i + 1 == parts.size()}
                        .toBytes());
    }
    return list;
}

QByteArrayList octets(const QByteArray &text)
{
    QByteArrayList list;
    for (const char octet : text)
        list.append(QByteArray(1, octet));
    return list;
}

Script echoes(const QByteArrayList &parts)
{
    return {.steps = {{.bytes = frames(parts).join()}}, .answers = {{.payload = parts.join()}}};
}

Script refuses(const QByteArrayList &parts)
{
    return {.steps = {{.bytes = frames(parts).join()}},
            .ending = Ending::PeerFails,
            .closeCodes = {InvalidPayload}};
}

// Three writes, of which the second has the byte that shows the error.
Script failsFast(const QByteArrayList &writes)
{
    return {.steps = {{.bytes = writes[0], .then = Step::Then::StaysOpen},
                      {.bytes = writes[1], .then = Step::Then::FailsFast},
                      {.bytes = writes[2]}},
            .ending = Ending::PeerFails,
            .closeCodes = {InvalidPayload}};
}

// The same bytes as one frame, cut at the parts.
QByteArrayList chops(const QByteArrayList &parts)
{
    const QByteArray whole = ClientFrame {Text, parts.join()}.toBytes();
    const qsizetype head = whole.size() - parts.join().size();
    const qsizetype first = head + parts[0].size();
    return {whole.left(first), whole.mid(first, parts[1].size()),
            whole.mid(first + parts[1].size())};
}

void appendMessageCases(std::vector<Case> &cases)
{
    const QByteArray mixed = QByteArrayLiteral("Hello-\xC2\xB5@\xC3\x9F\xC3\xB6\xC3\xA4"
                                               "\xC3\xBC\xC3\xA0\xC3\xA1-UTF-8!!");
    const QByteArray surrogate = Greek + "\xED\xA0\x80" + Edited;
    cases.push_back({"6.1.1", [] { return echoes({{}}); }});
    // Three empty fragments. The middle one says nothing; we refuse it as Bandit does since 1.11
    // (a flood of such frames is an attack), so there is no echo to expect.
    cases.push_back({"6.1.2",
                     [] {
                         return Script {.steps = {{.bytes = frames({{}, {}, {}}).join()}},
                                        .ending = Ending::PeerFails,
                                        .closeCodes = {1002}};
                     },
                     true});
    cases.push_back({"6.1.3", [] { return echoes({{}, "middle frame payload", {}}); }});
    cases.push_back({"6.2.1", [=] { return echoes({mixed}); }});
    cases.push_back({"6.2.2", [=] { return echoes({mixed.left(15), mixed.mid(15)}); }});
    cases.push_back({"6.2.3", [=] { return echoes(octets(mixed)); }});
    cases.push_back({"6.2.4", [=] { return echoes(octets(Greek)); }});
    cases.push_back({"6.3.1", [=] { return refuses({surrogate}); }});
    cases.push_back({"6.3.2", [=] { return refuses(octets(surrogate)); }});

    const QByteArrayList outOfRange {Greek, "\xF4\x90\x80\x80", Edited};
    const QByteArrayList splitAtError {Greek + '\xF4', "\x90", "\x80\x80" + Edited};
    cases.push_back({"6.4.1", [=] { return failsFast(frames(outOfRange)); }});
    cases.push_back({"6.4.2", [=] { return failsFast(frames(splitAtError)); }});
    cases.push_back({"6.4.3", [=] { return failsFast(chops(outOfRange)); }});
    cases.push_back({"6.4.4", [=] { return failsFast(chops(splitAtError)); }});
}

struct Sequence
{
    bool isValid;
    QByteArray bytes;
};
using Group = std::vector<Sequence>;

Group sequences(bool isValid, const QByteArrayList &hexTexts)
{
    Group group;
    for (const QByteArray &hex : hexTexts)
        group.push_back({isValid, QByteArray::fromHex(hex)});
    return group;
}

Group join(Group first, const Group &second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Group prefixes()
{
    Group group;
    const QList<qsizetype> ends {2, 5, 7, 9, 11}; // of the characters
    for (qsizetype size = 1; size <= Greek.size(); ++size)
        group.push_back({ends.contains(size), Greek.left(size)});
    return group;
}

Group unexpectedContinuations()
{
    Group group =
        sequences(false, {"80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf"});
    QByteArray all;
    for (int byte = 0x80; byte < 0xBF; ++byte)
        all += char(byte);
    group.push_back({false, all});
    return group;
}

Group lonelyStarts()
{
    Group group;
    const std::pair<int, int> ranges[] = {
        {0xC0, 0xDF}, {0xE0, 0xEF}, {0xF0, 0xF7}, {0xF8, 0xFB}, {0xFC, 0xFD}};
    for (const auto &[first, last] : ranges) {
        QByteArray bytes;
        for (int byte = first; byte < last; ++byte)
            bytes += QByteArray(1, char(byte)) + ' ';
        group.push_back({false, bytes});
    }
    return group;
}

Group nonCharacters()
{
    Group group = sequences(true, {"efbfbe", "efbfbf"});
    for (const char *plane : {"f09f", "f0af", "f0bf", "f18f", "f19f", "f1af", "f1bf", "f28f",
                              "f29f", "f2af", "f2bf", "f38f", "f39f", "f3af", "f3bf", "f48f"}) {
        for (const char *last : {"bfbe", "bfbf"})
            group.push_back({true, QByteArray::fromHex(QByteArray(plane) + last)});
    }
    return group;
}

// Markus Kuhn's UTF-8 decoder tests, as cases 6.5 to 6.23 use them.
std::vector<Group> groups()
{
    const QByteArrayList unfinished {"c0", "e080", "f08080", "f8808080", "fc80808080",
                                     "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf"};
    Group valid;
    for (const char *middle : {"\x24", "\xC2\xA2", "\xE2\x82\xAC", "\xF0\xA4\xAD\xA2"})
        valid.push_back({true, QByteArray("hello") + middle + "world"});
    valid.push_back({true, Greek});
    return {
        valid,
        prefixes(),
        sequences(true, {"00", "c280", "e0a080", "f0908080"}),
        sequences(false, {"f888808080", "fc8480808080"}),
        sequences(true, {"7f", "dfbf", "efbfbf", "f48fbfbf"}),
        sequences(false, {"f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf"}),
        join(sequences(true, {"ed9fbf", "ee8080", "efbfbd", "f48fbfbf"}),
             sequences(false, {"f4908080"})),
        unexpectedContinuations(),
        lonelyStarts(),
        sequences(false, unfinished),
        sequences(false, {unfinished.join()}),
        sequences(false, {"fe", "ff", "fefeffff"}),
        sequences(false, {"c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"}),
        sequences(false, {"c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"}),
        sequences(false, {"c080", "e08080", "f0808080", "f880808080", "fc8080808080"}),
        sequences(false, {"eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf"}),
        sequences(false,
                  {"eda080edb080", "eda080edbfbf", "edadbfedb080", "edadbfedbfbf", "edae80edb080",
                   "edae80edbfbf", "edafbfedb080", "edafbfedbfbf"}),
        nonCharacters(),
        sequences(true, {"efbfb9", "efbfba", "efbfbb", "efbfbc", "efbfbd", "efbfbe", "efbfbf"}),
    };
}

} // namespace

void appendUtf8Cases(std::vector<Case> &cases)
{
    appendMessageCases(cases);
    int groupNumber = 4;
    for (const Group &group : groups()) {
        ++groupNumber;
        int index = 0;
        for (const Sequence &sequence : group) {
            const QByteArray number =
                "6." + QByteArray::number(groupNumber) + '.' + QByteArray::number(++index);
            cases.push_back({number, [=] {
                                 return sequence.isValid ? echoes({sequence.bytes})
                                                         : refuses({sequence.bytes});
                             }});
        }
    }
}

} // namespace phx::autobahn
