// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/payloadpreview.h"

namespace phx::app {

namespace {

bool isContinuation(char byte)
{
    return (static_cast<quint8>(byte) & 0xc0) == 0x80;
}

} // namespace

QByteArrayView payloadOf(QByteArrayView frame, qint64 offset, qint64 size)
{
    if (offset < 0 || size <= 0 || offset > frame.size() || size > frame.size() - offset)
        return {};
    return frame.sliced(offset, size);
}

QByteArray textPreview(QByteArrayView text)
{
    if (text.size() <= MaxPreviewBytes)
        return text.toByteArray();
    qsizetype end = MaxPreviewBytes;
    // At most three steps in valid UTF-8; other bytes are cut where they are.
    for (int i = 0; i < 3 && isContinuation(text[end]); ++i)
        --end;
    return text.first(isContinuation(text[end]) ? MaxPreviewBytes : end).toByteArray();
}

QByteArray binaryPreview(QByteArrayView bytes)
{
    constexpr qsizetype CharactersPerByte = 3;
    const qsizetype shown = qMin(bytes.size(), MaxPreviewBytes / CharactersPerByte);
    return bytes.first(shown).toByteArray().toHex(' ');
}

} // namespace phx::app
