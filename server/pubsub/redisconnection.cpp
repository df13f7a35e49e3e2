// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/redisconnection.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <utility>

namespace phx::server {

namespace {

//! What a Redis says, for one line of a log.
QString shown(const QByteArray &answer)
{
    constexpr qsizetype MaxCharacters = 200;
    QString text = QString::fromUtf8(answer).left(MaxCharacters);
    for (QChar &c : text) {
        if (!c.isPrint())
            c = QLatin1Char('?');
    }
    return text;
}

bool isConfirmation(const RespValue &value)
{
    return value.kind == RespValue::Kind::Array && value.items.size() == 3
        && value.items.front().text == "subscribe";
}

} // namespace

QByteArray respCommand(const QByteArrayList &words)
{
    QByteArray bytes = '*' + QByteArray::number(words.size()) + "\r\n";
    for (const QByteArray &word : words)
        bytes += '$' + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
    return bytes;
}

RedisConnection::RedisConnection(const RedisOptions &options, Role role, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_role(role)
    , m_socket(this)
    , m_deadline(this)
    , m_keepAlive(this)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        lose(QStringLiteral("%1 did not answer within %2 ms")
                 .arg(where())
                 .arg(m_options.connectDeadline.count()));
    });
    connect(&m_keepAlive, &QTimer::timeout, this, &RedisConnection::handleKeepAlive);
    if (options.address.tls)
        connect(&m_socket, &QSslSocket::encrypted, this, &RedisConnection::login);
    else
        connect(&m_socket, &QSslSocket::connected, this, &RedisConnection::login);
    connect(&m_socket, &QSslSocket::readyRead, this, &RedisConnection::read);
    connect(&m_socket, &QSslSocket::sslErrors, this, &RedisConnection::handleTlsErrors);
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this] {
        const QString reason = m_tlsProblem.isEmpty() ? m_socket.errorString() : m_tlsProblem;
        lose(QStringLiteral("%1: %2").arg(where(), reason));
    });
}

RedisConnection::~RedisConnection()
{
    m_socket.disconnect(this);
    // What was published last is on its way.
    if (m_isReady)
        m_socket.flush();
    m_socket.abort();
}

QString RedisConnection::where() const
{
    return QStringLiteral("Redis at %1").arg(m_options.address.toString());
}

