// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/controlanswer.h"

#include "app/control/controlapi.h"

#include <QJsonDocument>

namespace phx::app {

http::Response makeResponse(int status, const QJsonObject &object)
{
    return {.status = status,
            .fields = {{"content-type", "application/json; charset=utf-8"},
                       {"cache-control", "no-store"},
                       {"x-content-type-options", "nosniff"}},
            .body = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'};
}

http::Response done(QJsonObject object)
{
    object.insert(QLatin1String("ok"), true);
    return makeResponse(200, object);
}

http::Response refuseProblem(const JsonProblem &problem)
{
    return ControlApi::refuse(400,
                              QStringLiteral("%1 (line %2, column %3).")
                                  .arg(problem.sentence)
                                  .arg(problem.position.line)
                                  .arg(problem.position.column));
}

http::Response doneUnless(const QString &problem)
{
    return problem.isEmpty() ? done() : ControlApi::refuse(409, problem);
}

} // namespace phx::app
