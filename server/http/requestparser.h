// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/headscanner.h"
#include "server/http/request.h"

#include <QByteArrayView>

#include <optional>
#include <variant>

namespace phx::http {

//! \brief Strict, incremental parser of one request: bytes in, a Request or a Refusal out. Pure.
//!
//! Refuses every ambiguity rather than guess (reliability.md §5.1, H-*): what HeadScanner refuses,
//! values that are not UTF-8, a leading empty line, a missing (1.1), repeated or malformed Host,
//! Content-Length with Transfer-Encoding or twice, any transfer coding but `chunked` (501), chunk
//! extensions and trailers, a body with an upgrade, Expect (417), HTTP versions other than 1.0
//! and 1.1 (505), targets in absolute or authority form, raw 8-bit bytes in the target, '%' not
//! followed by two hex digits in the path, and %00 there. A query with bad escapes passes (Phoenix
//! lets `vsn=%zz` reach the 403). Bytes whole or one by one give the same answer (the fuzz target's
//! property).
class RequestParser
{
public:
    explicit RequestParser(ParserLimits limits = {});

    //! \param consumed bytes of this call that belong to the request; the rest stays with the
    //! caller (frames that arrive with the handshake, a pipelined request). After a Request the
    //! parser is ready for the next one; after a Refusal it repeats that.
    std::variant<NeedMore, Request, Refusal> feed(QByteArrayView bytes, qsizetype &consumed);

    //! True before the first byte of a request.
    [[nodiscard]] bool isIdle() const
    {
        return m_stage == Stage::RequestLine && m_scanner.bytes().isEmpty();
    }
    //! True once the head is whole and a body is being read.
    [[nodiscard]] bool isInsideBody() const { return m_stage >= Stage::Body; }
    //! What is known of the request so far; after a Refusal, of the refused one.
    [[nodiscard]] const Request &request() const { return m_request; }
    //! The bytes of the head so far, for the capture.
    [[nodiscard]] const QByteArray &head() const
    {
        return isInsideBody() ? m_request.head : m_scanner.bytes();
    }

private:
    enum class Stage : quint8 {
        RequestLine,
        FieldLines,
        Body, //!< of content-length
        ChunkSize,
        SizeEnd, //!< LF of the line with a size
        ChunkData,
        ChunkEnd, //!< CR LF behind the data
        LastEnd //!< LF of the line with size 0, CR LF
    };

    qsizetype takeHead(QByteArrayView bytes);
    [[nodiscard]] bool takeLine(QByteArrayView line);
    [[nodiscard]] bool takeRequestLine(QByteArrayView line);
    [[nodiscard]] bool takeTarget(QByteArrayView target);
    [[nodiscard]] bool takeField(QByteArrayView line);
    [[nodiscard]] bool finishHead();
    [[nodiscard]] bool checkHost();
    [[nodiscard]] bool checkFraming();
    [[nodiscard]] bool checkLength(const QByteArray &length);
    [[nodiscard]] bool takeChunkByte(char byte);
    [[nodiscard]] bool takeChunkSize();
    qsizetype takeBody(QByteArrayView bytes);
    bool refuse(Refusal refusal);
    bool refuse(int status, const char *sentence);
    Request takeRequest();

    HeadScanner m_scanner;
    QByteArray m_chunkLine;
    Request m_request;
    std::optional<Refusal> m_refusal;
    qsizetype m_left = 0; //!< bytes of the body or of the chunk still to come
    Stage m_stage = Stage::RequestLine;
    bool m_whole = false;
};

} // namespace phx::http
