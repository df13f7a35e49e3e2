// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/navigatormodel.h"

#include "ui/models/builtintree.h"
#include "ui/models/clienttree.h"
#include "ui/models/navigatortext.h"
#include "ui/models/topictree.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace phx::ui {

namespace {

constexpr std::chrono::milliseconds PutOutStep {100};

std::unique_ptr<NavigatorNode> sectionNode(int row, NavigatorNode &root)
{
    auto node = std::make_unique<NavigatorNode>();
    node->row = row;
    node->number = static_cast<quint64>(row);
    node->parent = &root;
    return node;
}

// What an empty section shows; `number` says which one that is.
void addHints(NavigatorNode &section, quint64 number)
{
    std::vector<NavigatorEntry::Kind> kinds {NavigatorEntry::Kind::Hint};
    if (number == NavigatorModel::TopicsSection)
        kinds.push_back(NavigatorEntry::Kind::Action);
    for (const NavigatorEntry::Kind kind : kinds) {
        auto node = std::make_unique<NavigatorNode>();
        node->entry.kind = kind;
        node->entry.connection = number;
        node->rank = -1;
        node->number = section.children.size();
        node->row = static_cast<int>(section.children.size());
        node->parent = &section;
        section.children.push_back(std::move(node));
    }
}

} // namespace

NavigatorModel::NavigatorModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    for (const int row : {TopicsSection, BuiltinSection, ClientsSection}) {
        m_root.children.push_back(sectionNode(row, m_root));
        NavigatorNode &section = *m_root.children.back();
        section.entry.connection = section.number;
        if (row != BuiltinSection)
            addHints(section, section.number);
    }
    m_clock.start();
    m_putOutTimer.setSingleShot(true);
    connect(&m_putOutTimer, &QTimer::timeout, this, &NavigatorModel::putOut);
}

NavigatorModel::~NavigatorModel() = default;

void NavigatorModel::setSnapshot(const app::LiveSnapshot &snapshot)
{
    if (m_hasSnapshot && snapshot.stateVersion == m_stateVersion)
        return;
    m_hasSnapshot = true;
    m_stateVersion = snapshot.stateVersion;

    NavigatorNode topics;
    buildTopicTree(snapshot.topics, topics);
    if (topics.children.empty())
        addHints(topics, TopicsSection);
    sync(*m_root.children[TopicsSection], topics);

    NavigatorNode clients;
    buildClientTree(snapshot.clients, clients);
    if (clients.children.empty())
        addHints(clients, ClientsSection);
    moveChangedRanks(*m_root.children[ClientsSection], clients);
    sync(*m_root.children[ClientsSection], clients);
}

void NavigatorModel::setBuiltinClients(const QList<app::BuiltinState> &clients)
{
    NavigatorNode builtin;
    buildBuiltinTree(clients, builtin);
    sync(*m_root.children[BuiltinSection], builtin);
}

void NavigatorModel::setLightUpTime(std::chrono::milliseconds time)
{
    m_lightUpTime = time;
}

const NavigatorEntry &NavigatorModel::entry(const QModelIndex &index) const
{
    return node(index)->entry;
}

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, node(parent)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex NavigatorModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*node(child)->parent) : QModelIndex();
}

int NavigatorModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(parent)->children.size());
}

int NavigatorModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const NavigatorEntry &shown = entry(index);
    switch (role) {
    case Qt::DisplayRole:
        return navigatorText(shown);
    case Qt::ToolTipRole:
        return navigatorToolTip(shown);
    case Qt::AccessibleTextRole:
        return navigatorSentence(shown);
    case EntryRole:
        return QVariant::fromValue(shown);
    default:
        return {};
    }
}

