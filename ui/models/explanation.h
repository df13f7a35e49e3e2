// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"
#include "ui/models/rowtext.h"
#include "ui/models/sentence.h"

#include <optional>

namespace phx::ui {

//! \brief What a row means, in sentences for a person. Empty parts are not shown.
struct Explanation
{
    Sentence title;
    QList<Sentence> meaning;
    Sentence next; //!< what the client does now; shown after "Next:"
    Sentence remedy; //!< what a person can do about it; shown on a card
    Outcome tone = Outcome::None; //!< of the remedy card
    bool showPayload = false; //!< the payload belongs below
};

//! \param pair the request of a reply, or the reply of a request, if it is known
//! Source of the protocol's rules: Phoenix 1.8 and phoenix.js as protocol.md §1.5, §1.11, §3 and
//! §5.
[[nodiscard]] Explanation explain(const app::MessageDetail &detail,
                                  const std::optional<app::MessageRow> &pair);

//! \name The parts of explain(), by what was observed
//! \{
[[nodiscard]] Explanation explainHandshake(const app::MessageDetail &detail);
[[nodiscard]] Explanation explainClosed(const app::MessageRow &row);
[[nodiscard]] Explanation explainFromClient(const app::MessageRow &row,
                                            const std::optional<app::MessageRow> &pair);
[[nodiscard]] Explanation explainFromServer(const app::MessageRow &row,
                                            const std::optional<app::MessageRow> &pair);
//! Adds what is known of the error of a script. \return false: the reason is none of a script
bool explainScriptError(const QByteArray &reason, Explanation &result);
//! nullopt: the note is about no script.
[[nodiscard]] std::optional<Explanation> explainScriptNote(const app::MessageRow &row);
[[nodiscard]] Explanation explainFanOut(const app::MessageDetail &detail);
//! \}

} // namespace phx::ui
