// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/behaviours/behaviourspanel.h"

#include "app/behaviours/behaviours.h"
#include "ui/behaviours/ruleeditor.h"
#include "ui/models/behavioursmodel.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace phx::ui {

namespace {

constexpr int RowHeight = 23;
constexpr int CountWidth = 68;

//! What a ready-made set is called; others by their file name.
class SetNames
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::SetNames)

public:
    static QString name(const QString &set)
    {
        if (set == QLatin1String("guide-chat"))
            return tr("Guide chat: room:lobby, new_msg is broadcast");
        if (set == QLatin1String("echo"))
            return tr("Echo: every message is answered with itself");
        if (set == QLatin1String("presence-room"))
            return tr("Presence room: user_id is tracked");
        if (set == QLatin1String("token-room"))
            return tr("Token room: connections need token=demo");
        if (set == QLatin1String("denier"))
            return tr("Denier: every join is refused");
        if (set == QLatin1String("crasher"))
            return tr("Crasher: messages crash the channel");
        if (set == QLatin1String("slow-room"))
            return tr("Slow room: answers after 300 ms, ticks every second");
        return set;
    }
};

server::ChannelRule newRule()
{
    return app::Behaviours::fromText(R"({"on":"event","topic":"room:*","event":"new_msg",)"
                                     R"("then":[{"reply":{"status":"ok","response":{}}}]})")
        .value();
}

} // namespace

BehavioursPanel::BehavioursPanel(app::Behaviours &behaviours, QWidget *parent)
    : QWidget(parent)
    , m_behaviours(behaviours)
    , m_model(new BehavioursModel(behaviours, this))
    , m_title(new QLabel(this))
    , m_add(new QPushButton(this))
    , m_duplicate(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_up(new QPushButton(this))
    , m_down(new QPushButton(this))
    , m_sets(new QPushButton(this))
    , m_save(new QPushButton(this))
    , m_files(new QPushButton(this))
    , m_table(new QTableView(this))
    , m_editor(new RuleEditor(this))
    , m_empty(new QLabel(this))
    , m_loadChat(new QPushButton(this))
    , m_stack(new QStackedLayout)
{
    build();
    connectCommands();
    addKeys();
    connect(&behaviours, &app::Behaviours::changed, this, &BehavioursPanel::updateState);
    connect(&behaviours, &app::Behaviours::savedChanged, this, &BehavioursPanel::updateState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &BehavioursPanel::showSelected);
    connect(&Theme::instance(), &Theme::changed, this, &BehavioursPanel::applyTheme);
    applyTheme();
    retranslate();
    select(0);
}

void BehavioursPanel::build()
{
    m_title->setObjectName(QStringLiteral("behavioursTitle"));
    m_add->setObjectName(QStringLiteral("behavioursAdd"));
    m_save->setObjectName(QStringLiteral("behavioursSave"));
    m_loadChat->setObjectName(QStringLiteral("behavioursLoadChat"));
    m_table->setObjectName(QStringLiteral("behavioursTable"));
    m_title->setTextFormat(Qt::PlainText);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(BehavioursModel::Rule, QHeaderView::Stretch);

    auto *bar = new QHBoxLayout;
    bar->addWidget(m_title, 1);
    for (QPushButton *button :
         {m_add, m_duplicate, m_remove, m_up, m_down, m_sets, m_files, m_save})
        bar->addWidget(button);
    auto *split = new QSplitter(this);
    split->addWidget(m_table);
    split->addWidget(m_editor);
    // The sentences need the width; stretch factors alone give both the same at first.
    split->setSizes({700, 420});
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto *nothing = new QWidget(this);
    auto *centre = new QVBoxLayout(nothing);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setTextFormat(Qt::PlainText);
    centre->addStretch();
    centre->addWidget(m_empty);
    centre->addWidget(m_loadChat, 0, Qt::AlignHCenter);
    centre->addStretch();
    m_stack->addWidget(nothing);
    m_stack->addWidget(split);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 0);
    layout->addLayout(bar);
    layout->addLayout(m_stack, 1);
}

