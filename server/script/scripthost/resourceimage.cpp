// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripthost/resourceimage.h"

#include <QHashFunctions>
#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <memory>
#include <vector>

namespace phx::server::script {

namespace {

constexpr quint16 DirectoryFlag = 2;
constexpr quint16 AnyTerritory = 0;
constexpr quint16 LanguageC = 1;

template<class T>
void append(QByteArray &out, T number)
{
    char bytes[sizeof(T)];
    qToBigEndian(number, bytes);
    out.append(bytes, sizeof(T));
}

struct Node
{
    QString name {};
    const QByteArray *content = nullptr; //!< null: a folder
    std::vector<std::unique_ptr<Node>> children {};
    quint32 firstChild = 0;

    Node &child(const QString &wanted)
    {
        for (const auto &known : children) {
            if (known->name == wanted)
                return *known;
        }
        children.push_back(std::make_unique<Node>());
        children.back()->name = wanted;
        return *children.back();
    }
};

//! All nodes, the children of each side by side, in the order of their hashes.
std::vector<Node *> levelled(Node &top)
{
    std::vector<Node *> nodes {&top};
    for (size_t i = 0; i < nodes.size(); ++i) {
        auto &children = nodes[i]->children;
        nodes[i]->firstChild = quint32(nodes.size());
        std::sort(children.begin(), children.end(),
                  [](const auto &a, const auto &b) { return qt_hash(a->name) < qt_hash(b->name); });
        for (const auto &child : children)
            nodes.push_back(child.get());
    }
    return nodes;
}

} // namespace

QByteArray resourceImage(const QString &root, const QMap<QString, QByteArray> &files)
{
    Node top;
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        Node *node = &top.child(root);
        for (const QString &part : it.key().split(QLatin1Char('/')))
            node = &node->child(part);
        node->content = &it.value();
    }
    QByteArray tree;
    QByteArray names;
    QByteArray data;
    for (const Node *node : levelled(top)) {
        append(tree, quint32(names.size()));
        append(names, quint16(node->name.size()));
        append(names, quint32(qt_hash(node->name)));
        for (const QChar letter : node->name)
            append(names, quint16(letter.unicode()));
        if (node->content == nullptr) {
            append(tree, DirectoryFlag);
            append(tree, quint32(node->children.size()));
            append(tree, node->firstChild);
            continue;
        }
        append(tree, quint16(0));
        append(tree, AnyTerritory);
        append(tree, LanguageC);
        append(tree, quint32(data.size()));
        append(data, quint32(node->content->size()));
        data.append(*node->content);
    }
    constexpr quint32 HeadBytes = 20;
    QByteArray image = "qres";
    append(image, quint32(1));
    append(image, HeadBytes);
    append(image, quint32(HeadBytes + tree.size()));
    append(image, quint32(HeadBytes + tree.size() + data.size()));
    return image + tree + data + names;
}

} // namespace phx::server::script
