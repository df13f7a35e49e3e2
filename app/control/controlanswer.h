// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/workspace/objectreader.h"
#include "server/http/response.h"

#include <QJsonObject>
#include <QString>

namespace phx::app {

// The forms of answers of the control API. Any thread.

//! JSON that no cache keeps.
http::Response makeResponse(int status, const QJsonObject &object);
//! 200 with the object and `"ok": true`.
http::Response done(QJsonObject object = {});
//! 400 with the sentence and its place in the body.
http::Response refuseProblem(const JsonProblem &problem);
//! 409 with the sentence, or done() if there is none.
http::Response doneUnless(const QString &problem);

} // namespace phx::app
