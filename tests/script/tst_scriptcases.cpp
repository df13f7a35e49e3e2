// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/script/scriptfixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

//! What people write in handleIn that goes wrong, or nearly: the client gets phx_error or the
//! reply, the reason names file and line, and the next client is served.
class ScriptCasesTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void handlesWhatGoesWrong_data();
    void handlesWhatGoesWrong();
    void valuesTravelAsJsonSaysThem_data();
    void valuesTravelAsJsonSaysThem();
    void answersThatAreNotOne_data();
    void answersThatAreNotOne();
    void modulesOfAnyEncodingAreRead_data();
    void modulesOfAnyEncodingAreRead();
    void modulesThatCannotBeLoadedSayWhere_data();
    void modulesThatCannotBeLoadedSayWhere();
};

void ScriptCasesTest::handlesWhatGoesWrong_data()
{
    QTest::addColumn<QByteArray>("code"); // of handleIn
    QTest::addColumn<QByteArray>("detail"); // of the row of the crash
    const auto row = [](const char *name, const char *code, const char *detail) {
        QTest::newRow(name) << QByteArray(code) << QByteArray(detail);
    };
    const char *interrupted = "took too long and was interrupted";
    row("loop", "for (;;) {}", interrupted);
    row("loop with try and finally", "for (;;) { try { throw 1; } finally { continue; } }",
        interrupted);
    row("loop in a getter", "const o = { get a() { for (;;) {} } }; o.a;", interrupted);
    row("loop in a callback", "[1].forEach(() => { for (;;) {} });", interrupted);
    row("loop in a generator", "function* g() { for (;;) yield 1; } for (const x of g()) {}",
        interrupted);
    row("loop in sort", "[2, 1].sort(() => { for (;;) {} });", interrupted);
    row("memory: a string that doubles", "let s = 'x'; for (;;) s += s;", "");
    row("memory: repeat", "'x'.repeat(2 ** 30) + 'y';", "");
    row("memory: fill", "new Array(1e9).fill(1);", "");
    row("memory: a list without end", "const a = []; for (;;) a.push(new Array(1000).fill(7));",
        "");
    row("memory: typed array", "new Uint8Array(2 ** 31 - 1).fill(1); throw new Error('small');",
        "");
    row("memory: a map without end", "const m = new Map(); for (let i = 0;; ++i) m.set(i, [i]);",
        "");
    row("recursion in a pair",
        "function f() { return g() + 1; } function g() { return f() + 1; } f();", "RangeError");
    row("recursion in toJSON",
        "const a = { toJSON() { return JSON.stringify(a); } }; return { reply: 'ok', response: a "
        "};",
        "RangeError");
    row("a regular expression with half a group", "new RegExp('(');", "SyntaxError");
    row("recursion", "function f() { return f() + 1; } f();", "RangeError");
    row("throws an error", "throw new Error('the reason');", "Error: the reason (room.mjs:4)");
    row("throws in what a callback returns", "return (() => { throw new Error('deep'); })();",
        "Error: deep (room.mjs:4)");
    row("throws null", "throw null;", "threw null");
    row("throws a text", "throw 'oh';", "threw oh");
    row("throws a huge message", "throw new Error('x'.repeat(1000000));", "Error: xxx");
    row("throws an error of a strange file",
        "const e = new Error('a'); e.fileName = { toString() { throw e; } }; throw e;",
        "threw what throws when it is looked at");
    row("undefined name", "nosuch();", "ReferenceError: nosuch is not defined (room.mjs:4)");
    row("no Qt", "Qt.quit();", "ReferenceError: Qt is not defined");
    row("no require", "require('fs');", "ReferenceError: require is not defined");
    row("no process", "process.exit();", "ReferenceError: process is not defined");
    row("no XMLHttpRequest", "new XMLHttpRequest();", "ReferenceError: XMLHttpRequest");
    row("no fetch", "fetch('http://localhost');", "ReferenceError: fetch");
    row("no setTimeout", "setTimeout(() => 1, 1);", "ReferenceError: setTimeout");
    row("no setInterval", "setInterval(() => 1, 1);", "ReferenceError: setInterval");
    row("the engine stays away from eval", "eval('nosuch()');", "ReferenceError: nosuch");
    row("code of a text knows as little", "Function('return nosuch')();", "ReferenceError: nosuch");
    row("no document", "document.title;", "ReferenceError: document is not defined");
    row("timer with a text as delay", "socket.sendAfter({}, 'soon');",
        "the delay must be 0 to 86400000");
    row("timer of two days", "socket.sendAfter({}, 172800000);", "the delay must be 0 to 86400000");
    row("timer with a wrong delay", "socket.sendAfter({}, -1);", "the delay must be 0 to 86400000");
    row("timers without end", "for (;;) socket.sendAfter({}, 86400000);", "1000 messages wait");
    row("returns nonsense", "return 1;", "handleIn returned neither nothing, nor {reply}");
    row("returns a reply that is no text", "return { reply: 1 };", "no status text");
    row("reply to another channel's ref",
        "socket.reply({ topic: 'room:b', joinRef: '\"1\"', ref: '\"2\"' }, 'ok');",
        "the ref belongs to another channel");
    row("reply to a ref that is made up", "socket.reply({ topic: 'room:a', ref: 7 }, 'ok');",
        "needs what socket.ref() gave");
    row("reply with a status that is no text", "socket.reply(socket.ref(), 1);",
        "the status must be a text");
    row("reply to nothing", "socket.reply(null, 'ok');", "needs what socket.ref() gave");
    row("push without an event", "socket.push(undefined, {});", "the event must be a text");
    row("push of a list", "socket.push('a', [1]);", "the payload must be an object");
    row("broadcast of a number", "socket.broadcast('a', 1);", "the payload must be an object");
    row("a reply of 2 MB", "return { reply: 'ok', response: { a: 'x'.repeat(2000000) } };",
        "longer than 1 MiB");
    row("a push of 2 MB", "socket.push('a', { a: 'x'.repeat(2000000) });", "longer than 1 MiB");
    row("a broadcast of 2 MB", "socket.broadcast('a', { a: 'x'.repeat(2000000) });",
        "longer than 1 MiB");
    row("a cycle", "const a = {}; a.a = a; return { reply: 'ok', response: a };", "TypeError");
    row("a function", "return { reply: 'ok', response: () => 1 };", "which JSON does not know");
    row("a symbol", "return { reply: 'ok', response: Symbol('a') };", "which JSON does not know");
    row("a getter that throws",
        "return { reply: 'ok', response: { get a() { throw new Error('in get'); } } };",
        "Error: in get");
    row("track without a key", "socket.presence.track(null, {});", "the key of a presence");
    row("stores what is no JSON", "socket.store.set('a', undefined);", "JSON does not know");
}

