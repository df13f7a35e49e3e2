// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace phx::ui {

//! A run of text in one style. The text is plain, whatever it looks like.
struct Span
{
    enum class Style : quint8 { Plain, Strong, Code };
    QString text;
    Style style = Style::Plain;

    friend bool operator==(const Span &, const Span &) = default;
};

using Sentence = QList<Span>;

//! \brief A translated pattern with *strong* and `code` runs, and arguments put in for %1 to %9.
//!
//! The marks are looked for in the pattern only: an argument is never more than its own characters,
//! so text from a peer cannot style or escape anything. An argument that is missing stays as %n.
[[nodiscard]] Sentence sentence(const QString &pattern, const QStringList &arguments = {});
//! Without styles.
[[nodiscard]] QString plainText(const Sentence &sentence);

} // namespace phx::ui
