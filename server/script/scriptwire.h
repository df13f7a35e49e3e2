// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace phx::server::script {

//! \brief What the server and its script helper tell each other, and the fields of each.
//!
//! "payload" is one field: the letter J and JSON text, or B and bytes. "channel" is the target.
enum class Kind : quint8 {
    // server → helper
    Load = 1, //!< target: version; entry module, then pairs of module path and text
    Connect, //!< target: number of the call; params JSON, info JSON
    Join, //!< channel; module, topic, payload, assigns JSON, join_ref JSON
    In, //!< channel; event, payload, ref JSON ("null": none to answer)
    Out, //!< channel; event, payload
    Info, //!< channel; number of the kept message
    Terminate, //!< channel; reason
    Drop, //!< channel: forget it, without terminate()
    Answer, //!< JSON of the last Ask's answer: {"ok": …} or {"throw": "sentence"}
    Fetch, //!< channel whose module fetches; number of the call, joins JSON, leaves JSON

    // helper → server
    Loaded = 64, //!< target: version; error (empty: fine), level of the socket's log, then pairs
    //!< of pattern and module
    Connected, //!< target: number of the call; JSON of the decision
    Joined, //!< channel; "ok", "error" or "crash", payload or sentence, letters of
    //!< what its module has, levels of logJoin and logHandleIn, then intercepted events
    Done, //!< channel; "noreply", "reply", "stop" or "crash", then what belongs to it
    Terminated, //!< channel
    Fetched, //!< target: number of the call; "ok", joins JSON, leaves JSON, or "crash", sentence
    Push, //!< channel; event, payload
    Broadcast, //!< channel; event, payload
    BroadcastFrom, //!< channel; event, payload
    Reply, //!< channel; join_ref JSON, ref JSON, status, payload
    SendAfter, //!< channel; number of the kept message, milliseconds
    Log, //!< channel or 0; sentence
    Ask, //!< channel or 0; what, JSON list of arguments; the helper waits for the Answer
    Ending, //!< 0; the sentence why the helper ends itself
};

//! \name Letters of Joined: what the module exports
//! \{
constexpr char ModuleFetches = 'f'; //!< fetch
constexpr char ModuleClosesFirst = 'c'; //!< closesFirst, and it is true
//! \}

//! A level of the log is its name, "false" for none, or empty if the module does not say it.

struct Frame
{
    Kind kind = Kind::Log;
    quint64 target = 0;
    QByteArrayList fields {};

    //! The field, or empty if there are fewer.
    [[nodiscard]] QByteArray field(qsizetype index) const { return fields.value(index); }
};

//! Appends the frame: size of the rest (4 bytes), kind (1), target (8), number of fields (4), then
//! each as size (4) and bytes; little endian.
void appendFrame(QByteArray &out, const Frame &frame);

//! \brief Cuts a stream of bytes into frames.
class FrameBuffer
{
public:
    static constexpr quint32 MaxFrameBytes = 128 * 1024 * 1024;

    void append(const QByteArray &bytes);
    //! nullopt: more bytes are needed, or isBroken().
    std::optional<Frame> take();
    //! What came is no frame; nothing more comes out.
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

private:
    QByteArray m_bytes;
    qsizetype m_position = 0; //!< of the first byte that is not taken
    bool m_isBroken = false;
};

} // namespace phx::server::script