void ScriptCasesTest::handlesWhatGoesWrong()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, detail);
    ScriptFixture fixture;
    fixture.writeRoom(code);
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","bad",{}])");

    QCOMPARE(client->next(std::chrono::seconds(30)).data,
             R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])");
    const QByteArray details = fixture.details(tap::EventKind::ChannelCrashed);
    QVERIFY2(details.contains(detail), details.constData());
    QVERIFY2(!details.contains("[elided"), details.constData());
    const auto next = fixture.joined();
    QVERIFY(next);
    next->sendText(R"(["1","2","room:a","echo",{"a":1}])");
    QCOMPARE(next->next().data,
             R"(["1","2","room:a","phx_reply",{"response":{"a":1},"status":"ok"}])");
}

void ScriptCasesTest::valuesTravelAsJsonSaysThem_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("response");
    const auto row = [](const char *name, const char *value, const char *response,
                        const char *payload = "{}") {
        QTest::newRow(name) << QByteArray("return { reply: 'ok', response: ") + value + " };"
                            << QByteArray(payload) << QByteArray(response);
    };
    row("NaN", "{ a: NaN }", R"({"a":null})");
    row("undefined member", "{ a: undefined }", "{}");
    row("no response", "undefined", "{}");
    row("Date", "{ a: new Date(0) }", R"({"a":"1970-01-01T00:00:00.000Z"})");
    row("Proxy", "new Proxy({ a: 1 }, {})", R"({"a":1})");
    row("sparse array", "[1, , 3]", "[1,null,3]");
    row("Map", "{ a: new Map() }", R"({"a":{}})");
    row("half a surrogate pair", "{ a: 'x\\ud800y' }", R"({"a":"x?y"})");
    row("a regular expression that would not end", "{ a: /(x+x+)+y/.test('x'.repeat(60)) }",
        R"({"a":false})");
    row("minus zero", "{ a: -0 }", R"({"a":0})");
    row("null", "null", "null");
    row("a payload keeps its digits", "payload", R"({"b": 1.0,"a":1e2})", R"({"b": 1.0,"a":1e2})");
    row("a long integer within keeps its digits", "{ id: payload.id }",
        R"({"id":12345678901234567890})", R"({"id":12345678901234567890})");
    row("a long integer counts as a number", "{ big: payload.id > 9007199254740992 }",
        R"({"big":true})", R"({"id":9007199254740999})");
    row("a changed payload is written anew", "Object.assign(payload, { b: 2 })",
        R"({"a":-9223372036854775808,"b":2})", R"({"a":-9223372036854775808})");
    row("regular expressions end", "{ a: /^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaab') }",
        R"({"a":false})");
    row("replaced JSON.stringify", "(JSON.stringify = () => 'x', { a: 1 })", R"({"a":1})");
    row("replaced JSON.parse", "(JSON.parse = null, { a: 1 })", R"({"a":1})");
    row("replaced Array.prototype.map", "(Array.prototype.map = null, { a: 1 })", R"({"a":1})");
    row("replaced Object.keys", "(Object.keys = null, { a: 1 })", R"({"a":1})");
    row("replaced Object.defineProperty", "(Object.defineProperty = null, payload)", R"({"a":1})",
        R"({"a":1})");
    row("replaced Error", "(Error = null, { a: 1 })", R"({"a":1})");
    row("dangerous keys", "payload", R"({"__proto__":{"a":1},"constructor":2})",
        R"({"__proto__":{"a":1},"constructor":2})");
}

