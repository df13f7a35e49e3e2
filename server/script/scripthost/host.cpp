// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripthost/host.h"

#include "server/script/scripthost/modules.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace phx::server::script {

Host::Host(Pipe &pipe, QJSEngine &engine)
    : m_pipe(pipe)
    , m_engine(engine)
{
    m_logSecond.start();
}

void Host::write(Kind kind, double target, const QByteArrayList &fields)
{
    // The helper is about to say so, and to end.
    if (m_engine.isInterrupted())
        return;
    m_pipe.write({.kind = kind, .target = quint64(target), .fields = fields});
}

QByteArray Host::toField(const QJSValue &payload) const
{
    if (payload.isString())
        return 'J' + payload.toString().toUtf8();
    return 'B' + m_engine.fromScriptValue<QByteArray>(payload);
}

QString Host::sentence(const QJSValue &description)
{
    QString text = description.property(QStringLiteral("message")).toString();
    const QString file =
        Modules::shortName(description.property(QStringLiteral("file")).toString());
    // Where the prelude refuses something, the stack says who asked for it.
    if (!file.isEmpty() && file != QLatin1String("undefined")
        && !file.contains(QLatin1String("prelude")))
        text += QStringLiteral(" (%1:%2)")
                    .arg(file, description.property(QStringLiteral("line")).toString());
    QStringList frames;
    const QStringList lines =
        description.property(QStringLiteral("stack")).toString().split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        const QString frame = Modules::shortName(line);
        // Without a place are the engine's own, "[elided tail calls]@".
        const bool hasPlace = frame.contains(QLatin1Char('@')) && !frame.endsWith(QLatin1Char('@'));
        if (hasPlace && !frame.contains(QLatin1String("prelude")))
            frames.append(frame);
    }
    if (!frames.isEmpty())
        text += QStringLiteral("; ") + frames.mid(0, 20).join(QStringLiteral(" < "));
    return text;
}

void Host::send(const QString &kind, double channel, const QString &event, const QJSValue &payload)
{
    Kind sent = Kind::Push;
    if (kind == QLatin1String("broadcast"))
        sent = Kind::Broadcast;
    else if (kind == QLatin1String("broadcast_from"))
        sent = Kind::BroadcastFrom;
    write(sent, channel, {event.toUtf8(), toField(payload)});
}

void Host::reply(double channel, const QString &joinRef, const QString &ref, const QString &status,
                 const QJSValue &response)
{
    write(Kind::Reply, channel,
          {joinRef.toUtf8(), ref.toUtf8(), status.toUtf8(), toField(response)});
}

void Host::sendAfter(double channel, double message, double milliseconds)
{
    write(Kind::SendAfter, channel,
          {QByteArray::number(qint64(message)), QByteArray::number(qint64(milliseconds))});
}

void Host::log(double channel, const QString &text)
{
    if (m_logSecond.elapsed() >= 1000) {
        if (m_logLines > MaxLogLines)
            write(Kind::Log, 0,
                  {QByteArray::number(m_logLines - MaxLogLines) + " lines of log were left out"});
        m_logSecond.start();
        m_logLines = 0;
    }
    if (++m_logLines <= MaxLogLines)
        write(Kind::Log, channel, {text.left(MaxLogText).toUtf8()});
}

void Host::logError(double channel, const QString &where, const QJSValue &description)
{
    log(channel, where + sentence(description));
}

QString Host::ask(double channel, const QString &what, const QString &arguments)
{
    return QString::fromUtf8(m_pipe.ask({.kind = Kind::Ask,
                                         .target = quint64(channel),
                                         .fields = {what.toUtf8(), arguments.toUtf8()}}));
}

void Host::connected(double number, const QString &decision)
{
    write(Kind::Connected, number, {decision.toUtf8()});
}

void Host::connectCrashed(double number, const QJSValue &description)
{
    const QJsonObject crash {{QStringLiteral("crash"), sentence(description)}};
    write(Kind::Connected, number, {QJsonDocument(crash).toJson(QJsonDocument::Compact)});
}

void Host::joined(double channel, const QString &kind, const QJSValue &response,
                  const QJSValue &module)
{
    const auto has = [&module](const char *name) {
        return module.property(QString::fromLatin1(name)).toBool();
    };
    const auto text = [&module](const char *name) {
        return module.property(QString::fromLatin1(name)).toString().toUtf8();
    };
    QByteArray letters;
    if (has("fetches"))
        letters += ModuleFetches;
    if (has("closesFirst"))
        letters += ModuleClosesFirst;
    QByteArrayList fields {kind.toUtf8(), toField(response), letters, text("logJoin"),
                           text("logHandleIn")};
    const QJSValue intercepts = module.property(QStringLiteral("intercepts"));
    const int count = intercepts.property(QStringLiteral("length")).toInt();
    for (int i = 0; i < count; ++i)
        fields.append(intercepts.property(quint32(i)).toString().toUtf8());
    write(Kind::Joined, channel, fields);
}

void Host::joinCrashed(double channel, const QJSValue &description)
{
    write(Kind::Joined, channel, {"crash", sentence(description).toUtf8()});
}

void Host::done(double channel)
{
    write(Kind::Done, channel, {"noreply"});
}

void Host::done(double channel, const QString &status, const QJSValue &response)
{
    write(Kind::Done, channel, {"reply", status.toUtf8(), toField(response)});
}

void Host::stop(double channel, const QString &reason, const QString &detail,
                const QJSValue &answer)
{
    QByteArrayList fields {"stop", reason.toUtf8(), detail.toUtf8()};
    if (answer.property(QStringLiteral("length")).toInt() == 2)
        fields << answer.property(quint32(0)).toString().toUtf8()
               << toField(answer.property(quint32(1)));
    write(Kind::Done, channel, fields);
}

void Host::crash(double channel, const QJSValue &description)
{
    write(Kind::Done, channel, {"crash", sentence(description).toUtf8()});
}

void Host::terminated(double channel)
{
    write(Kind::Terminated, channel, {});
}

void Host::fetched(double number, const QString &joins, const QString &leaves)
{
    write(Kind::Fetched, number, {"ok", joins.toUtf8(), leaves.toUtf8()});
}

void Host::fetchCrashed(double number, const QJSValue &description)
{
    write(Kind::Fetched, number, {"crash", "fetch: " + sentence(description).toUtf8()});
}

} // namespace phx::server::script
