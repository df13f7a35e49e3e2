// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/framereader.h"

#include "server/websocket/messageassembler.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace phx::websocket {

namespace {

using protocol::CloseCode;

// RFC 6455 §5.2
constexpr quint8 FinBit = 0x80;
constexpr quint8 Rsv1Bit = 0x40;
constexpr quint8 ReservedBits = 0x70;
constexpr quint8 OpcodeBits = 0x0F;
constexpr quint8 MaskBit = 0x80;
constexpr quint8 LengthBits = 0x7F;
constexpr quint8 Length16 = 126;
constexpr qsizetype MaxControlPayload = 125;

enum class Op : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

bool isControl(Op opcode)
{
    return quint8(opcode) >= quint8(Op::Close);
}

bool isKnown(quint8 opcode)
{
    return opcode <= quint8(Op::Binary)
        || (opcode >= quint8(Op::Close) && opcode <= quint8(Op::Pong));
}

// RFC 6455 §7.4 and the IANA registry: 1004 is reserved, 1005, 1006 and 1015 are never on the wire.
bool isCloseCodeAllowed(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
}

} // namespace

struct FrameReader::State
{
    // Where in a frame the next byte belongs. The header is judged in steps, so that each rule is
    // applied at the byte that decides it, however the bytes are cut.
    enum class Phase : quint8 { FirstByte, SecondByte, ExtendedLength, Key, Payload, Done };

    State(ReaderLimits limits, Role readingRole)
        : assembler(limits)
        , role(readingRole)
    { }

    MessageAssembler assembler;
    std::vector<ReaderEvent> *out = nullptr;

    Phase phase = Phase::FirstByte;
    std::array<char, 8> field {}; // the bytes so far of the header's field
    qsizetype fieldSize = 0;
    Op opcode = Op::Continuation;
    bool fin = false;
    Role role;
    quint8 shortLength = 0;
    qsizetype length = 0; // of the frame's payload
    qsizetype position = 0; // in the frame's payload
    MaskingKey key {};
    std::array<char, MaxControlPayload> control {}; // payload of a control frame

    void end(ReaderEvent event);
    void fail(const Violation &violation);
    void breach(const char *sentence) { fail({CloseCode::ProtocolError, sentence}); }
    void step(QByteArrayView &bytes);
    bool takeField(QByteArrayView &bytes, qsizetype size);
    void readFirstByte(quint8 byte);
    void placeInMessage(quint8 byte);
    void readSecondByte(quint8 byte);
    void readExtendedLength();
    void declareLength(quint64 declared);
    void finishHeader();
    void readKey();
    void beginPayload();
    void takePayload(QByteArrayView &bytes);
    void finishFrame();
    void finishControl();
    void finishClose(QByteArrayView body);
    void finishMessage();
};

void FrameReader::State::end(ReaderEvent event)
{
    phase = Phase::Done;
    assembler.abandon();
    out->push_back(std::move(event));
}

void FrameReader::State::fail(const Violation &violation)
{
    end({ReaderEvent::Kind::Failure, {}, quint16(violation.code), QByteArray(violation.sentence)});
}

// Consumes at least one byte.
void FrameReader::State::step(QByteArrayView &bytes)
{
    switch (phase) {
    case Phase::FirstByte:
        readFirstByte(static_cast<quint8>(bytes.front()));
        bytes = bytes.sliced(1);
        break;
    case Phase::SecondByte:
        readSecondByte(static_cast<quint8>(bytes.front()));
        bytes = bytes.sliced(1);
        break;
    case Phase::ExtendedLength:
        if (takeField(bytes, shortLength == Length16 ? sizeof(quint16) : sizeof(quint64)))
            readExtendedLength();
        break;
    case Phase::Key:
        if (takeField(bytes, qsizetype(key.size())))
            readKey();
        break;
    case Phase::Payload:
        takePayload(bytes);
        break;
    case Phase::Done:
        bytes = {};
        break;
    }
}

