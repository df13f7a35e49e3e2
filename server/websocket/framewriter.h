// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/frame.h"
#include "server/websocket/maskingkey.h"

#include <QByteArray>
#include <QByteArrayView>

namespace phx::websocket {

//! Server frames: unmasked, never fragmented, shortest length form (RFC 6455 §5.2).
void appendFrame(QByteArray &out, protocol::Opcode opcode, QByteArrayView payload);
//! Only the 2 to 10 header bytes, for a payload that is written separately.
//! \param compressed sets RSV1
void appendHeader(QByteArray &out, protocol::Opcode opcode, qsizetype payloadSize,
                  bool compressed = false);
//! \param payload at most 125 bytes
void appendPong(QByteArray &out, QByteArrayView payload);
//! \param code 1005: an empty body. \param reason at most 123 bytes of UTF-8
void appendClose(QByteArray &out, quint16 code, QByteArrayView reason = {});

//! The same as a client writes them: masked (RFC 6455 §5.3). \param key a new one for each frame
void appendFrame(QByteArray &out, protocol::Opcode opcode, QByteArrayView payload,
                 const MaskingKey &key);
void appendPong(QByteArray &out, QByteArrayView payload, const MaskingKey &key);
void appendClose(QByteArray &out, quint16 code, QByteArrayView reason, const MaskingKey &key);

} // namespace phx::websocket
