// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripthost/scriptrunner.h"

#include "server/script/scripthost/longnumbers.h"
#include "server/script/scripthost/sandbox.h"

#include <QFile>
#include <QRandomGenerator>

#include <cstdlib>

namespace phx::server::script {

namespace {

//! The engine gives each block of 64 KiB in which nothing is left after a collection back to the
//! system, and asks for it again right away: half of the time of a busy channel went there. One
//! object that stays in each of some blocks keeps them.
const char Ballast[] = R"(
(() => {
  const objects = [];
  for (let i = 0; i < 65536; ++i) objects.push({ i });
  return objects.filter((object) => object.i % 256 === 0);
})()
)";

//! What the server asks of the next helper if this one dies before it begins it
//! (ScriptProcess::callAtHand).
bool isAskedAgain(Kind kind)
{
    return kind == Kind::Load || kind == Kind::Connect || kind == Kind::Join;
}

QString text(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

ScriptRunner::ScriptRunner()
    : m_host(m_pipe, m_engine)
    , m_modules(m_engine)
    , m_ballast(m_engine.evaluate(QString::fromLatin1(Ballast)))
    , m_marker(QByteArray::number(QRandomGenerator::system()->generate64(), 36))
{
    QJSEngine::setObjectOwnership(&m_host, QJSEngine::CppOwnership);
    QFile file(QStringLiteral(":/prelude.js"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJSValue make =
        m_engine.evaluate(QString::fromUtf8(file.readAll()), QStringLiteral("prelude.js"));
    m_prelude = make.call({m_engine.newQObject(&m_host), QString::fromLatin1(m_marker)});
    m_engine.globalObject().setProperty(QStringLiteral("console"),
                                        m_prelude.property(QStringLiteral("console")));
}

void ScriptRunner::warmUp()
{
    m_engine.evaluate(QStringLiteral("new Date().toString() + new Date(0).toLocaleString() + "
                                     "(1.5).toLocaleString() + 'a'.localeCompare('b')"));
}

int ScriptRunner::run()
{
    if (!m_prelude.isObject() || m_prelude.isError())
        return EXIT_FAILURE;
    while (const auto frame = m_pipe.next()) {
        const bool mustBeTold = isAskedAgain(frame->kind);
        if (mustBeTold)
            m_pipe.flush();
        callbackStarts();
        handle(*frame);
        callbackEnds();
        endIfInterrupted();
        if (mustBeTold)
            m_pipe.flush();
    }
    return EXIT_SUCCESS;
}

void ScriptRunner::handle(const Frame &frame)
{
    const auto target = QJSValue(double(frame.target));
    switch (frame.kind) {
    case Kind::Load:
        m_running = "load";
        return load(frame);
    case Kind::Connect:
        m_running = "connect";
        if (const QJSValue code = m_modules.entry(); code.isError())
            return call("connectFailed", {target, code});
        return call("connect",
                    {m_modules.entry(), target, text(frame.field(0)), text(frame.field(1))});
    case Kind::Join:
        m_running = "join of " + frame.field(1);
        return join(frame);
    case Kind::In:
        m_running = "handleIn of " + frame.field(0);
        return call(
            "in", {target, text(frame.field(0)), toPayload(frame.field(1)), text(frame.field(2))});
    case Kind::Out:
        m_running = "handleOut of " + frame.field(0);
        return call("out", {target, text(frame.field(0)), toPayload(frame.field(1))});
    case Kind::Info:
        m_running = "handleInfo";
        return call("info", {target, text(frame.field(0))});
    case Kind::Terminate:
        m_running = "terminate";
        return call("terminate", {target, text(frame.field(0))});
    case Kind::Fetch:
        m_running = "fetch";
        return call(
            "fetch",
            {target, frame.field(0).toDouble(), text(frame.field(1)), text(frame.field(2))});
    case Kind::Drop:
        return call("drop", {target});
    default:
        return;
    }
}

void ScriptRunner::load(const Frame &frame)
{
    QMap<QString, QByteArray> texts;
    for (qsizetype i = 1; i + 1 < frame.fields.size(); i += 2)
        texts.insert(text(frame.fields.at(i)), frame.fields.at(i + 1));
    m_modules.load(text(frame.field(0)), texts);
    Frame answer {.kind = Kind::Loaded, .target = frame.target, .fields = {QByteArray()}};
    QJSValue socket = m_modules.entry();
    if (!socket.isError())
        socket = m_prelude.property(QStringLiteral("socketModule")).call({socket});
    if (socket.isError())
        answer.fields[0] = describe(socket).toUtf8();
    else
        answer.fields << socket.property(QStringLiteral("log")).toString().toUtf8();
    const QJSValue routes = socket.property(QStringLiteral("routes"));
    const int count = socket.isError() ? 0 : routes.property(QStringLiteral("length")).toInt();
    for (int i = 0; i < count; ++i) {
        const QJSValue route = routes.property(quint32(i));
        answer.fields << route.property(quint32(0)).toString().toUtf8()
                      << route.property(quint32(1)).toString().toUtf8();
    }
    endIfInterrupted();
    m_pipe.write(answer);
}

void ScriptRunner::join(const Frame &frame)
{
    const auto target = QJSValue(double(frame.target));
    const QString module = text(frame.field(0));
    const QJSValue code = m_modules.channel(module);
    if (code.isError())
        return call("joinFailed", {target, code});
    call("join",
         {target, module, code, text(frame.field(1)), toPayload(frame.field(2)),
          text(frame.field(3)), text(frame.field(4))});
}

void ScriptRunner::call(const char *function, const QJSValueList &arguments)
{
    const QJSValue result = m_prelude.property(QString::fromLatin1(function)).call(arguments);
    endIfInterrupted();
    // The prelude catches what scripts throw; what still comes here has spoiled the prelude's own
    // state (a stack overflow at its edge), so this helper is of no more use.
    if (!result.isError())
        return;
    m_pipe.write({.kind = Kind::Ending,
                  .target = 0,
                  .fields = {m_running + ": " + describe(result).toUtf8()}});
    m_pipe.flush();
    std::_Exit(EXIT_FAILURE);
}

void ScriptRunner::endIfInterrupted()
{
    if (!m_engine.isInterrupted())
        return;
    m_pipe.write({.kind = Kind::Ending,
                  .target = 0,
                  .fields = {m_running + " took too long and was interrupted"}});
    m_pipe.flush();
    std::_Exit(EXIT_FAILURE);
}

QJSValue ScriptRunner::toPayload(const QByteArray &field)
{
    if (field.startsWith('B'))
        return m_engine.toScriptValue(field.mid(1));
    const QByteArray json = field.mid(1);
    const QByteArray marked = markLongIntegers(json, m_marker);
    return m_prelude.property(QStringLiteral("decode"))
        .call({text(json), marked.isNull() ? QJSValue(QJSValue::NullValue) : text(marked)});
}

QString ScriptRunner::describe(const QJSValue &error)
{
    return Host::sentence(m_prelude.property(QStringLiteral("describe")).call({error}));
}

} // namespace phx::server::script
