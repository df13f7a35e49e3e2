// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace phx::websocket {

//! Whether the window of one message is the start of the next (RFC 7692 §7.1.1).
enum class ContextTakeover { Keep, Drop };

//! \brief Unpacks the messages of one direction of permessage-deflate (RFC 7692 §7.2.2). Pure.
//!
//! Its window is always the full 32 KiB, which reads what was written with any smaller one; so what
//! it gives does not depend on how the input is cut.
class Inflater
{
public:
    enum class Status {
        Fine,
        TooBig, //!< out holds maxSize bytes and there was at least one more
        Corrupt //!< out holds what came before the error
    };

    explicit Inflater(ContextTakeover takeover);
    ~Inflater();

    //! Appends to out what these bytes of the message unpack to. After TooBig or Corrupt the object
    //! is not to be used again. \param maxSize bytes that out may hold in all
    [[nodiscard]] Status inflate(QByteArrayView bytes, QByteArray &out, qsizetype maxSize);
    //! The message is whole: appends what is left of it.
    [[nodiscard]] Status finishMessage(QByteArray &out, qsizetype maxSize);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    ContextTakeover m_takeover;
};

//! \brief Packs the messages of one direction of permessage-deflate (RFC 7692 §7.2.1). Pure.
class Deflater
{
public:
    //! \param windowBits 9 to 15 (zlib cannot write with the 256 bytes of 8)
    Deflater(int windowBits, ContextTakeover takeover);
    ~Deflater();

    //! The payload to send for a whole message, with RSV1 set on its frame. Never empty.
    [[nodiscard]] QByteArray deflate(QByteArrayView message);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    ContextTakeover m_takeover;
};

} // namespace phx::websocket
