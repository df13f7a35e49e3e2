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

class Hosting;

//! \brief Sends what a person composed, and keeps what they typed, saved and got back.
//!
//! What the composer of the window is without its face. Threads: that of the hosting.
class Composer : public QObject
{
    Q_OBJECT

public:
    //! \param hosting must outlive this; \param directory of the user's own files
    Composer(Hosting &hosting, const QString &directory, QObject *parent = nullptr);

    [[nodiscard]] ComposeHistory &history() { return m_history; }
    [[nodiscard]] const ComposeHistory &history() const { return m_history; }
    [[nodiscard]] MessageLibrary &library() { return m_library; }
    [[nodiscard]] Variables &variables() { return m_library.variables(); }
    [[nodiscard]] Repeater &repeater() { return m_repeater; }

    //! A topic or event with the values of variables, as it would be sent; or what is wrong.
    [[nodiscard]] Result<ExpandedText, TextProblem> preview(const QString &text);

    //! \return what is wrong with the message; then nothing was sent
    std::optional<ComposeProblem> send(const ComposedMessage &message, const SendRoute &route);

Q_SIGNALS:
    void sent(const phx::app::SendRoute &route, const phx::app::OutgoingMessage &message);

private:
    void deliver(const OutgoingMessage &message, const SendRoute &route);

    Hosting &m_hosting;
    ComposeHistory m_history;
    MessageLibrary m_library;
    Repeater m_repeater;
};

} // namespace phx::app