bool FrameReader::State::takeField(QByteArrayView &bytes, qsizetype size)
{
    const qsizetype taken = std::min(size - fieldSize, bytes.size());
    std::copy_n(bytes.begin(), taken, field.begin() + fieldSize);
    bytes = bytes.sliced(taken);
    fieldSize += taken;
    if (fieldSize < size)
        return false;
    fieldSize = 0;
    return true;
}

void FrameReader::State::readFirstByte(quint8 byte)
{
    const auto code = static_cast<quint8>(byte & OpcodeBits);
    if (!isKnown(code))
        return breach("A frame has a reserved opcode (RFC 6455 §5.2).");
    opcode = Op(code);
    fin = (byte & FinBit) != 0;

    // RFC 7692 §6: RSV1 belongs to the first frame of a message only.
    const bool startsMessage = opcode == Op::Text || opcode == Op::Binary;
    const int forbidden =
        startsMessage && assembler.canInflate() ? ReservedBits & ~Rsv1Bit : ReservedBits;
    if ((byte & forbidden) != 0)
        return breach("A frame has a reserved bit set (RFC 6455 §5.2).");
    if (isControl(opcode) && !fin)
        return breach("A control frame is fragmented (RFC 6455 §5.5).");

    phase = Phase::SecondByte;
    if (!isControl(opcode))
        placeInMessage(byte);
}

void FrameReader::State::placeInMessage(quint8 byte)
{
    if (opcode == Op::Continuation) {
        if (!assembler.isOpen())
            return breach("A continuation continues nothing (RFC 6455 §5.4).");
    } else {
        if (assembler.isOpen())
            return breach("A message begins inside another one (RFC 6455 §5.4).");
        using Assembler = MessageAssembler;
        assembler.begin(opcode == Op::Text ? Assembler::Content::Text : Assembler::Content::Binary,
                        (byte & Rsv1Bit) != 0 ? Assembler::Coding::Compressed
                                              : Assembler::Coding::Plain);
    }
    if (const auto violation = assembler.countFragment())
        fail(*violation);
}

void FrameReader::State::readSecondByte(quint8 byte)
{
    const bool isMasked = (byte & MaskBit) != 0;
    if (isMasked && role == Role::Client)
        return breach("A frame of the server is masked (RFC 6455 §5.1).");
    if (!isMasked && role == Role::Server)
        return breach("A frame of the client is not masked (RFC 6455 §5.1).");
    shortLength = byte & LengthBits;
    if (isControl(opcode)) {
        if (shortLength > MaxControlPayload)
            return breach("A control frame has more than 125 bytes (RFC 6455 §5.5).");
        if (opcode == Op::Close && shortLength == 1)
            return breach("A close frame has half a code (RFC 6455 §5.5.1).");
        length = shortLength;
        finishHeader();
    } else if (shortLength >= Length16) {
        phase = Phase::ExtendedLength;
    } else {
        declareLength(shortLength);
    }
}

