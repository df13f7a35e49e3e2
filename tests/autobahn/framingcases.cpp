// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/case.h"
#include "tests/websocket/clientframe.h"

namespace phx::autobahn {

namespace {

using test::ClientFrame;

constexpr quint8 Text = 1;
constexpr quint8 Binary = 2;
constexpr quint8 Continuation = 0;
constexpr quint8 Close = 8;
constexpr quint8 Ping = 9;
constexpr quint8 Pong = 10;
constexpr quint16 ProtocolError = 1002;

// How the suite sends the frames of a case.
enum class Chopping { Together, FrameWise, OctetWise };
constexpr Chopping AllChoppings[] = {Chopping::Together, Chopping::FrameWise, Chopping::OctetWise};

QByteArray number(int first, int second, int third = 0)
{
    QByteArray text = QByteArray::number(first) + '.' + QByteArray::number(second);
    if (third > 0)
        text += '.' + QByteArray::number(third);
    return text;
}

std::vector<Step> send(const std::vector<ClientFrame> &frames,
                       Chopping chopping = Chopping::Together)
{
    std::vector<Step> steps;
    QByteArray together;
    for (const ClientFrame &frame : frames) {
        if (chopping == Chopping::FrameWise)
            steps.push_back({.bytes = frame.toBytes()});
        else
            together += frame.toBytes();
    }
    if (!together.isEmpty())
        steps.push_back({.bytes = together, .chop = chopping == Chopping::OctetWise ? 1 : 0});
    return steps;
}

Script echoes(std::vector<Step> steps, std::vector<Answer> answers)
{
    return {.steps = std::move(steps), .answers = std::move(answers)};
}

// The peer must fail; the answers to what came before are expected, but may be missing in a lax
// peer.
Script fails(std::vector<Step> steps, std::vector<Answer> answers = {})
{
    Script script {.steps = std::move(steps),
                   .answers = std::move(answers),
                   .ending = Ending::PeerFails,
                   .closeCodes = {ProtocolError}};
    if (!script.answers.empty())
        script.laxAnswers.emplace();
    return script;
}

const QByteArray Hello = QByteArrayLiteral("Hello, world!");
const Answer HelloEcho {.payload = Hello};

void appendEchoCases(std::vector<Case> &cases)
{
    struct Shape
    {
        qsizetype size;
        qsizetype chop;
    };
    const Shape shapes[] = {{0, 0},   {125, 0},   {126, 0},   {127, 0},
                            {128, 0}, {65535, 0}, {65536, 0}, {65536, 997}};
    const auto add = [&](int group, quint8 opcode, Answer::Kind kind, char filler) {
        int index = 0;
        for (const Shape shape : shapes) {
            cases.push_back(
                {number(1, group, ++index), [=] {
                     const QByteArray payload(shape.size, filler);
                     const auto frame = ClientFrame {opcode, payload}.toBytes();
                     return echoes({{.bytes = frame, .chop = shape.chop}}, {{kind, payload}});
                 }});
        }
    };
    add(1, Text, Answer::Kind::Text, '*');
    add(2, Binary, Answer::Kind::Binary, char(0xFE));
}

void appendPingCases(std::vector<Case> &cases)
{
    const QByteArray longest(125, char(0xFE));
    const QByteArray binary("\x00\xFF\xFE\xFD\xFC\xFB\x00\xFF", 8);
    int index = 0;
    for (const QByteArray &payload : {QByteArray(), Hello, binary, longest}) {
        cases.push_back(
            {number(2, ++index), [=] {
                 return echoes(send({{Ping, payload}}), {{Answer::Kind::Pong, payload}});
             }});
    }
    cases.push_back({"2.5", [] { return fails(send({{Ping, QByteArray(126, char(0xFE))}})); }});
    cases.push_back({"2.6", [=] {
                         return echoes(send({{Ping, longest}}, Chopping::OctetWise),
                                       {{Answer::Kind::Pong, longest}});
                     }});
    cases.push_back({"2.7", [] { return echoes(send({{Pong}}), {}); }});
    cases.push_back({"2.8", [] { return echoes(send({{Pong, "unsolicited pong payload"}}), {}); }});
    cases.push_back({"2.9", [] {
                         return echoes(
                             send({{Pong, "unsolicited pong payload"}, {Ping, "ping payload"}}),
                             {{Answer::Kind::Pong, "ping payload"}});
                     }});
    for (const Chopping chopping : {Chopping::Together, Chopping::OctetWise}) {
        cases.push_back({chopping == Chopping::Together ? "2.10" : "2.11", [=] {
                             std::vector<ClientFrame> frames;
                             std::vector<Answer> pongs;
                             for (int i = 0; i < 10; ++i) {
                                 const QByteArray payload = "payload-" + QByteArray::number(i);
                                 frames.push_back({Ping, payload});
                                 pongs.push_back({Answer::Kind::Pong, payload});
                             }
                             return echoes(send(frames, chopping), pongs);
                         }});
    }
}

void appendReservedBitCases(std::vector<Case> &cases)
{
    const ClientFrame hello {Text, Hello};
    const ClientFrame ping {Ping};
    const auto reserved = [](quint8 opcode, quint8 rsv) {
        return ClientFrame {.opcode = opcode, .payload = Hello, .rsv = rsv};
    };
    const ClientFrame closing {.opcode = Close, .rsv = 7};
    cases.push_back({"3.1", [=] { return fails(send({reserved(Text, 1)})); }});
    cases.push_back({"3.2", [=] {
                         return fails(send({hello, reserved(Text, 2), ping}), {HelloEcho});
                     }});
    cases.push_back(
        {"3.3", [=] {
             return fails(send({hello, reserved(Text, 3), ping}, Chopping::FrameWise), {HelloEcho});
         }});
    cases.push_back(
        {"3.4", [=] {
             return fails(send({hello, reserved(Text, 4), ping}, Chopping::OctetWise), {HelloEcho});
         }});
    cases.push_back({"3.5", [=] { return fails(send({reserved(Binary, 5)})); }});
    cases.push_back({"3.6", [=] { return fails(send({reserved(Ping, 6)})); }});
    cases.push_back({"3.7", [=] { return fails(send({closing})); }});
}

void appendOpcodeCases(std::vector<Case> &cases)
{
    const auto add = [&](int group, quint8 firstOpcode) {
        for (int index = 1; index <= 5; ++index) {
            const auto opcode = static_cast<quint8>(firstOpcode + index - 1);
            cases.push_back(
                {number(4, group, index), [=] {
                     const ClientFrame unknown {opcode, index % 2 == 1 ? QByteArray() : Hello};
                     if (index <= 2)
                         return fails(send({unknown}));
                     const auto chopping = index == 5 ? Chopping::OctetWise : Chopping::Together;
                     return fails(send({{Text, Hello}, unknown, {Ping}}, chopping), {HelloEcho});
                 }});
        }
    };
    add(1, 3);
    add(2, 11);
}

ClientFrame fragment(quint8 opcode, const char *payload)
{
    return {.opcode = opcode, .payload = payload, .fin = false};
}

const Answer WholeEcho {.payload = "fragment1fragment2"};

void appendFragmentCases(std::vector<Case> &cases)
{
    int index = 0;
    for (const quint8 opcode : {Ping, Pong}) {
        cases.push_back(
            {number(5, ++index), [=] {
                 return fails(send({fragment(opcode, "fragment1"), {Continuation, "fragment2"}}));
             }});
    }
    for (const Chopping chopping : AllChoppings) {
        cases.push_back(
            {number(5, ++index), [=] {
                 return echoes(
                     send({fragment(Text, "fragment1"), {Continuation, "fragment2"}}, chopping),
                     {WholeEcho});
             }});
    }
    for (const Chopping chopping : AllChoppings) {
        cases.push_back({number(5, ++index), [=] {
                             return echoes(send({fragment(Text, "fragment1"),
                                                 {Ping, "ping payload"},
                                                 {Continuation, "fragment2"}},
                                                chopping),
                                           {{Answer::Kind::Pong, "ping payload"}, WholeEcho});
                         }});
    }
}

void appendStrayFragmentCases(std::vector<Case> &cases)
{
    int index = 8;
    // 5.9 to 5.14: a continuation, last or not, of nothing.
    for (const bool fin : {true, false}) {
        for (const Chopping chopping : AllChoppings) {
            cases.push_back({number(5, ++index), [=] {
                                 const ClientFrame stray {.opcode = Continuation,
                                                          .payload = "non-continuation payload",
                                                          .fin = fin};
                                 return fails(send({stray, {Text, Hello}}, chopping));
                             }});
        }
    }
    cases.push_back({"5.15", [=] {
                         return fails(send({fragment(Text, "fragment1"),
                                            {Continuation, "fragment2"},
                                            fragment(Continuation, "fragment3"),
                                            {Text, "fragment4"}}),
                                      {WholeEcho});
                     }});
    for (const bool fin : {false, true}) {
        cases.push_back({fin ? "5.17" : "5.16", [=] {
                             const ClientFrame stray {Continuation, "fragment1", fin};
                             const ClientFrame first = fragment(Text, "fragment2");
                             const ClientFrame last {Continuation, "fragment3"};
                             return fails(send({stray, first, last, stray, first, last}));
                         }});
    }
    cases.push_back({"5.18", [] {
                         return fails(send({fragment(Text, "fragment1"), {Text, "fragment2"}}));
                     }});
}

void appendPingsInFragmentsCases(std::vector<Case> &cases)
{
    for (const Chopping chopping : {Chopping::Together, Chopping::FrameWise}) {
        cases.push_back({chopping == Chopping::Together ? "5.19" : "5.20", [=] {
                             auto steps = send({fragment(Text, "fragment1"),
                                                fragment(Continuation, "fragment2"),
                                                {Ping, "pongme 1!"}},
                                               chopping);
                             steps.back().then = Step::Then::Answered;
                             steps.back().answers = 1;
                             for (const Step &step : send({fragment(Continuation, "fragment3"),
                                                           fragment(Continuation, "fragment4"),
                                                           {Ping, "pongme 2!"},
                                                           {Continuation, "fragment5"}},
                                                          chopping))
                                 steps.push_back(step);
                             return echoes(
                                 steps,
                                 {{Answer::Kind::Pong, "pongme 1!"},
                                  {Answer::Kind::Pong, "pongme 2!"},
                                  {.payload = "fragment1fragment2fragment3fragment4fragment5"}});
                         }});
    }
}

} // namespace

void appendFramingCases(std::vector<Case> &cases)
{
    appendEchoCases(cases);
    appendPingCases(cases);
    appendReservedBitCases(cases);
    appendOpcodeCases(cases);
    appendFragmentCases(cases);
    appendStrayFragmentCases(cases);
    appendPingsInFragmentsCases(cases);
}

} // namespace phx::autobahn