void ScriptCasesTest::valuesTravelAsJsonSaysThem()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, response);
    ScriptFixture fixture;
    fixture.writeRoom(code);
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    for (int i = 0; i < 2; ++i) {
        client->sendText(R"(["1","2","room:a","value",)" + payload + ']');
        QCOMPARE(client->next().data,
                 R"(["1","2","room:a","phx_reply",{"response":)" + response
                     + R"(,"status":"ok"}])");
    }
}

void ScriptCasesTest::answersThatAreNotOne_data()
{
    QTest::addColumn<QByteArray>("code"); // of handleIn for "go"; handleInfo replies to its message
    QTest::addColumn<QByteArray>("expected"); // the responses of ref "2", one after the other
    const auto row = [](const char *name, const char *code, const char *expected) {
        QTest::newRow(name) << QByteArray(code) << QByteArray(expected);
    };
    row("never", "return;", "");
    row("twice",
        "const r = socket.ref(); socket.reply(r, 'ok', { n: 1 }); socket.reply(r, 'ok', "
        "{ n: 2 });",
        R"({"n":1} {"n":2} )");
    row("by hand and by return",
        "socket.reply(socket.ref(), 'ok', { n: 1 }); return { reply: 'ok', response: { n: 2 } };",
        R"({"n":1} {"n":2} )");
    row("later", "socket.sendAfter(socket.ref(), 20);", R"({"later":true} )");
    row("later and twice",
        "const r = socket.ref(); socket.sendAfter(r, 20); socket.sendAfter(r, 5);",
        R"({"later":true} {"later":true} )");
}

void ScriptCasesTest::answersThatAreNotOne()
{
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, expected);
    ScriptFixture fixture;
    fixture.writeRoom("if (event === 'go') {" + code
                      + "}\nif (event === 'end') socket.sendAfter(socket.ref(), 100);\n}\n"
                        "export function handleInfo(ref, socket) {\n"
                        "socket.reply(ref, 'ok', { later: true });");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","go",{}])");
    client->sendText(R"(["1","3","room:a","end",{}])");

    QByteArray got;
    for (QByteArray frame; !frame.startsWith(R"(["1","3")");) {
        const WireEvent event = client->next(std::chrono::seconds(30));
        QCOMPARE(event.kind, WireEvent::Kind::Text);
        frame = event.data;
        const QByteArray head = R"(["1","2","room:a","phx_reply",{"response":)";
        if (frame.startsWith(head))
            got +=
                frame.mid(head.size()).chopped(qsizetype(sizeof(R"(,"status":"ok"}])")) - 1) + ' ';
    }
    QCOMPARE(got, expected);
}

