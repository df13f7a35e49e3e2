// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSyntaxHighlighter>

namespace phx::ui {

//! \brief Colours JSON text: keys, strings, numbers, words. Follows the theme.
//! A line longer than MaxLineLength stays plain, so that a text view stays quick.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxLineLength = 20'000; //!< UTF-16 code units

    explicit JsonHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace phx::ui
