// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/jsontext.h"

#include <QPlainTextEdit>

#include <functional>
#include <optional>

namespace phx::ui {

//! \brief An editor for one JSON value: colours, line numbers, and the first problem underlined.
class JsonEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    using Checker = std::function<std::optional<JsonProblem>(const QString &text)>;

    explicit JsonEditor(QWidget *parent = nullptr);

    //! The text as it would be sent.
    [[nodiscard]] QByteArray json() const { return toPlainText().toUtf8(); }
    //! Why the text is no JSON; nullopt: it is.
    [[nodiscard]] const std::optional<JsonProblem> &problem() const { return m_problem; }
    //! Says what is wrong with the text; null: it must be JSON. Checks at once.
    void setChecker(Checker checker);
    //! Checks again: what the checker looks at besides the text has changed.
    void check();
    //! Replaces all text as one step that can be undone.
    void replaceText(const QString &text);
    //! Puts every value on a line of its own, keeping digits and order; does nothing while there is
    //! a problem, or while the text is JSON only with the values of variables.
    void format();

Q_SIGNALS:
    //! The text was checked again.
    void checked();
    //! Alt+Up and Alt+Down.
    void olderRequested();
    void newerRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class LineNumbers;

    void markProblem();
    void applyTheme();
    void layoutLineNumbers();
    void paintLineNumbers(QPaintEvent *event);
    [[nodiscard]] int lineNumbersWidth() const;

    LineNumbers *m_lineNumbers;
    std::optional<JsonProblem> m_problem;
    Checker m_checker;
};

} // namespace phx::ui