void RedisConnection::start()
{
    stop();
    m_isActive = true;
    m_unanswered = 0;
    m_tlsProblem.clear();
    m_reader = RespReader({.maxValueBytes = m_options.maxMessageBytes + 4'096});
    m_deadline.start(m_options.connectDeadline);
    const RedisAddress &address = m_options.address;
    if (!address.tls) {
        m_socket.connectToHost(address.host, address.port);
        return;
    }
    const QString problem = trustOwnCa();
    if (problem.isEmpty())
        m_socket.connectToHostEncrypted(address.host, address.port);
    else
        lose(problem);
}

QString RedisConnection::trustOwnCa()
{
    if (m_options.caFile.isEmpty())
        return {};
    const QList<QSslCertificate> trusted = QSslCertificate::fromPath(
        m_options.caFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (trusted.isEmpty())
        return QStringLiteral("%1: there is no certificate in %2").arg(where(), m_options.caFile);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(trusted);
    m_socket.setSslConfiguration(configuration);
    return {};
}

void RedisConnection::stop()
{
    m_isActive = false;
    m_isReady = false;
    m_steps.clear();
    m_deadline.stop();
    m_keepAlive.stop();
    m_socket.abort();
}

void RedisConnection::lose(const QString &sentence)
{
    if (!m_isActive)
        return;
    stop();
    emit lost(sentence);
}

void RedisConnection::handleTlsErrors(const QList<QSslError> &errors)
{
    if (!errors.isEmpty())
        m_tlsProblem =
            QStringLiteral("its certificate is not trusted: %1").arg(errors.front().errorString());
}

void RedisConnection::request(Step step, const QByteArrayList &words)
{
    m_steps.append(step);
    m_socket.write(respCommand(words));
}

void RedisConnection::login()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const RedisAddress &address = m_options.address;
    if (!address.password.isEmpty()) {
        request(Step::Auth,
                address.username.isEmpty()
                    ? QByteArrayList {"AUTH", address.password}
                    : QByteArrayList {"AUTH", address.username, address.password});
    }
    if (address.database != 0)
        request(Step::Select, {"SELECT", QByteArray::number(address.database)});
    if (m_role == Role::Subscribe)
        request(Step::Subscribe, {"SUBSCRIBE", m_options.channel()});
    else
        request(Step::Ping, {"PING"});
}

bool RedisConnection::publish(const QByteArray &channel, const QByteArray &message)
{
    if (!m_isReady || m_socket.bytesToWrite() + message.size() > m_options.maxQueuedBytes)
        return false;
    m_socket.write(respCommand({"PUBLISH", channel, message}));
    ++m_unanswered;
    return true;
}

void RedisConnection::read()
{
    m_hasHeard = true;
    m_reader.feed(m_socket.readAll());
    while (m_isActive) {
        RespValue value;
        switch (m_reader.next(value)) {
        case RespReader::Outcome::NeedsMore:
            return;
        case RespReader::Outcome::TooLarge:
            emit messageTooLarge(m_reader.tooLargeBytes());
            break;
        case RespReader::Outcome::Broken:
            return lose(QStringLiteral("%1 sent what is no RESP2 (%2); is it a Redis?")
                            .arg(where(), m_reader.sentence()));
        case RespReader::Outcome::Value:
            if (m_steps.isEmpty())
                handleValue(value);
            else
                handleStep(value);
        }
    }
}

QString RedisConnection::refusal(Step step, const QByteArray &answer) const
{
    if (answer.startsWith("NOAUTH"))
        return QStringLiteral(
                   "%1 wants a password: give it in the URL, redis://:password@host (%2)")
            .arg(where(), shown(answer));
    switch (step) {
    case Step::Auth:
        return QStringLiteral("%1 refused the user or password: %2").arg(where(), shown(answer));
    case Step::Select:
        return QStringLiteral("%1 has no database %2: %3")
            .arg(where())
            .arg(m_options.address.database)
            .arg(shown(answer));
    case Step::Subscribe:
        return QStringLiteral("%1 refused to subscribe to %2: %3")
            .arg(where(), QString::fromUtf8(m_options.channel()), shown(answer));
    case Step::Ping:
        break;
    }
    return QStringLiteral("%1 refused: %2").arg(where(), shown(answer));
}

void RedisConnection::handleStep(const RespValue &value)
{
    const Step step = m_steps.takeFirst();
    if (value.kind == RespValue::Kind::Error)
        return lose(refusal(step, value.text));
    const bool isRight =
        step == Step::Subscribe ? isConfirmation(value) : value.kind == RespValue::Kind::Simple;
    if (!isRight)
        return lose(QStringLiteral("%1 answered a command as no Redis does").arg(where()));
    if (!m_steps.isEmpty())
        return;
    m_deadline.stop();
    m_isReady = true;
    m_keepAlive.start(m_options.keepAlive);
    emit ready();
}

void RedisConnection::handleValue(const RespValue &value)
{
    const bool isMessage = m_role == Role::Subscribe && value.kind == RespValue::Kind::Array
        && value.items.size() == 3 && value.items.front().text == "message";
    if (isMessage) {
        if (value.items.at(1).text == m_options.channel()
            && value.items.at(2).kind == RespValue::Kind::Bulk)
            emit messageReceived(value.items.at(2).text);
        return;
    }
    if (m_role == Role::Publish) {
        // The count of receivers, or a PONG, or words that nobody asked for.
        const bool isAnswer =
            value.kind == RespValue::Kind::Integer || value.kind == RespValue::Kind::Error;
        if (!isAnswer || m_unanswered == 0)
            return;
        --m_unanswered;
        if (value.kind == RespValue::Kind::Error)
            emit publishRefused(shown(value.text));
        return;
    }
    if (value.kind == RespValue::Kind::Error)
        lose(QStringLiteral("%1 ended the subscription: %2").arg(where(), shown(value.text)));
}

void RedisConnection::handleKeepAlive()
{
    if (!std::exchange(m_hasHeard, false))
        return lose(QStringLiteral("%1 has been silent for %2 ms")
                        .arg(where())
                        .arg(m_options.keepAlive.count()));
    m_socket.write(respCommand({"PING"}));
}

} // namespace phx::server
