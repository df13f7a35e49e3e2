// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/token.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace phx::server {

//! \brief Phoenix.Token for scripts: JSON in, JSON out; the secret stays here.
//!
//! Objects become maps with binary keys, null becomes nil. Threads: one.
class ScriptToken
{
public:
    static constexpr qsizetype MaxSalts = 16; //!< whose keys are kept

    explicit ScriptToken(const QByteArray &secretKeyBase);

    //! Arguments: salt, data, options {"max_age": seconds}. {"ok": token} or {"throw": sentence}
    [[nodiscard]] QJsonObject sign(const QJsonArray &arguments);
    //! Arguments: salt, token, options {"max_age": seconds}. {"ok": {"ok": data}} or {"ok":
    //! {"error": "missing" | "invalid" | "expired"}}
    [[nodiscard]] QJsonObject verify(const QJsonArray &arguments);

private:
    [[nodiscard]] const protocol::Token &tokenFor(const QByteArray &salt);

    QByteArray m_secretKeyBase;
    QHash<QByteArray, protocol::Token> m_tokens;
};

} // namespace phx::server
