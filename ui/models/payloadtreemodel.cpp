// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/payloadtreemodel.h"

#include "ui/models/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace phx::ui {

namespace {

constexpr qsizetype MaxValueCharacters = 1000;

} // namespace

//! Reads a text that checkJson() has accepted, so it need not look for errors of syntax.
class PayloadTreeModel::Parser
{
public:
    Parser(const QByteArray &json, std::vector<Node> &nodes)
        : m_json(json)
        , m_nodes(nodes)
    { }

    bool run()
    {
        m_nodes.push_back({});
        return readValue(0, QString(), 0);
    }

private:
    [[nodiscard]] char current() const { return m_at < m_json.size() ? m_json.at(m_at) : '\0'; }

    void skipSpace()
    {
        while (current() == ' ' || current() == '\t' || current() == '\n' || current() == '\r')
            ++m_at;
    }

    QByteArray takeString()
    {
        const qsizetype begin = m_at++;
        while (m_at < m_json.size() && current() != '"')
            m_at += current() == '\\' ? 2 : 1;
        ++m_at;
        return m_json.mid(begin, m_at - begin);
    }

    static QString decoded(const QByteArray &string)
    {
        const QJsonArray array = QJsonDocument::fromJson('[' + string + ']').array();
        return array.isEmpty() ? QString::fromUtf8(string) : array.first().toString();
    }

    bool readContainer(std::size_t self, int depth)
    {
        const char close = current() == '{' ? '}' : ']';
        const bool object = close == '}';
        ++m_at;
        for (skipSpace(); m_at < m_json.size() && current() != close; skipSpace()) {
            if (current() == ',') {
                ++m_at;
                continue;
            }
            QString key = QString::number(m_nodes[self].children.size());
            if (object) {
                key = decoded(takeString());
                skipSpace();
                ++m_at;
            }
            if (!readValue(self, key.left(MaxValueCharacters), depth + 1))
                return false;
        }
        ++m_at;
        const auto count = m_nodes[self].children.size();
        m_nodes[self].value = (object ? QStringLiteral("{%1}") : QStringLiteral("[%1]")).arg(count);
        return true;
    }

    bool readValue(std::size_t parent, const QString &key, int depth)
    {
        if (m_nodes.size() >= MaxNodes || depth > MaxDepth)
            return false;
        const std::size_t self = m_nodes.size();
        const int row = int(m_nodes[parent].children.size());
        m_nodes[parent].children.push_back(self);
        m_nodes.push_back({.parent = parent, .row = row, .key = key, .value = {}, .children = {}});
        skipSpace();
        m_nodes[self].begin = m_at;
        const bool isRead = readContent(self, depth);
        m_nodes[self].size = m_at - m_nodes[self].begin;
        return isRead;
    }

    bool readContent(std::size_t self, int depth)
    {
        if (current() == '{' || current() == '[')
            return readContainer(self, depth);
        QString value;
        if (current() == '"') {
            value = QLatin1Char('"') + decoded(takeString()) + QLatin1Char('"');
        } else {
            const qsizetype begin = m_at;
            while (m_at < m_json.size() && !QByteArrayView(",]} \t\r\n").contains(current()))
                ++m_at;
            value = QString::fromUtf8(m_json.mid(begin, m_at - begin));
        }
        if (value.size() > MaxValueCharacters)
            value = value.left(MaxValueCharacters) + QChar(0x2026);
        m_nodes[self].value = value;
        return true;
    }

    const QByteArray &m_json;
    std::vector<Node> &m_nodes;
    qsizetype m_at = 0;
};

PayloadTreeModel::PayloadTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{ }

bool PayloadTreeModel::setJson(const QByteArray &json)
{
    beginResetModel();
    m_nodes.clear();
    m_json = json;
    const bool sound = json.size() <= MaxBytes && !checkJson(json).has_value();
    const bool whole = sound && Parser(json, m_nodes).run();
    if (!whole)
        m_nodes.clear();
    endResetModel();
    return whole;
}

QModelIndex PayloadTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const std::size_t node = parent.isValid() ? std::size_t(parent.internalId()) : 0;
    return createIndex(row, column, quintptr(m_nodes[node].children[std::size_t(row)]));
}

QModelIndex PayloadTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    const std::size_t above = m_nodes[std::size_t(child.internalId())].parent;
    return above == 0 ? QModelIndex() : createIndex(m_nodes[above].row, 0, quintptr(above));
}

int PayloadTreeModel::rowCount(const QModelIndex &parent) const
{
    if (m_nodes.empty() || parent.column() > 0)
        return 0;
    const std::size_t node = parent.isValid() ? std::size_t(parent.internalId()) : 0;
    return int(m_nodes[node].children.size());
}

int PayloadTreeModel::columnCount(const QModelIndex &) const
{
    return 2;
}

QVariant PayloadTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != ExactRole))
        return {};
    const Node &node = m_nodes[std::size_t(index.internalId())];
    if (role == ExactRole)
        return m_json.mid(node.begin, node.size);
    return index.column() == 0 ? node.key : node.value;
}

QVariant PayloadTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Key") : tr("Value");
}

} // namespace phx::ui
