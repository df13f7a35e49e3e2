// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/longpolltoken.h"

#include <QRandomGenerator>

#include <array>

namespace phx::server {

using protocol::EtfTerm;

namespace {

//! As Phoenix's: the name of the PubSub server.
const QByteArray Salt = "Elixir.Channelscope.PubSub";

std::chrono::milliseconds now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch());
}

QByteArray randomBase64(QByteArray::Base64Options options)
{
    std::array<quint32, 4> words {};
    QRandomGenerator::system()->fillRange(words.data(), std::ssize(words));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words))
        .toBase64(options);
}

//! A process identifier as Erlang encodes it (NEW_PID_EXT), with the number of the session.
EtfTerm pid(quint64 number)
{
    QByteArray encoded = QByteArray::fromHex("58770d") + "nonode@nohost";
    for (int shift = 24; shift >= 0; shift -= 8)
        encoded += static_cast<char>((number >> shift) & 0xff);
    return EtfTerm::opaque(encoded + QByteArray(8, '\0'));
}

} // namespace

LongPollToken::LongPollToken(const QByteArray &secretKeyBase)
    : m_token(secretKeyBase, Salt)
    , m_endpointId(randomBase64(QByteArray::OmitTrailingEquals))
{ }

QByteArray LongPollToken::sign(quint64 number, const QByteArray &topic,
                               std::chrono::seconds maxAge) const
{
    const EtfTerm data = EtfTerm::tuple(
        {EtfTerm::atom("v1"), EtfTerm::binary(m_endpointId), pid(number), EtfTerm::binary(topic)});
    return m_token.sign(data, now(), maxAge);
}

QByteArray LongPollToken::topicOf(const QByteArray &token, std::chrono::seconds maxAge) const
{
    if (token.isEmpty())
        return {};
    const auto data = m_token.verify(token, now(), maxAge);
    if (!data || !data.value().isTuple(4) || !data.value().items().at(0).isAtom("v1"))
        return {};
    return data.value().items().at(3).bytes();
}

QByteArray LongPollToken::randomTopic()
{
    return "phx:lp:" + randomBase64(QByteArray::Base64Encoding)
        + QByteArray::number(static_cast<qint64>(now().count()));
}

} // namespace phx::server
