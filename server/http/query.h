// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QList>

namespace phx::http {

//! \brief Decodes a query string as Plug does (protocol.md §1.2): `p[a][b]=1`, `p[l][]=2`, '+' and
//! %20 are spaces, a repeated plain key keeps the last value, all leaves are strings. Bad escapes
//! stay as they are; text that is not UTF-8 gets replacement characters. At most 1,000 pairs and 32
//! levels are read, the rest is ignored.
QJsonObject decodeQuery(QByteArrayView query);

//! Whether its text is UTF-8 once it is decoded; Plug answers 400 otherwise. Bad escapes count as
//! they stand.
bool isUtf8Query(QByteArrayView query);

//! Path segments, percent-decoded, empty ones dropped ("//a//b/" is a, b).
QList<QByteArray> pathSegments(QByteArrayView path);

} // namespace phx::http
