// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/closecode.h"
#include "server/websocket/deflate.h"
#include "server/websocket/framereader.h"
#include "server/websocket/unmask.h"
#include "server/websocket/utf8validator.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace phx::websocket {

//! What a peer did wrong: the code to close with, and a sentence of static text.
struct Violation
{
    protocol::CloseCode code = protocol::CloseCode::ProtocolError;
    const char *sentence = "";
};

//! \brief Puts the payloads of a message's frames together, for FrameReader: takes the mask off,
//! inflates, checks UTF-8 and the limits on the way. Not to be used after a Violation.
class MessageAssembler
{
public:
    enum class Content : quint8 { Text, Binary };
    enum class Coding : quint8 { Plain, Compressed };
    enum class Place : quint8 { Last, NotLast }; //!< of a frame in its message

    explicit MessageAssembler(ReaderLimits limits);

    void enableDeflate(ContextTakeover takeover);
    [[nodiscard]] bool canInflate() const { return m_inflater != nullptr; }

    void begin(Content content, Coding coding);
    //! Drops what there is of a message.
    void abandon();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] Content content() const { return m_content; }
    [[nodiscard]] qsizetype bufferedBytes() const { return m_message.size(); }

    //! Each frame of the message, the first included, begins with these two.
    std::optional<Violation> countFragment();
    std::optional<Violation> declareFrame(quint64 length, Place place);
    //! The next bytes of the frame's payload, masked. \param position of them in it
    std::optional<Violation> append(QByteArrayView masked, const MaskingKey &key,
                                    qsizetype position);
    //! The last frame is whole.
    std::optional<Violation> finish(QByteArray &message);

private:
    std::optional<Violation> appendPlain(QByteArrayView masked, const MaskingKey &key,
                                         qsizetype position);
    std::optional<Violation> appendCompressed(QByteArrayView masked, const MaskingKey &key,
                                              qsizetype position);
    std::optional<Violation> judge(Inflater::Status status, qsizetype had);
    [[nodiscard]] qsizetype inflateLimit() const;
    void makeRoom(qsizetype more, qsizetype restOfFrame);

    ReaderLimits m_limits;
    std::unique_ptr<Inflater> m_inflater;
    QByteArray m_message;
    Utf8Validator m_utf8;
    Content m_content = Content::Text;
    Coding m_coding = Coding::Plain;
    Place m_place = Place::Last;
    bool m_isOpen = false;
    int m_fragments = 0;
    qsizetype m_frameBytes = 0; // payload of the current frame
    qsizetype m_wireBytes = 0; // payload of all frames of the message, the current one in full
};

} // namespace phx::websocket
