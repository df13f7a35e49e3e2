// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/redisenvelope.h"

namespace phx::server {

using protocol::Etf;
using protocol::EtfTerm;

Result<RedisEnvelope, RedisEnvelope::Error> RedisEnvelope::decode(const QByteArray &bytes,
                                                                  qsizetype maxBytes)
{
    const auto decoded = Etf::decode(bytes, {.maxInflatedBytes = maxBytes});
    if (!decoded)
        return Error {.sentence = decoded.error().sentence};
    const EtfTerm &term = decoded.value();
    const bool hasVersion = term.kind() == EtfTerm::Kind::Tuple && !term.items().isEmpty()
        && term.items().front().kind() == EtfTerm::Kind::Integer;
    if (hasVersion && term.items().front().toInteger() != Version)
        return Error {.sentence = QStringLiteral("The format has the version %1, not 3.")
                                      .arg(term.items().front().toInteger()),
                      .isOtherVersion = true};
    if (!hasVersion || !term.isTuple(6))
        return Error {.sentence = QStringLiteral("The term is no message of a PubSub.")};

    const EtfTerm &mode = term.items().at(1);
    const EtfTerm &node = term.items().at(2);
    const EtfTerm &topic = term.items().at(3);
    const EtfTerm &dispatcher = term.items().at(5);
    if (!mode.isAtom("except") && !mode.isAtom("only"))
        return Error {.sentence = QStringLiteral("The mode is neither except nor only.")};
    const bool isNode = node.kind() == EtfTerm::Kind::Atom || node.kind() == EtfTerm::Kind::Binary;
    if (!isNode || topic.kind() != EtfTerm::Kind::Binary
        || dispatcher.kind() != EtfTerm::Kind::Atom)
        return Error {.sentence =
                          QStringLiteral("The node, topic or dispatcher is of a wrong type.")};
    if (node.bytes().size() > MaxNodeBytes)
        return Error {
            .sentence =
                QStringLiteral("The name of the node has %1 bytes.").arg(node.bytes().size())};
    return RedisEnvelope {.mode = mode.isAtom("only") ? Mode::Only : Mode::Except,
                          .node = node,
                          .topic = topic.bytes(),
                          .message = term.items().at(4),
                          .dispatcher = dispatcher.bytes()};
}

QByteArray RedisEnvelope::encode(int compressionLevel) const
{
    const EtfTerm term = EtfTerm::tuple(
        {EtfTerm::integer(Version), EtfTerm::atom(mode == Mode::Only ? "only" : "except"), node,
         EtfTerm::binary(topic), message, EtfTerm::atom(dispatcher)});
    return Etf::encode(term, compressionLevel);
}

} // namespace phx::server
