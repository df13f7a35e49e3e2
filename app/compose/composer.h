// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composehistory.h"
#include "app/compose/messagebuilder.h"
#include "app/compose/messagelibrary.h"
#include "app/compose/repeater.h"
#include "app/compose/sendroute.h"

#include <QObject>

#include <optional>

namespace phx::app {

class Clients;
class Hosting;

//! \brief Sends what a person composed, and keeps what they typed, saved and got back.
//!
//! What the composer of the window is without its face. Threads: that of the hosting.
class Composer : public QObject
{
    Q_OBJECT

public:
    //! \param hosting, clients must outlive this; \param directory of the user's own files
    Composer(Hosting &hosting, Clients &clients, const QString &directory,
             QObject *parent = nullptr);

    [[nodiscard]] ComposeHistory &history() { return m_history; }
    [[nodiscard]] const ComposeHistory &history() const { return m_history; }
    [[nodiscard]] MessageLibrary &library() { return m_library; }
    [[nodiscard]] Variables &variables() { return m_library.variables(); }
    [[nodiscard]] Repeater &repeater() { return m_repeater; }

    //! A topic or event with the values of variables, as it would be sent; or what is wrong.
    [[nodiscard]] Result<ExpandedText, TextProblem> preview(const QString &text);

    //! \return what is wrong with the message or its way; then nothing was sent
    std::optional<ComposeProblem> send(const ComposedMessage &message, const SendRoute &route);

Q_SIGNALS:
    //! \param answer id that Clients::answered() will name; 0: nothing answers
    void sent(const phx::app::SendRoute &route, const phx::app::OutgoingMessage &message,
              quint64 answer);

private:
    void deliver(const OutgoingMessage &message, const SendRoute &route);
    [[nodiscard]] Result<quint64, QString> deliverAsClient(const OutgoingMessage &message,
                                                           int client);

    Hosting &m_hosting;
    Clients &m_clients;
    ComposeHistory m_history;
    MessageLibrary m_library;
    Repeater m_repeater;
};

} // namespace phx::app
