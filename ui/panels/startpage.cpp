// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/panels/startpage.h"

#include "app/hosting.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

namespace phx::ui {

namespace {

using State = server::EndpointStatus::State;

constexpr int ColumnWidth = 560; // px at 100 % text size
constexpr int ButtonHeight = 38;

QLabel *plainLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

void setTextColor(QLabel &label, Role role)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, Theme::instance().color(role));
    label.setPalette(palette);
}

} // namespace

StartPage::StartPage(app::Hosting &hosting, QWidget *parent)
    : QWidget(parent)
    , m_hosting(hosting)
    , m_status(hosting.endpoint().status())
    , m_headline(plainLabel(QStringLiteral("startHeadline"), this))
    , m_note(plainLabel(QStringLiteral("startNote"), this))
    , m_open(new QPushButton(this))
    , m_builtin(new QPushButton(this))
    , m_page(plainLabel(QStringLiteral("startPageAddress"), this))
    , m_own(plainLabel(QStringLiteral("startOwn"), this))
    , m_card(new QFrame(this))
    , m_snippet(plainLabel(QStringLiteral("startSnippet"), m_card))
    , m_copy(new QPushButton(this))
{
    build();
    connect(m_open, &QPushButton::clicked, this, &StartPage::requestDemo);
    connect(m_builtin, &QPushButton::clicked, this, &StartPage::builtinClientRequested);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(snippet()); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &StartPage::requestDemo);
    }
    connect(&m_hosting.endpoint(), &server::EndpointThread::statusChanged, this,
            [this](const server::EndpointStatus &status) {
                m_status = status;
                updateState();
            });
    connect(&Theme::instance(), &Theme::changed, this, &StartPage::applyTheme);
    retranslate();
    applyTheme();
}

void StartPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StartPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // Enter shall work at once, but never by taking the focus from something that a person uses.
    if (window()->focusWidget() == nullptr)
        m_open->setFocus();
}

void StartPage::build()
{
    m_open->setObjectName(QStringLiteral("startOpenDemo"));
    m_open->setDefault(true);
    m_open->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_builtin->setObjectName(QStringLiteral("startBuiltin"));
    m_builtin->setAutoDefault(false);
    m_copy->setObjectName(QStringLiteral("startCopy"));
    m_copy->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_card->setAutoFillBackground(true);
    m_card->setFrameShape(QFrame::NoFrame);
    m_snippet->setWordWrap(false);
    setFocusProxy(m_open);

    auto *card = new QVBoxLayout(m_card);
    card->setContentsMargins(12, 10, 12, 10);
    card->addWidget(m_snippet);

    auto *first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_open);
    first->addWidget(m_builtin);
    first->addStretch(1);

    auto *column = new QWidget(this);
    column->setObjectName(QStringLiteral("startColumn"));
    auto *lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    lines->addWidget(m_headline);
    lines->addWidget(m_note);
    lines->addSpacing(8);
    lines->addLayout(first);
    lines->addWidget(m_page);
    lines->addSpacing(16);
    lines->addWidget(m_own);
    lines->addWidget(m_card);
    lines->addWidget(m_copy);

    // Stretches, not an alignment: only so are wrapped lines counted at the width that they get.
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(column);
    middle->addStretch(1);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->addStretch(1);
    layout->addLayout(middle);
    layout->addStretch(2);

    // A low window scrolls the page instead of cutting the snippet.
    auto *scroller = new QScrollArea(this);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setWidgetResizable(true);
    scroller->setFocusPolicy(Qt::NoFocus);
    scroller->setWidget(content);
    content->setAutoFillBackground(false);
    scroller->viewport()->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroller);
}

void StartPage::requestDemo()
{
    if (m_open->isEnabled())
        emit openDemoRequested();
}

void StartPage::retranslate()
{
    m_open->setText(tr("Open demo in browser (Enter)"));
    m_builtin->setText(tr("Use built-in client"));
    m_builtin->setToolTip(tr("Joins room:lobby and says hello, without a browser"));
    m_own->setText(tr("Or connect your own page with phoenix.js:"));
    m_copy->setText(tr("Copy snippet"));
    updateState();
}

void StartPage::applyTheme()
{
    const Theme &theme = Theme::instance();
    QFont large = theme.sans();
    large.setPixelSize(theme.scaled(17));
    large.setWeight(QFont::DemiBold);
    m_headline->setFont(large);
    m_snippet->setFont(theme.monospace());
    m_page->setFont(theme.monospace());
    setTextColor(*m_page, Role::Muted);
    setTextColor(*m_own, Role::Muted);
    QPalette palette = m_card->palette();
    palette.setColor(QPalette::Window, theme.color(Role::Panel));
    m_card->setPalette(palette);
    m_open->setIcon(theme.icon(QStringLiteral("browser"), Role::OnAccent));
    m_builtin->setIcon(theme.icon(QStringLiteral("client")));
    for (QPushButton *button : {m_open, m_builtin})
        button->setMinimumHeight(theme.scaled(ButtonHeight));
    m_copy->setIcon(theme.icon(QStringLiteral("copy")));
    findChild<QWidget *>(QStringLiteral("startColumn"))->setFixedWidth(theme.scaled(ColumnWidth));
    updateState();
}

void StartPage::updateState()
{
    const bool isListening = m_status.state == State::Listening;
    m_headline->setText(headline());
    setTextColor(*m_headline, m_status.state == State::Failed ? Role::Error : Role::Text);
    m_note->setText(note());
    m_note->setVisible(!m_note->text().isEmpty());
    setTextColor(*m_note, isListening ? Role::Warning : Role::Muted);
    m_open->setEnabled(isListening);
    m_builtin->setEnabled(isListening);
    m_page->setText(m_hosting.pageUrl());
    m_snippet->setText(snippet().trimmed());
    for (QWidget *widget : {static_cast<QWidget *>(m_page), static_cast<QWidget *>(m_own),
                            static_cast<QWidget *>(m_card), static_cast<QWidget *>(m_copy)})
        widget->setVisible(isListening);
}

QString StartPage::headline() const
{
    switch (m_status.state) {
    case State::Listening:
        return tr("Listening on %1. Nobody has connected.").arg(m_hosting.socketUrl());
    case State::Starting:
        return tr("The server is starting.");
    case State::Draining:
        return tr("The server is stopping.");
    case State::Failed:
        return tr("The server could not start.");
    case State::Stopped:
        break;
    }
    return tr("The server is not running.");
}

QString StartPage::note() const
{
    switch (m_status.state) {
    case State::Listening:
        return m_status.wantedPort == 0 || m_status.wantedPort == m_status.port
            ? QString()
            : tr("Port %1 is taken by another program, so port %2 is used.")
                  .arg(QString::number(m_status.wantedPort), QString::number(m_status.port));
    case State::Failed:
        return m_status.error;
    case State::Stopped:
        return tr("Press F5 to start it.");
    case State::Starting:
    case State::Draining:
        break;
    }
    return {};
}

QString StartPage::snippet() const
{
    return QStringLiteral(
               "import { Socket } from \"phoenix\"\n"
               "\n"
               "const socket = new Socket(\"%1\")\n"
               "socket.connect()\n"
               "\n"
               "const channel = socket.channel(\"room:lobby\", {})\n"
               "channel.on(\"new_msg\", payload => console.log(payload))\n"
               "channel.join()\n"
               "  .receive(\"ok\", () => channel.push(\"new_msg\", { body: \"hello\" }))\n"
               "  .receive(\"error\", reason => console.log(\"refused\", reason))\n")
        .arg(m_hosting.socketUrl());
}

} // namespace phx::ui
