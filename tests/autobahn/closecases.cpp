// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/autobahn/case.h"
#include "tests/websocket/clientframe.h"

namespace phx::autobahn {

namespace {

using test::ClientFrame;
using test::closeFrame;
using Codes = QList<quint16>;

constexpr quint8 Text = 1;
constexpr quint8 Close = 8;
constexpr quint8 Ping = 9;
constexpr quint16 Normal = 1000;
constexpr quint16 ProtocolError = 1002;
constexpr quint16 InvalidPayload = 1007;

Script closes(const QByteArray &bytes, Codes codes = {Normal}, std::vector<Answer> answers = {})
{
    return {.steps = {{.bytes = bytes}},
            .answers = std::move(answers),
            .ending = Ending::CaseCloses,
            .closeCodes = std::move(codes)};
}

void appendOrderCases(std::vector<Case> &cases)
{
    const QByteArray hello = ClientFrame {Text, "Hello World!"}.toBytes();
    const QByteArray normal = closeFrame(Normal);
    const QByteArray ping = ClientFrame {Ping}.toBytes();
    const Answer echo {.payload = "Hello World!"};
    cases.push_back({"7.1.1", [=] { return closes(hello + normal, {Normal}, {echo}); }});
    cases.push_back({"7.1.2", [=] { return closes(normal + normal); }});
    cases.push_back({"7.1.3", [=] { return closes(normal + ping); }});
    cases.push_back({"7.1.4", [=] { return closes(normal + hello); }});
    cases.push_back({"7.1.5", [=] {
                         const ClientFrame first {
                             .opcode = Text, .payload = "fragment1", .fin = false};
                         const ClientFrame last {.opcode = 0, .payload = "fragment2"};
                         return closes(first.toBytes() + normal + last.toBytes());
                     }});
    cases.push_back({"7.1.6",
                     [=] {
                         const QByteArray large =
                             QByteArray("BAsd7&jh23").repeated(26'215).left(256 * 1024);
                         return closes(ClientFrame {Text, large}.toBytes() + hello + normal + ping,
                                       {Normal}, {{.payload = large}, echo});
                     },
                     true});
}

void appendBodyCases(std::vector<Case> &cases)
{
    const QByteArray badReason = QByteArrayLiteral("\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5"
                                                   "\xED\xA0\x80"
                                                   "edited");
    cases.push_back({"7.3.1", [] { return closes(ClientFrame {Close}.toBytes()); }});
    cases.push_back({"7.3.2", [] {
                         return closes(ClientFrame {Close, "a"}.toBytes(), {ProtocolError});
                     }});
    cases.push_back({"7.3.3", [] { return closes(closeFrame(Normal)); }});
    cases.push_back({"7.3.4", [] { return closes(closeFrame(Normal, "Hello World!")); }});
    cases.push_back({"7.3.5", [] { return closes(closeFrame(Normal, QByteArray(123, '*'))); }});
    cases.push_back({"7.3.6", [] {
                         return closes(closeFrame(Normal, QByteArray(124, '*')), {ProtocolError});
                     }});
    cases.push_back(
        {"7.5.1", [=] {
             return closes(closeFrame(Normal, badReason), {ProtocolError, InvalidPayload});
         }});
}

void appendCodeCases(std::vector<Case> &cases)
{
    int index = 0;
    for (const quint16 code :
         Codes {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
        cases.push_back({"7.7." + QByteArray::number(++index), [=] {
                             return closes(closeFrame(code), {Normal, code});
                         }});
    }
    index = 0;
    for (const quint16 code : Codes {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999}) {
        cases.push_back({"7.9." + QByteArray::number(++index),
                         [=] { return closes(closeFrame(code), {ProtocolError}); }});
    }
    index = 0;
    for (const quint16 code : Codes {5000, 65535}) {
        cases.push_back({"7.13." + QByteArray::number(++index),
                         [=] {
                             return closes(closeFrame(code), {Normal, code, ProtocolError});
                         },
                         true});
    }
}

} // namespace

void appendCloseCases(std::vector<Case> &cases)
{
    appendOrderCases(cases);
    appendBodyCases(cases);
    appendCodeCases(cases);
}

} // namespace phx::autobahn
