// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/rowreader.h"

#include "app/capture/payloadpreview.h"
#include "app/capture/recipients.h"
#include "app/capture/statement.h"

#include <algorithm>
#include <limits>

namespace phx::app {

namespace {

enum Column : int {
    Sequence,
    TimeUs,
    Kind,
    Direction,
    Transport,
    VsnNumber,
    Opcode,
    Code,
    Connection,
    Heartbeat,
    Topic,
    EventName,
    Status,
    JoinRef,
    Ref,
    Generation,
    Superseded,
    PairSequence,
    RttUs,
    Size,
    PayloadOffset,
    PayloadSize,
    PayloadBinary,
    RecipientCount,
    Detail,
    Preview,
    ShortFrame,
    Peer,
    SocketId,
    Recipients,
    FrameBytes,
    AnswerBytes,
};

template<class T>
T clamped(qint64 value)
{
    using Limits = std::numeric_limits<T>;
    return static_cast<T>(std::clamp<qint64>(value, Limits::min(), Limits::max()));
}

template<class Enum>
Enum enumeration(qint64 value, Enum last, Enum fallback)
{
    return value >= 0 && value <= static_cast<qint64>(last) ? static_cast<Enum>(value) : fallback;
}

quint64 identity(qint64 value)
{
    return value < 0 ? 0 : static_cast<quint64>(value);
}

QByteArray preview(const Statement &statement, bool isBinary)
{
    if (!statement.isNull(Preview))
        return textPreview(statement.bytes(Preview));
    const QByteArray frame = statement.bytes(ShortFrame);
    const QByteArrayView payload =
        payloadOf(frame, statement.integer(PayloadOffset), statement.integer(PayloadSize));
    return isBinary ? binaryPreview(payload) : textPreview(payload);
}

} // namespace

QByteArray rowColumns()
{
    // The frame is fetched only where the preview has to be made from it: a long one stays on disk.
    return "sequence, time_us, kind, direction, transport, vsn, opcode, code, connection, "
           "heartbeat, "
           "topic, event, status, join_ref, ref, generation, superseded, pair, rtt_us, size, "
           "payload_offset, payload_size, payload_binary, recipient_count, detail, preview, "
           "CASE WHEN preview IS NULL AND payload_offset >= 0 THEN frame END";
}

QByteArray detailColumns()
{
    return rowColumns() + ", peer, socket_id, recipients, frame, answer";
}

MessageRow readRow(const Statement &statement)
{
    MessageRow row;
    row.sequence = identity(statement.integer(Sequence));
    row.timeUs = statement.integer(TimeUs);
    row.kind = enumeration(statement.integer(Kind), tap::EventKind::Note, tap::EventKind::Note);
    row.direction =
        enumeration(statement.integer(Direction), tap::Direction::Out, tap::Direction::None);
    row.transport = enumeration(statement.integer(Transport), tap::TransportKind::LongPoll,
                                tap::TransportKind::None);
    row.vsn = clamped<quint8>(statement.integer(VsnNumber));
    row.opcode = clamped<quint8>(statement.integer(Opcode));
    row.code = clamped<quint16>(statement.integer(Code));
    row.connection = identity(statement.integer(Connection));
    row.topic = statement.bytes(Topic);
    row.event = statement.bytes(EventName);
    row.status = statement.bytes(Status);
    row.joinRef = statement.bytes(JoinRef);
    row.ref = statement.bytes(Ref);
    row.generation = clamped<int>(statement.integer(Generation));
    row.superseded = statement.integer(Superseded) != 0;
    row.pairSequence = identity(statement.integer(PairSequence));
    row.rttUs = statement.integer(RttUs);
    row.recipientCount = clamped<int>(statement.integer(RecipientCount));
    row.size = clamped<qint32>(statement.integer(Size));
    row.heartbeat = statement.integer(Heartbeat) != 0;
    row.payloadBinary = statement.integer(PayloadBinary) != 0;
    row.preview = preview(statement, row.payloadBinary);
    row.detail = statement.bytes(Detail);
    return row;
}

MessageDetail readDetail(const Statement &statement)
{
    MessageDetail detail;
    detail.row = readRow(statement);
    detail.frame = statement.bytes(FrameBytes);
    detail.answer = statement.bytes(AnswerBytes);
    detail.payload =
        payloadOf(detail.frame, statement.integer(PayloadOffset), statement.integer(PayloadSize))
            .toByteArray();
    detail.peer = statement.bytes(Peer);
    detail.socketId = statement.bytes(SocketId);
    detail.recipients = recipients::decode(statement.bytes(Recipients));
    return detail;
}

} // namespace phx::app
