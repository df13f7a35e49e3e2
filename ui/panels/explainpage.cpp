// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/explainpage.h"

#include "ui/theme/theme.h"
#include "ui/views/jsonhighlighter.h"

#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace phx::ui {

namespace {

//! The tinted card behind the remedy.
class Card : public QFrame
{
public:
    using QFrame::QFrame;
    void setColor(const QColor &color)
    {
        m_color = color;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_color);
        painter.drawRoundedRect(rect(), 6, 6);
    }

private:
    QColor m_color;
};

//! Every span is escaped, so only the tags written here are tags.
QString toHtml(const Sentence &sentence, const Theme &theme)
{
    QString html;
    for (const Span &span : sentence) {
        const QString text = span.text.toHtmlEscaped();
        switch (span.style) {
        case Span::Style::Plain:
            html += text;
            break;
        case Span::Style::Strong:
            html += QStringLiteral("<b>%1</b>").arg(text);
            break;
        case Span::Style::Code:
            html += QStringLiteral("<span style=\"background-color:%1; font-family:'%2'; "
                                   "font-size:%3px\">&nbsp;%4&nbsp;</span>")
                        .arg(theme.color(Role::Hover).name(), theme.monospace().families().value(1))
                        .arg(theme.scaled(12))
                        .arg(text);
            break;
        }
    }
    return html;
}

QLabel *makeLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setOpenExternalLinks(false);
    return label;
}

std::pair<Role, Role> cardRoles(Outcome tone)
{
    switch (tone) {
    case Outcome::Error:
        return {Role::ErrorTint, Role::Error};
    case Outcome::Fault:
        return {Role::FaultTint, Role::Fault};
    case Outcome::Ok:
        return {Role::OkTint, Role::Ok};
    case Outcome::None:
    case Outcome::Neutral:
    case Outcome::Warning:
        break;
    }
    return {Role::WarningTint, Role::Warning};
}

} // namespace

ExplainPage::ExplainPage(QWidget *parent)
    : QScrollArea(parent)
    , m_payload(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("explainPage"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("explainContent"));
    m_title = makeLabel(QStringLiteral("explainTitle"), content);
    m_meaning = makeLabel(QStringLiteral("explainMeaning"), content);
    m_next = makeLabel(QStringLiteral("explainNext"), content);
    m_card = new Card(content);
    m_remedy = makeLabel(QStringLiteral("explainRemedy"), m_card);
    m_payload->setObjectName(QStringLiteral("explainPayload"));
    m_payload->setReadOnly(true);
    m_payload->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_payload->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    new JsonHighlighter(m_payload->document());

    auto *inside = new QVBoxLayout(m_card);
    inside->setContentsMargins(9, 8, 9, 8);
    inside->addWidget(m_remedy);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(9);
    for (QWidget *widget : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_meaning),
                            static_cast<QWidget *>(m_next), static_cast<QWidget *>(m_card),
                            static_cast<QWidget *>(m_payload)})
        column->addWidget(widget);
    column->addStretch(1);
    setWidget(content);
    connect(&Theme::instance(), &Theme::changed, this, &ExplainPage::applyTheme);
    applyTheme();
}

void ExplainPage::setExplanation(const Explanation &explanation, const QString &payload)
{
    m_explanation = explanation;
    m_hint.clear();
    const bool shown = explanation.showPayload && !payload.isEmpty();
    m_payload->setVisible(shown);
    m_payload->setPlainText(shown ? payload : QString());
    render();
}

void ExplainPage::setHint(const QString &hint)
{
    m_explanation = {};
    m_hint = hint;
    m_payload->hide();
    m_payload->clear();
    render();
}

void ExplainPage::applyTheme()
{
    const Theme &theme = Theme::instance();
    QPalette palette;
    palette.setColor(QPalette::Window, theme.color(Role::Window));
    setPalette(palette);
    widget()->setPalette(palette);
    widget()->setAutoFillBackground(true);
    QFont title = theme.sans();
    title.setPixelSize(theme.scaled(16));
    m_title->setFont(title);
    m_payload->setFont(theme.monospace());
    render();
}

void ExplainPage::render()
{
    const Theme &theme = Theme::instance();
    m_title->setText(m_hint.isEmpty() ? toHtml(m_explanation.title, theme) : QString());
    m_title->setVisible(m_hint.isEmpty());
    QString meaning = m_hint.toHtmlEscaped();
    for (const Sentence &sentence : std::as_const(m_explanation.meaning))
        meaning += QStringLiteral(
                       "<p style=\"margin-top:0px; margin-bottom:6px; line-height:118%\">%1</p>")
                       .arg(toHtml(sentence, theme));
    m_meaning->setText(meaning);
    m_meaning->setVisible(!meaning.isEmpty());
    m_next->setText(QStringLiteral("<p style=\"line-height:118%\"><b>%1</b> %2</p>")
                        .arg(tr("Next:").toHtmlEscaped(), toHtml(m_explanation.next, theme)));
    m_next->setVisible(!m_explanation.next.isEmpty());
    const auto [tint, ink] = cardRoles(m_explanation.tone);
    static_cast<Card *>(m_card)->setColor(theme.color(tint));
    m_remedy->setText(
        QStringLiteral(
            "<p style=\"line-height:118%\"><span style=\"color:%1\"><b>%2</b></span> %3</p>")
            .arg(theme.color(ink).name(), tr("Remedy:").toHtmlEscaped(),
                 toHtml(m_explanation.remedy, theme)));
    m_card->setVisible(!m_explanation.remedy.isEmpty());

    const int line = QFontMetrics(m_payload->font()).lineSpacing();
    const int lines = std::clamp(m_payload->document()->blockCount(), 1, 14);
    m_payload->setFixedHeight(line * lines + 2 * int(m_payload->document()->documentMargin()) + 8);
}

} // namespace phx::ui