void ScriptCasesTest::modulesOfAnyEncodingAreRead_data()
{
    QTest::addColumn<QByteArray>("room");
    const QByteArray fine = "export function join() {\n  return { ok: { a: '日本' } };\n}\n";
    QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf") + fine;
    QTest::newRow("CR LF") << QByteArray(fine).replace("\n", "\r\n");
    QTest::newRow("no newline at the end") << fine.trimmed();
}

void ScriptCasesTest::modulesOfAnyEncodingAreRead()
{
    QFETCH(const QByteArray, room);
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(QStringLiteral("room.mjs"), room);
    QVERIFY(fixture.start());
    WireClient client(fixture.port());
    QCOMPARE(client.upgrade("/socket/websocket?vsn=2.0.0", {}).status, 101);

    client.sendText(R"(["1","1","room:a","phx_join",{}])");

    QCOMPARE(client.next(std::chrono::seconds(30)).data,
             R"(["1","1","room:a","phx_reply",{"response":{"a":"日本"},"status":"ok"}])");
}

void ScriptCasesTest::modulesThatCannotBeLoadedSayWhere_data()
{
    QTest::addColumn<QByteArray>("room");
    QTest::addColumn<QByteArray>("detail");
    const QByteArray fine = "export function join() { return { ok: {} }; }\n";
    QTest::newRow("missing brace")
        << QByteArray("export function join( {") << QByteArray("room.mjs:1");
    QTest::newRow("no JavaScript") << QByteArray("\n\n?!") << QByteArray("room.mjs:3");
    QTest::newRow("private fields are no ES2016")
        << fine + "class A { #b = 1; }" << QByteArray("room.mjs:2");
    QTest::newRow("a text without an end") << fine + "const a = 'x;" << QByteArray("room.mjs:2");
    QTest::newRow("a reserved word as a name")
        << fine + "const class = 1;" << QByteArray("room.mjs:2");
    QTest::newRow("await is no ES2016")
        << fine + "async function f() { await 1; }" << QByteArray("room.mjs:2");
    QTest::newRow("import() is no ES2016")
        << fine + "export function handleIn() { return import('./good.mjs'); }"
        << QByteArray("room.mjs:2");
    QTest::newRow("a NUL") << fine + QByteArray("const a = \0;", 12) << QByteArray("room.mjs:2");
    QTest::newRow("throws while it is loaded")
        << QByteArray("throw new Error('at once');") << QByteArray("Error: at once");
    QTest::newRow("no join") << QByteArray("export const a = 1;")
                             << QByteArray("room.mjs does not export join");
    QTest::newRow("imports a file of the system")
        << QByteArray("import a from \"/etc/hostname\";\n") + fine << QByteArray("join crashed");
    QTest::newRow("imports above the folder")
        << QByteArray("import a from \"../../../../../../etc/hostname.js\";\n") + fine
        << QByteArray("join crashed");
    QTest::newRow("imports a URL") << QByteArray("import a from \"file:///etc/hostname\";\n") + fine
                                   << QByteArray("join crashed");
    QTest::newRow("UTF-16") << QByteArray("e\0x\0p\0o\0r\0t\0", 12) << QByteArray("join crashed");
    QTest::newRow("a file that is too long")
        << fine + QByteArray(2'000'000, ' ') << QByteArray("longer than");
}

void ScriptCasesTest::modulesThatCannotBeLoadedSayWhere()
{
    QFETCH(const QByteArray, room);
    QFETCH(const QByteArray, detail);
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(QStringLiteral("good.mjs"), "export function join() { return { ok: {} }; }\n");
    QVERIFY(fixture.start());
    QVERIFY(fixture.joined());
    WireClient client(fixture.port());
    QCOMPARE(client.upgrade("/socket/websocket?vsn=2.0.0", {}).status, 101);

    fixture.write(QStringLiteral("room.mjs"), room);
    client.sendText(R"(["1","1","room:a","phx_join",{}])");

    QCOMPARE(
        client.next(std::chrono::seconds(30)).data,
        R"(["1","1","room:a","phx_reply",{"response":{"reason":"join crashed"},"status":"error"}])");
    const QByteArray details = fixture.details(tap::EventKind::ChannelCrashed);
    QVERIFY2(details.contains(detail), details.constData());
}

PHX_TEST_CLASS(ScriptCasesTest)

} // namespace phx::test

#include "tst_scriptcases.moc"
