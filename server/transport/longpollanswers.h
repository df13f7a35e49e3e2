// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/request.h"
#include "server/http/response.h"

#include <QByteArrayList>

//! The answers of the long-poll transport, as Phoenix 1.8.12 gives them (protocol.md §4.1, §4.6).
namespace phx::server::longpoll {

//! `{"status":403}` and the like.
http::Response status(int code);
//! With token and messages: the answer to a GET. HTTP 500 if a message is no UTF-8, which only a
//! binary frame can be (§4.5).
http::Response messages(int code, const QByteArray &token, const QByteArrayList &frames);
//! To OPTIONS of an origin that may come in.
http::Response preflight(const http::Request &request);
//! To methods that the path does not know.
http::Response badMethod();
//! Rendered by the error view of the application: without CORS fields.
http::Response error(int status);

} // namespace phx::server::longpoll
