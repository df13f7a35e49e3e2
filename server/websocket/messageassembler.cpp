// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/websocket/messageassembler.h"

#include <algorithm>
#include <array>
#include <utility>

namespace phx::websocket {

namespace {

using protocol::CloseCode;

constexpr qsizetype FreeInflateBytes = 64 * 1024; // below this the ratio does not count
constexpr qsizetype FirstGrowth = 4 * 1024;
constexpr Violation NotUtf8 {CloseCode::InvalidPayload, "A text is not UTF-8 (RFC 6455 §8.1)."};

} // namespace

MessageAssembler::MessageAssembler(ReaderLimits limits)
    : m_limits(limits)
{ }

void MessageAssembler::enableDeflate(ContextTakeover takeover)
{
    m_inflater = std::make_unique<Inflater>(takeover);
}

void MessageAssembler::begin(Content content, Coding coding)
{
    m_content = content;
    m_coding = coding;
    m_isOpen = true;
    m_fragments = 0;
    m_wireBytes = 0;
    m_utf8.reset();
}

void MessageAssembler::abandon()
{
    m_isOpen = false;
    m_message = {};
}

std::optional<Violation> MessageAssembler::countFragment()
{
    if (++m_fragments > m_limits.maxFragments) {
        return Violation {CloseCode::PolicyViolation,
                          "A message has more fragments than are allowed."};
    }
    return std::nullopt;
}

std::optional<Violation> MessageAssembler::declareFrame(quint64 length, Place place)
{
    if (length > static_cast<quint64>(m_limits.maxFrameBytes))
        return Violation {CloseCode::TooBig, "A frame is larger than allowed."};
    m_frameBytes = static_cast<qsizetype>(length);
    if (m_frameBytes > m_limits.maxMessageBytes - m_wireBytes)
        return Violation {CloseCode::TooBig, "A message is larger than allowed."};
    m_wireBytes += m_frameBytes;
    m_place = place;
    return std::nullopt;
}

std::optional<Violation> MessageAssembler::append(QByteArrayView masked, const MaskingKey &key,
                                                  qsizetype position)
{
    return m_coding == Coding::Compressed ? appendCompressed(masked, key, position)
                                          : appendPlain(masked, key, position);
}

std::optional<Violation> MessageAssembler::appendPlain(QByteArrayView masked, const MaskingKey &key,
                                                       qsizetype position)
{
    makeRoom(masked.size(), m_frameBytes - position);
    const qsizetype had = m_message.size();
    m_message.resize(had + masked.size());
    unmask(m_message.data() + had, masked.data(), masked.size(), key, position);
    if (m_content == Content::Text && !m_utf8.feed(QByteArrayView(m_message).sliced(had)))
        return NotUtf8;
    return std::nullopt;
}

std::optional<Violation>
MessageAssembler::appendCompressed(QByteArrayView masked, const MaskingKey &key, qsizetype position)
{
    std::array<char, 8 * 1024> plain {};
    while (!masked.isEmpty()) {
        const qsizetype size = std::min(qsizetype(plain.size()), masked.size());
        unmask(plain.data(), masked.data(), size, key, position);
        const qsizetype had = m_message.size();
        const auto status =
            m_inflater->inflate(QByteArrayView(plain.data(), size), m_message, inflateLimit());
        if (auto violation = judge(status, had))
            return violation;
        masked = masked.sliced(size);
        position += size;
    }
    return std::nullopt;
}

// What came out before an error is judged before the error, as if it had come byte by byte.
std::optional<Violation> MessageAssembler::judge(Inflater::Status status, qsizetype had)
{
    if (m_content == Content::Text && !m_utf8.feed(QByteArrayView(m_message).sliced(had)))
        return NotUtf8;
    if (status == Inflater::Status::TooBig)
        return Violation {CloseCode::TooBig, "A message inflates to more than allowed."};
    if (status == Inflater::Status::Corrupt) {
        return Violation {CloseCode::InvalidPayload,
                          "A message does not inflate (RFC 7692 §7.2.2)."};
    }
    return std::nullopt;
}

// By what the frames' headers declare rather than by what has arrived: the same for any cut.
qsizetype MessageAssembler::inflateLimit() const
{
    const qsizetype byRatio = std::max(FreeInflateBytes, m_wireBytes * m_limits.maxInflateRatio);
    return std::min(m_limits.maxMessageBytes, byRatio);
}

// A frame that arrives whole takes one allocation of its size. Otherwise the room doubles, so that
// many small pieces stay linear, but not beyond what the last frame declares; and not to that at
// once, as a header alone must not cost what it promises.
void MessageAssembler::makeRoom(qsizetype more, qsizetype restOfFrame)
{
    const qsizetype needed = m_message.size() + more;
    if (needed <= m_message.capacity())
        return;
    qsizetype wanted = std::max(FirstGrowth, 2 * m_message.size());
    if (m_place == Place::Last)
        wanted = std::min(wanted, m_message.size() + restOfFrame);
    m_message.reserve(std::max(needed, wanted));
}

std::optional<Violation> MessageAssembler::finish(QByteArray &message)
{
    if (m_coding == Coding::Compressed) {
        const qsizetype had = m_message.size();
        if (auto violation = judge(m_inflater->finishMessage(m_message, inflateLimit()), had))
            return violation;
    }
    if (m_content == Content::Text && !m_utf8.isComplete()) {
        return Violation {CloseCode::InvalidPayload,
                          "A text ends inside a character (RFC 6455 §8.1)."};
    }
    m_isOpen = false;
    message = std::exchange(m_message, {});
    return std::nullopt;
}

} // namespace phx::websocket
