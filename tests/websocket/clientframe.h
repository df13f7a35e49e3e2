// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace phx::test {

//! One frame as a client sends it, right or wrong: for the codec's tests, the Autobahn cases and
//! the corpus of the fuzzer.
struct ClientFrame
{
    enum class Masking { On, Off };
    enum class LengthForm { Shortest, Bits16, Bits64 };

    quint8 opcode = 1;
    QByteArray payload = {};
    bool fin = true;
    quint8 rsv = 0; //!< RSV1 is 4, RSV2 is 2, RSV3 is 1
    Masking masking = Masking::On;
    quint32 key = 0x37FA213D; //!< of RFC 6455 §5.7; most significant byte first
    LengthForm lengthForm = LengthForm::Shortest;

    [[nodiscard]] QByteArray toBytes() const;
};

//! Only a header that declares a length, without the payload. Always 64 bits wide.
QByteArray headerDeclaring(quint8 opcode, quint64 length);
//! A close frame. \param reason any bytes
QByteArray closeFrame(quint16 code, QByteArrayView reason = {});

} // namespace phx::test