void BehavioursPanel::connectCommands()
{
    connect(m_add, &QPushButton::clicked, this, [this] {
        const int place = currentRow() + 1;
        m_behaviours.insert(place, newRule());
        select(place);
        m_editor->focusEditor();
    });
    connect(m_duplicate, &QPushButton::clicked, this, [this] {
        const int row = currentRow();
        m_behaviours.duplicate(row);
        select(row + 1);
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const int row = currentRow();
        m_behaviours.remove(row);
        select(std::min(row, m_model->rowCount() - 1));
    });
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_save, &QPushButton::clicked, this, &BehavioursPanel::save);
    connect(m_loadChat, &QPushButton::clicked, this, [this] {
        tell(m_behaviours.loadReadySet(QStringLiteral("guide-chat")), {});
        select(0);
    });
    connect(m_editor, &RuleEditor::applied, this, [this](const server::ChannelRule &rule) {
        const int row = currentRow();
        m_behaviours.replace(row, rule);
        select(row);
    });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        const quint64 sequence = m_model->lastSequence(index);
        if (index.column() == BehavioursModel::LastHit && sequence != 0)
            emit rowRequested(sequence);
    });
    auto *sets = new QMenu(this);
    connect(sets, &QMenu::aboutToShow, this, [this, sets] { fillSets(*sets); });
    m_sets->setMenu(sets);
    auto *files = new QMenu(this);
    connect(files, &QMenu::aboutToShow, this, [this, files] {
        files->clear();
        files->addAction(tr("Save as…"), this, &BehavioursPanel::saveAs);
        files->addAction(tr("Import rules…"), this, &BehavioursPanel::importRules);
        files->addAction(tr("Export rules…"), this, &BehavioursPanel::exportRules);
    });
    m_files->setMenu(files);
}

void BehavioursPanel::addKeys()
{
    const auto add = [this](const QKeySequence &keys, auto action) {
        auto *shortcut = new QShortcut(keys, m_table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(Qt::Key_Delete, [this] { m_remove->click(); });
    add(Qt::ALT | Qt::Key_Up, [this] { move(-1); });
    add(Qt::ALT | Qt::Key_Down, [this] { move(1); });
    add(Qt::Key_Return, [this] { m_editor->focusEditor(); });
    add(Qt::Key_L, [this] {
        if (const quint64 sequence = m_model->lastSequence(m_table->currentIndex()))
            emit rowRequested(sequence);
    });
}

void BehavioursPanel::fillSets(QMenu &menu)
{
    menu.clear();
    for (const QString &set : app::Behaviours::readySets()) {
        menu.addAction(SetNames::name(set), this, [this, set] {
            tell(m_behaviours.loadReadySet(set), {});
            select(0);
        });
    }
}

int BehavioursPanel::currentRow() const
{
    return m_table->currentIndex().row();
}

void BehavioursPanel::select(int row)
{
    m_table->setCurrentIndex(m_model->index(row, BehavioursModel::Rule));
    showSelected();
}

void BehavioursPanel::move(int by)
{
    const int row = currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_model->rowCount())
        return;
    m_behaviours.move(row, row + by);
    select(row + by);
}

void BehavioursPanel::showSelected()
{
    const int row = currentRow();
    if (row >= 0 && row < m_behaviours.rules().size())
        m_editor->setRule(m_behaviours.rules().at(row));
    else
        m_editor->clear();
    m_editor->setEnabled(row >= 0);
    m_duplicate->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_model->rowCount());
}

void BehavioursPanel::updateHits()
{
    if (isVisible())
        m_model->updateHits();
}

void BehavioursPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->updateHits();
}

void BehavioursPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void BehavioursPanel::updateState()
{
    const bool isEmpty = m_behaviours.rules().isEmpty();
    m_empty->setText(m_behaviours.isRunning()
                         ? tr("Every join is refused until a behaviour matches.")
                         : tr("Code answers here. Load a set to answer by rules instead."));
    m_stack->setCurrentIndex(isEmpty ? 0 : 1);
    QString title = tr("%n rule(s)", nullptr, int(m_behaviours.rules().size()));
    if (const auto &check = m_behaviours.connectCheck()) {
        const QString needed = check->equals
            ? QStringLiteral("%1=%2").arg(check->param, *check->equals)
            : check->param;
        title += QStringLiteral(" · ") + tr("connections need %1").arg(needed);
    }
    if (m_behaviours.isModified())
        title += QStringLiteral(" · ") + tr("● unsaved");
    m_title->setText(title);
    m_save->setEnabled(m_behaviours.isModified() && !isEmpty);
    showSelected();
}

void BehavioursPanel::tell(const QString &problem, const QString &done)
{
    if (!problem.isEmpty())
        emit told(problem, true);
    else if (!done.isEmpty())
        emit told(done, false);
}

void BehavioursPanel::save()
{
    if (m_behaviours.path().isEmpty())
        return saveAs();
    tell(m_behaviours.save(), tr("Saved as %1.").arg(m_behaviours.path()));
}

void BehavioursPanel::saveAs()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the workspace"),
                                                      QStringLiteral("workspace.channelscope.json"),
                                                      tr("Workspaces (*.channelscope.json)"));
    if (!path.isEmpty())
        tell(m_behaviours.saveAs(path), tr("Saved as %1.").arg(path));
}

void BehavioursPanel::importRules()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import rules of a workspace"), {},
                                                      tr("Workspaces (*.channelscope.json)"));
    if (path.isEmpty())
        return;
    tell(m_behaviours.importFrom(path), {});
    select(0);
}

void BehavioursPanel::exportRules()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the rules as a workspace"),
                                                      QStringLiteral("rules.channelscope.json"),
                                                      tr("Workspaces (*.channelscope.json)"));
    if (!path.isEmpty())
        tell(m_behaviours.exportTo(path), tr("Saved as %1.").arg(path));
}

void BehavioursPanel::retranslate()
{
    m_add->setText(tr("Add"));
    m_duplicate->setText(tr("Duplicate"));
    m_remove->setText(tr("Delete"));
    m_up->setAccessibleName(tr("Move up"));
    m_up->setToolTip(tr("Move up (Alt+Up)"));
    m_down->setAccessibleName(tr("Move down"));
    m_down->setToolTip(tr("Move down (Alt+Down)"));
    m_sets->setText(tr("Ready-made"));
    m_files->setText(tr("File"));
    m_save->setText(tr("Save"));
    m_loadChat->setText(tr("Load chat set"));
    m_table->setAccessibleName(tr("Behaviours"));
    m_table->setToolTip(tr("Space switches a rule on or off, Enter edits it, Alt+Up and Alt+Down "
                           "move it, L shows its last hit."));
    updateState();
}

void BehavioursPanel::applyTheme()
{
    const Theme &theme = Theme::instance();
    m_add->setIcon(theme.icon(QStringLiteral("plus")));
    m_duplicate->setIcon(theme.icon(QStringLiteral("copy")));
    m_remove->setIcon(theme.icon(QStringLiteral("minus")));
    m_up->setIcon(theme.icon(QStringLiteral("chevron-up")));
    m_down->setIcon(theme.icon(QStringLiteral("chevron-down")));
    m_sets->setIcon(theme.icon(QStringLiteral("star")));
    m_files->setIcon(theme.icon(QStringLiteral("document")));
    m_save->setIcon(theme.icon(QStringLiteral("save")));
    m_table->verticalHeader()->setDefaultSectionSize(theme.scaled(RowHeight));
    m_table->setColumnWidth(BehavioursModel::Hits, theme.scaled(CountWidth));
    m_table->setColumnWidth(BehavioursModel::LastHit, theme.scaled(CountWidth));
    QPalette palette = m_empty->palette();
    palette.setColor(QPalette::WindowText, theme.color(Role::Muted));
    m_empty->setPalette(palette);
}

} // namespace phx::ui
