// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/script/scriptsettings.h"
#include "server/socket/sockethandler.h"

namespace phx::server {

//! \brief A socket whose connect(), id() and channels are JavaScript modules.
//!
//! Each server thread has a link to a helper process of its own. What connect() decides brings the
//! id and the routes along, so id() and routes() here say nothing.
class ScriptSocket final : public SocketHandler
{
public:
    //! \param settings store must not be null
    explicit ScriptSocket(ScriptSettings settings);

    ConnectResult connect(const QJsonObject &params, const ConnectInfo &info) const override;
    std::optional<QByteArray> id(const QJsonObject &assigns) const override;
    [[nodiscard]] const std::vector<ChannelRoute> &routes() const override { return m_noRoutes; }
    [[nodiscard]] QString name() const override { return m_settings->entry; }

private:
    std::shared_ptr<const ScriptSettings> m_settings; //!< owners: this and the links
    std::vector<ChannelRoute> m_noRoutes;
};

} // namespace phx::server
