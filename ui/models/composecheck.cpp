// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/composecheck.h"

#include "app/compose/payloadbytes.h"

#include <algorithm>

namespace phx::ui {

namespace {

using Body = app::ComposedMessage::Body;

JsonProblem placed(const QString &text, qsizetype position, const QString &sentence)
{
    const qsizetype at = std::clamp(position, qsizetype(0), text.size());
    const QStringView before = QStringView(text).left(at);
    const qsizetype lineBegin = before.lastIndexOf(u'\n') + 1;
    return {.position = at,
            .line = static_cast<int>(before.count(u'\n')) + 1,
            .column = static_cast<int>(at - lineBegin) + 1,
            .sentence = sentence};
}

std::optional<app::TextProblem> checkBytes(const QString &text, Body body)
{
    if (body == Body::File)
        return app::fileProblem(text);
    const auto bytes = body == Body::Base64 ? app::bytesFromBase64(text) : app::bytesFromHex(text);
    return bytes ? std::nullopt : std::optional(bytes.error());
}

} // namespace

std::optional<JsonProblem> checkBody(const QString &text, Body body, app::Variables &variables)
{
    const bool isJson = body == Body::Json || body == Body::RawText;
    const auto expanded =
        app::expandTemplate(text, isJson ? app::TemplateText::Json : app::TemplateText::Plain,
                            variables.lookup(app::Generators::Draw::Preview));
    if (!expanded)
        return placed(text, expanded.error().position, expanded.error().sentence);
    const auto typed = [&](qsizetype position, const QString &sentence) {
        return placed(text, expanded.value().typedPosition(position), sentence);
    };
    if (body == Body::RawText)
        return std::nullopt;
    if (body == Body::Json) {
        const auto problem = checkJson(expanded.value().text.toUtf8());
        return problem ? std::optional(typed(problem->position, problem->sentence)) : std::nullopt;
    }
    const auto problem = checkBytes(expanded.value().text, body);
    return problem ? std::optional(typed(problem->position, problem->sentence)) : std::nullopt;
}

} // namespace phx::ui
