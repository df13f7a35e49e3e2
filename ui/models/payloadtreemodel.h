// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractItemModel>
#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace phx::ui {

//! \brief A JSON text as a tree of keys and values; digits and the order of keys are the text's
//! own.
//!
//! Threads: GUI. Values longer than 1,000 characters are cut for display.
class PayloadTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    //! Larger texts are not taken apart, and neither are more values or deeper nesting.
    static constexpr qsizetype MaxBytes = 1024 * 1024;
    static constexpr std::size_t MaxNodes = 100'000;
    static constexpr int MaxDepth = 200;

    enum Role : int {
        ExactRole =
            Qt::UserRole + 1 //!< QByteArray: the JSON of the value, as it stands in the text
    };

    explicit PayloadTreeModel(QObject *parent = nullptr);

    //! \return false if the text is no JSON or beyond a limit; then the tree is empty
    bool setJson(const QByteArray &json);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Node
    {
        std::size_t parent = 0;
        int row = 0;
        QString key;
        QString value;
        qsizetype begin = 0; //!< of the value in the text
        qsizetype size = 0;
        std::vector<std::size_t> children;
    };
    class Parser;

    QByteArray m_json;
    std::vector<Node> m_nodes; //!< the first is the invisible root; empty: nothing to show
};

} // namespace phx::ui
