// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/responseparser.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace phx::websocket {

//! What a client wants beside the connection itself.
struct HandshakeWish
{
    QByteArray target {}; //!< path and query, as they go out
    QByteArray host {}; //!< value of the field Host
    QByteArray origin {}; //!< empty: none
    QByteArrayList subprotocols {};
    http::Fields
        headers {}; //!< further fields, any case. A Host or an Origin replaces the own one.
};

//! The client's side of the opening handshake (RFC 6455 §4.1). No extension is ever offered.
struct ClientHandshake
{
    QByteArray target {};
    http::Fields fields {}; //!< in lower case, as HTTP takes them in any
};

//! Why a field must not be sent (RFC 9110 §5.5): its name is no word, or its value has a control
//! character; a sentence. \param name in any case
std::optional<QByteArray> fieldProblem(QByteArrayView name, QByteArrayView value);

//! \return a handshake with a new random key, or a sentence about the field that must not be sent:
//! its name is no word, its value has a control character, or the handshake itself makes it
std::variant<ClientHandshake, QByteArray> makeHandshake(const HandshakeWish &wish);
//! The bytes of the request.
QByteArray serialize(const ClientHandshake &handshake);

//! \brief Checks the server's answer (RFC 6455 §4.1, page 19).
//! \return a sentence that says what came and what was expected; nullopt: the connection is open
//!
//! In order: status 101, HTTP/1.1, upgrade is websocket, connection contains upgrade, the accept
//! key belongs to the key, no extension, and no subprotocol but one that was asked for. None is
//! fine, too, as RFC 6455 has it; browsers refuse that.
std::optional<QByteArray> answerProblem(const http::ResponseHead &answer,
                                        const ClientHandshake &handshake);
//! What a refusal says in its body, to be put behind the sentence about it: the first line of plain
//! text, as far as it came with the head. Empty: nothing.
QByteArray explanation(const http::ResponseHead &answer, QByteArrayView body);

} // namespace phx::websocket
