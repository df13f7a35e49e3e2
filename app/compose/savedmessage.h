// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composedmessage.h"
#include "app/workspace/jsonreader.h"

#include <QList>

#include <optional>

namespace phx::app {

//! A message with a name, kept in a folder.
struct SavedMessage
{
    QString name {}; //!< 1 to MaxNameLength characters
    QString folder {}; //!< "edge cases/stock"; empty: none
    ComposedMessage message {};

    friend bool operator==(const SavedMessage &, const SavedMessage &) = default;
};

//! \brief `saved_messages` of a workspace file, and of the user's own: a list of objects.
class SavedMessages
{
public:
    static constexpr qsizetype MaxMessages = 1000;
    static constexpr qsizetype MaxNameLength = 200; //!< of names and folders, UTF-16 code units

    //! \param source the text that the list was read from; \param problem set to the first mistake
    static QList<SavedMessage> read(const JsonNode &list, const QByteArray &source,
                                    std::optional<JsonProblem> &problem);
    //! The list as JSON, one message a line. \param indent of the line that it begins on, spaces
    static QByteArray write(const QList<SavedMessage> &messages, int indent);
};

} // namespace phx::app