Qt::ItemFlags NavigatorModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    switch (entry(index).kind) {
    case NavigatorEntry::Kind::Section:
        return Qt::ItemIsEnabled;
    case NavigatorEntry::Kind::Hint:
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    case NavigatorEntry::Kind::Action:
    case NavigatorEntry::Kind::Channel:
    case NavigatorEntry::Kind::BuiltinChannel:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    case NavigatorEntry::Kind::Topic:
    case NavigatorEntry::Kind::Client:
    case NavigatorEntry::Kind::BuiltinClient:
        break;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

NavigatorNode *NavigatorModel::node(const QModelIndex &index) const
{
    // The model hands out pointers into its own tree; only setSnapshot() writes through them.
    return index.isValid() ? static_cast<NavigatorNode *>(index.internalPointer())
                           : const_cast<NavigatorNode *>(&m_root);
}

QModelIndex NavigatorModel::indexOf(const NavigatorNode &node) const
{
    return &node == &m_root ? QModelIndex() : createIndex(node.row, 0, &node);
}

void NavigatorModel::sync(NavigatorNode &have, NavigatorNode &want)
{
    std::size_t i = 0;
    std::size_t j = 0;
    int firstChanged = -1;
    const auto flush = [&] {
        if (firstChanged >= 0)
            emitChanged(have, firstChanged, static_cast<int>(i) - 1);
        firstChanged = -1;
    };
    const auto isGone = [&](std::size_t at) {
        return at < have.children.size()
            && (j == want.children.size() || comesBefore(*have.children[at], *want.children[j]));
    };
    const auto isNew = [&](std::size_t at) {
        return at < want.children.size()
            && (i == have.children.size() || comesBefore(*want.children[at], *have.children[i]));
    };
    while (i < have.children.size() || j < want.children.size()) {
        if (isGone(i)) {
            flush();
            std::size_t end = i + 1;
            while (isGone(end))
                ++end;
            removeRun(have, i, end - i);
        } else if (isNew(j)) {
            flush();
            std::size_t end = j + 1;
            while (isNew(end))
                ++end;
            insertRun(have, i, want, j, end - j);
            i += end - j;
            j = end;
        } else {
            if (!update(*have.children[i], *want.children[j]))
                flush();
            else if (firstChanged < 0)
                firstChanged = static_cast<int>(i);
            sync(*have.children[i], *want.children[j]);
            ++i;
            ++j;
        }
    }
    flush();
}

void NavigatorModel::moveChangedRanks(NavigatorNode &have, const NavigatorNode &want)
{
    QHash<QByteArray, const NavigatorNode *> closed;
    for (const auto &child : want.children) {
        if (child->rank > 0)
            closed.insert(child->key, child.get());
    }
    auto &rows = have.children;
    for (std::size_t from = rows.size(); from-- > 0;) {
        const NavigatorNode *changed =
            rows[from]->rank == 0 ? closed.value(rows[from]->key) : nullptr;
        if (changed == nullptr)
            continue;
        const auto next = rows.begin() + static_cast<std::ptrdiff_t>(from) + 1;
        const auto to = std::lower_bound(
            next, rows.end(), *changed,
            [](const auto &row, const NavigatorNode &place) { return comesBefore(*row, place); });
        const bool moves = to != next;
        if (moves)
            beginMoveRows(indexOf(have), static_cast<int>(from), static_cast<int>(from),
                          indexOf(have), static_cast<int>(to - rows.begin()));
        rows[from]->rank = changed->rank;
        rows[from]->number = changed->number;
        std::rotate(next - 1, next, to);
        for (std::size_t row = from; row < rows.size(); ++row)
            rows[row]->row = static_cast<int>(row);
        if (moves)
            endMoveRows();
    }
}

void NavigatorModel::removeRun(NavigatorNode &have, std::size_t first, std::size_t count)
{
    const auto begin = have.children.begin() + static_cast<std::ptrdiff_t>(first);
    beginRemoveRows(indexOf(have), static_cast<int>(first), static_cast<int>(first + count) - 1);
    have.children.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
    for (std::size_t row = first; row < have.children.size(); ++row)
        have.children[row]->row = static_cast<int>(row);
    endRemoveRows();
}

void NavigatorModel::insertRun(NavigatorNode &have, std::size_t at, NavigatorNode &want,
                               std::size_t first, std::size_t count)
{
    const auto begin = want.children.begin() + static_cast<std::ptrdiff_t>(first);
    beginInsertRows(indexOf(have), static_cast<int>(at), static_cast<int>(at + count) - 1);
    have.children.insert(have.children.begin() + static_cast<std::ptrdiff_t>(at),
                         std::make_move_iterator(begin),
                         std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(count)));
    for (std::size_t row = at; row < have.children.size(); ++row) {
        have.children[row]->row = static_cast<int>(row);
        have.children[row]->parent = &have;
    }
    endInsertRows();
}

bool NavigatorModel::update(NavigatorNode &have, NavigatorNode &want)
{
    const qint64 now = m_clock.elapsed();
    if (want.entry.messages > have.entry.messages && m_lightUpTime.count() > 0) {
        have.litUntilMs = now + m_lightUpTime.count();
        if (!m_putOutTimer.isActive())
            m_putOutTimer.start(PutOutStep);
    }
    want.entry.isLit = have.litUntilMs > now;
    if (have.entry == want.entry)
        return false;
    have.entry = want.entry;
    return true;
}

void NavigatorModel::putOut()
{
    if (putOutBelow(*m_root.children[TopicsSection], m_clock.elapsed()))
        m_putOutTimer.start(PutOutStep);
}

bool NavigatorModel::putOutBelow(NavigatorNode &node, qint64 now)
{
    bool isAnyLit = false;
    for (const auto &child : node.children) {
        if (child->entry.isLit && child->litUntilMs <= now) {
            child->entry.isLit = false;
            emitChanged(node, child->row, child->row);
        }
        isAnyLit = child->entry.isLit || isAnyLit;
        isAnyLit = putOutBelow(*child, now) || isAnyLit;
    }
    return isAnyLit;
}

void NavigatorModel::emitChanged(const NavigatorNode &parent, int first, int last)
{
    emit dataChanged(indexOf(*parent.children[static_cast<std::size_t>(first)]),
                     indexOf(*parent.children[static_cast<std::size_t>(last)]));
}

} // namespace phx::ui
