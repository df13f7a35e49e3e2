// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/views/jsoneditor.h"

#include "ui/theme/theme.h"
#include "ui/views/jsonhighlighter.h"

#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace phx::ui {

namespace {

constexpr int NumberMargin = 8; // px at 100 % text size

} // namespace

// The margin with the numbers; the editor knows where its lines are.
class JsonEditor::LineNumbers : public QWidget
{
public:
    explicit LineNumbers(JsonEditor &editor)
        : QWidget(&editor)
        , m_editor(editor)
    { }

protected:
    void paintEvent(QPaintEvent *event) override { m_editor.paintLineNumbers(event); }

private:
    JsonEditor &m_editor;
};

JsonEditor::JsonEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_lineNumbers(new LineNumbers(*this))
{
    new JsonHighlighter(document());
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::textChanged, this, &JsonEditor::check);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &JsonEditor::layoutLineNumbers);
    connect(this, &QPlainTextEdit::updateRequest, m_lineNumbers,
            [this](const QRect &rect, int scrolledBy) {
                if (scrolledBy != 0)
                    m_lineNumbers->scroll(0, scrolledBy);
                else
                    m_lineNumbers->update(0, rect.y(), m_lineNumbers->width(), rect.height());
            });
    connect(&Theme::instance(), &Theme::changed, this, &JsonEditor::applyTheme);
    applyTheme();
    check();
}

void JsonEditor::setChecker(Checker checker)
{
    m_checker = std::move(checker);
    check();
}

void JsonEditor::replaceText(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
}

void JsonEditor::format()
{
    if (!checkJson(json()))
        replaceText(prettyJson(json(), 0));
}

void JsonEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers().testFlag(Qt::AltModifier) && event->key() == Qt::Key_Up)
        emit olderRequested();
    else if (event->modifiers().testFlag(Qt::AltModifier) && event->key() == Qt::Key_Down)
        emit newerRequested();
    else
        QPlainTextEdit::keyPressEvent(event);
}

void JsonEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layoutLineNumbers();
}

void JsonEditor::check()
{
    m_problem = m_checker ? m_checker(toPlainText()) : checkJson(json());
    markProblem();
    emit checked();
}

void JsonEditor::markProblem()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_problem && !document()->isEmpty()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        const int last = std::max(0, document()->characterCount() - 1);
        mark.cursor.setPosition(std::min(static_cast<int>(m_problem->position), last));
        // At the end there is nothing to underline but what is before it.
        mark.cursor.movePosition(mark.cursor.atEnd() ? QTextCursor::PreviousCharacter
                                                     : QTextCursor::NextCharacter,
                                 QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(Theme::instance().color(Role::Error));
        marks.append(mark);
    }
    setExtraSelections(marks);
}

void JsonEditor::applyTheme()
{
    setFont(Theme::instance().monospace());
    setTabStopDistance(2 * QFontMetricsF(font()).horizontalAdvance(u' '));
    markProblem();
    layoutLineNumbers();
}

void JsonEditor::layoutLineNumbers()
{
    const int width = lineNumbersWidth();
    setViewportMargins(width, 0, 0, 0);
    const QRect area = contentsRect();
    m_lineNumbers->setGeometry(area.left(), area.top(), width, area.height());
}

void JsonEditor::paintLineNumbers(QPaintEvent *event)
{
    QPainter painter(m_lineNumbers);
    painter.fillRect(event->rect(), palette().base());
    painter.setFont(font());
    painter.setPen(Theme::instance().color(Role::Muted));
    const int margin = Theme::instance().scaled(NumberMargin);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        if (!block.isVisible() || place.bottom() < event->rect().top())
            continue;
        painter.drawText(
            QRectF(0, place.top(), m_lineNumbers->width() - margin, fontMetrics().height()),
            Qt::AlignRight | Qt::AlignTop, QString::number(block.blockNumber() + 1));
    }
}

int JsonEditor::lineNumbersWidth() const
{
    const auto digits = QString::number(std::max(1, blockCount())).size();
    return fontMetrics().horizontalAdvance(QString(digits, u'9'))
        + 2 * Theme::instance().scaled(NumberMargin);
}

} // namespace phx::ui
