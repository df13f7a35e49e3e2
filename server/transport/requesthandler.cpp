// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/requesthandler.h"

namespace phx::server {

http::Response RequestHandler::refusalAnswer(const http::Request &request,
                                             const http::Refusal &refusal)
{
    Q_UNUSED(request)
    return {.status = refusal.status,
            .fields = {{"content-type", "text/plain; charset=utf-8"}},
            .body = refusal.sentence};
}

} // namespace phx::server
