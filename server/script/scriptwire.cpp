// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scriptwire.h"

#include <QtEndian>

namespace phx::server::script {

namespace {

constexpr qsizetype SizeBytes = sizeof(quint32);
constexpr qsizetype HeadBytes = 1 + sizeof(quint64) + SizeBytes;

template<class T>
void appendNumber(QByteArray &out, T number)
{
    char bytes[sizeof(T)];
    qToLittleEndian(number, bytes);
    out.append(bytes, sizeof(T));
}

//! The fields of a frame's rest; nullopt if the sizes do not fit.
std::optional<QByteArrayList> readFields(QByteArrayView bytes, quint32 count)
{
    QByteArrayList fields;
    for (quint32 i = 0; i < count; ++i) {
        if (bytes.size() < SizeBytes)
            return std::nullopt;
        const auto size = qsizetype(qFromLittleEndian<quint32>(bytes.data()));
        bytes = bytes.sliced(SizeBytes);
        if (bytes.size() < size)
            return std::nullopt;
        fields.append(bytes.first(size).toByteArray());
        bytes = bytes.sliced(size);
    }
    return fields;
}

} // namespace

void appendFrame(QByteArray &out, const Frame &frame)
{
    qsizetype size = HeadBytes;
    for (const QByteArray &field : frame.fields)
        size += SizeBytes + field.size();
    appendNumber(out, quint32(size));
    out.append(char(frame.kind));
    appendNumber(out, frame.target);
    appendNumber(out, quint32(frame.fields.size()));
    for (const QByteArray &field : frame.fields) {
        appendNumber(out, quint32(field.size()));
        out.append(field);
    }
}

void FrameBuffer::append(const QByteArray &bytes)
{
    if (m_position == m_bytes.size()) {
        m_bytes = bytes;
        m_position = 0;
        return;
    }
    if (m_position > m_bytes.size() / 2) {
        m_bytes.remove(0, m_position);
        m_position = 0;
    }
    m_bytes.append(bytes);
}

std::optional<Frame> FrameBuffer::take()
{
    const QByteArrayView rest = QByteArrayView(m_bytes).sliced(m_position);
    if (m_isBroken || rest.size() < SizeBytes)
        return std::nullopt;
    const auto size = qFromLittleEndian<quint32>(rest.data());
    if (size > MaxFrameBytes || size < HeadBytes) {
        m_isBroken = true;
        return std::nullopt;
    }
    if (rest.size() < SizeBytes + qsizetype(size))
        return std::nullopt;
    const QByteArrayView body = rest.sliced(SizeBytes, qsizetype(size));
    Frame frame {.kind = Kind(body.at(0)), .target = qFromLittleEndian<quint64>(body.data() + 1)};
    const auto count = qFromLittleEndian<quint32>(body.data() + 1 + sizeof(quint64));
    auto fields = readFields(body.sliced(HeadBytes), count);
    if (!fields) {
        m_isBroken = true;
        return std::nullopt;
    }
    frame.fields = std::move(*fields);
    m_position += SizeBytes + qsizetype(size);
    return frame;
}

} // namespace phx::server::script