void FrameReader::State::readExtendedLength()
{
    const bool isShort = shortLength == Length16;
    const quint64 declared =
        isShort ? qFromBigEndian<quint16>(field.data()) : qFromBigEndian<quint64>(field.data());
    if (declared >> 63 != 0)
        return breach("A length has its highest bit set (RFC 6455 §5.2).");
    if (declared < (isShort ? Length16 : 0x1'0000u))
        return breach("A length is not in its shortest form (RFC 6455 §5.2).");
    declareLength(declared);
}

void FrameReader::State::declareLength(quint64 declared)
{
    // As Bandit: a stream of these would be an endless message that no count of bytes shows.
    if (declared == 0 && opcode == Op::Continuation && !fin)
        return breach("A continuation is empty and not the last one.");
    const auto place = fin ? MessageAssembler::Place::Last : MessageAssembler::Place::NotLast;
    if (const auto violation = assembler.declareFrame(declared, place))
        return fail(*violation);
    length = static_cast<qsizetype>(declared);
    finishHeader();
}

// A server's frames have no key; that of zeros stays, which changes nothing.
void FrameReader::State::finishHeader()
{
    if (role == Role::Client)
        beginPayload();
    else
        phase = Phase::Key;
}

void FrameReader::State::readKey()
{
    std::copy_n(field.begin(), key.size(), key.begin());
    beginPayload();
}

void FrameReader::State::beginPayload()
{
    position = 0;
    phase = Phase::Payload;
    if (length == 0)
        finishFrame();
}

void FrameReader::State::takePayload(QByteArrayView &bytes)
{
    const QByteArrayView chunk = bytes.first(std::min(length - position, bytes.size()));
    bytes = bytes.sliced(chunk.size());
    if (isControl(opcode))
        unmask(control.data() + position, chunk.data(), chunk.size(), key, position);
    else if (const auto violation = assembler.append(chunk, key, position))
        return fail(*violation);
    position += chunk.size();
    if (position == length)
        finishFrame();
}

void FrameReader::State::finishFrame()
{
    phase = Phase::FirstByte;
    if (isControl(opcode))
        finishControl();
    else if (fin)
        finishMessage();
}

void FrameReader::State::finishControl()
{
    const QByteArrayView payload(control.data(), length);
    if (opcode == Op::Close)
        return finishClose(payload);
    const auto kind = opcode == Op::Ping ? ReaderEvent::Kind::Ping : ReaderEvent::Kind::Pong;
    out->push_back({kind, payload.toByteArray(), 0, {}});
}

void FrameReader::State::finishClose(QByteArrayView body)
{
    if (body.isEmpty())
        return end({ReaderEvent::Kind::Close, {}, quint16(CloseCode::NoStatus), {}});
    const quint16 code = qFromBigEndian<quint16>(body.data());
    if (!isCloseCodeAllowed(code))
        return breach("A close frame has a code that must not be sent (RFC 6455 §7.4).");
    const QByteArrayView reason = body.sliced(sizeof code);
    Utf8Validator validator;
    if (!validator.feed(reason) || !validator.isComplete()) {
        return fail({CloseCode::InvalidPayload,
                     "The reason of a close frame is not UTF-8 (RFC 6455 §5.5.1)."});
    }
    end({ReaderEvent::Kind::Close, reason.toByteArray(), code, {}});
}

void FrameReader::State::finishMessage()
{
    QByteArray message;
    if (const auto violation = assembler.finish(message))
        return fail(*violation);
    const auto kind = assembler.content() == MessageAssembler::Content::Text
        ? ReaderEvent::Kind::Text
        : ReaderEvent::Kind::Binary;
    out->push_back({kind, std::move(message), 0, {}});
}

FrameReader::FrameReader(ReaderLimits limits, Role role)
    : m_state(std::make_unique<State>(limits, role))
{ }

FrameReader::~FrameReader() = default;

void FrameReader::enableDeflate([[maybe_unused]] int windowBits, bool noContextTakeover)
{
    Q_ASSERT(windowBits >= 8 && windowBits <= 15);
    m_state->assembler.enableDeflate(noContextTakeover ? ContextTakeover::Drop
                                                       : ContextTakeover::Keep);
}

void FrameReader::feed(QByteArrayView bytes, std::vector<ReaderEvent> &out)
{
    m_state->out = &out;
    while (!bytes.isEmpty())
        m_state->step(bytes);
    m_state->out = nullptr;
}

bool FrameReader::isInsideMessage() const
{
    const bool insideFrame =
        m_state->phase != State::Phase::FirstByte && m_state->phase != State::Phase::Done;
    return m_state->assembler.isOpen() || insideFrame;
}

qsizetype FrameReader::bufferedBytes() const
{
    const bool insideControl =
        m_state->phase == State::Phase::Payload && isControl(m_state->opcode);
    return m_state->assembler.bufferedBytes() + (insideControl ? m_state->position : 0);
}

} // namespace phx::websocket
