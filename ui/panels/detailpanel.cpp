// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/detailpanel.h"

#include "ui/models/bytestext.h"
#include "ui/models/explanation.h"
#include "ui/models/jsontext.h"
#include "ui/panels/explainpage.h"
#include "ui/panels/payloadpage.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

namespace phx::ui {

namespace {

// A payload under Explain is a reminder; the Payload tab has all of it.
constexpr qsizetype MaxExplainedBytes = 16 * 1024;

QPlainTextEdit *makeViewer(const QString &name, QWidget *parent)
{
    auto *viewer = new QPlainTextEdit(parent);
    viewer->setObjectName(name);
    viewer->setReadOnly(true);
    return viewer;
}

bool isHandshake(tap::EventKind kind)
{
    return kind == tap::EventKind::HandshakeAccepted || kind == tap::EventKind::HandshakeRefused;
}

} // namespace

DetailPanel::DetailPanel(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget(this))
    , m_explain(new ExplainPage)
    , m_payload(new PayloadPage)
    , m_framePage(new QWidget)
    , m_frameHead(new QLabel(m_framePage))
    , m_frame(makeViewer(QStringLiteral("frameText"), m_framePage))
    , m_hex(makeViewer(QStringLiteral("hexText"), nullptr))
{
    setObjectName(QStringLiteral("detailPanel"));
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setDocumentMode(true);
    m_hex->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_hex->setFrameShape(QFrame::NoFrame);
    m_frameHead->setWordWrap(true);
    m_frameHead->setTextFormat(Qt::PlainText);
    auto *frameColumn = new QVBoxLayout(m_framePage);
    frameColumn->setContentsMargins(8, 8, 8, 8);
    frameColumn->setSpacing(6);
    frameColumn->addWidget(m_frameHead);
    frameColumn->addWidget(m_frame, 1);
    for (QWidget *page : {static_cast<QWidget *>(m_explain), static_cast<QWidget *>(m_payload),
                          m_framePage, static_cast<QWidget *>(m_hex)})
        m_tabs->addTab(page, QString());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailPanel::fill);
    connect(&Theme::instance(), &Theme::changed, this, &DetailPanel::applyTheme);
    applyTheme();
    retranslate();
}

void DetailPanel::setDetail(const app::MessageDetail &detail,
                            const std::optional<app::MessageRow> &pair)
{
    m_detail = detail;
    m_pair = pair;
    fill();
}

void DetailPanel::clear()
{
    m_detail.reset();
    m_pair.reset();
    fill();
}

quint64 DetailPanel::sequence() const
{
    return m_detail ? m_detail->row.sequence : 0;
}

void DetailPanel::showExplain()
{
    m_tabs->setCurrentWidget(m_explain);
}

QString DetailPanel::payloadText() const
{
    if (m_detail->row.payloadBinary)
        return hexDump(m_detail->payload, 512);
    if (m_detail->payload.size() > MaxExplainedBytes)
        return wrappedText(m_detail->payload.left(MaxExplainedBytes)) + QStringLiteral("\n…");
    return prettyJson(m_detail->payload);
}

void DetailPanel::fill()
{
    const QWidget *page = m_tabs->currentWidget();
    if (!m_detail) {
        m_explain->setHint(tr("Select a row to see what it means."));
        m_payload->clear();
        m_frameHead->clear();
        m_frame->clear();
        m_hex->clear();
    } else if (page == m_explain) {
        m_explain->setExplanation(explain(*m_detail, m_pair), payloadText());
    } else if (page == m_payload) {
        m_payload->setDetail(*m_detail);
    } else if (page == m_framePage) {
        fillFrame();
    } else {
        m_hex->setPlainText(hexDump(m_detail->frame));
    }
}

void DetailPanel::fillFrame()
{
    const app::MessageRow &row = m_detail->row;
    const QString time = QDateTime::fromMSecsSinceEpoch(row.timeUs / 1000)
                             .toString(QStringLiteral("yyyy/MM/dd HH:mm:ss.zzz"));
    QString head;
    QString text = wrappedText(m_detail->frame);
    if (isHandshake(row.kind)) {
        head = tr("Handshake of %1 · %2").arg(lineText(m_detail->peer), time);
        text += QStringLiteral("\n") + wrappedText(m_detail->answer);
    } else if (row.opcode == 0) {
        head = tr("No frame · %1").arg(time);
    } else {
        head = row.opcode == 2
            ? tr("Binary frame (opcode 2) · %1 · %2").arg(sizeText(row.size), time)
            : tr("Text frame (opcode 1) · %1 · %2").arg(sizeText(row.size), time);
        if (row.opcode == 2)
            text = hexDump(m_detail->frame);
    }
    m_frameHead->setText(head);
    m_frame->setPlainText(text);
}

void DetailPanel::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_frame->setFont(theme.monospace());
    m_hex->setFont(theme.monospace());
    QPalette palette;
    palette.setColor(QPalette::Window, theme.color(Role::Window));
    palette.setColor(QPalette::WindowText, theme.color(Role::Muted));
    m_frameHead->setPalette(palette);
    for (QWidget *page : {static_cast<QWidget *>(m_payload), m_framePage}) {
        QPalette ground;
        ground.setColor(QPalette::Window, theme.color(Role::Window));
        page->setPalette(ground);
        page->setAutoFillBackground(true);
    }
}

void DetailPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void DetailPanel::retranslate()
{
    const QStringList titles {tr("Explain"), tr("Payload"), tr("Frame"), tr("Hex")};
    for (int tab = 0; tab < titles.size(); ++tab)
        m_tabs->setTabText(tab, titles.at(tab));
    m_frame->setAccessibleName(tr("Frame"));
    m_hex->setAccessibleName(tr("Hex"));
    fill();
}

} // namespace phx::ui
