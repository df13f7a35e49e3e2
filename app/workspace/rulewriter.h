// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/workspace.h"
#include "server/channels/channelrule.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace phx::app {

//! Rules as entries of "channels": neighbours of one route are one entry. Channels that are named
//! code keep their place before or after. \param channels whose rules are replaced
QList<WorkspaceChannel> withRules(const QList<WorkspaceChannel> &channels,
                                  const QList<server::ChannelRule> &rules);

//! \brief Writes rules into the text of a workspace, and leaves every other byte of it alone.
class RuleWriter
{
public:
    //! \param source a valid workspace; \param handler whose "channels" become these; all of its
    //! entries that are named code are kept as they stand
    //! \return the new text, which reads as a workspace again, or a sentence
    static Result<QByteArray, QString> replaceRules(const QByteArray &source,
                                                    const WorkspaceHandler &handler);
    //! A whole workspace that hosts this handler on /socket for this machine.
    static QByteArray newWorkspace(const WorkspaceHandler &handler);

    //! One rule on one line, as RuleReader reads it. \param topic of its entry
    static QByteArray ruleText(const server::ChannelRule &rule, const QByteArray &topic);
};

} // namespace phx::app
