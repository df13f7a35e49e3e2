// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/savedmessage.h"

#include <QScrollArea>

namespace phx::app {
class MessageLibrary;
}

namespace phx::ui {

//! \brief The saved messages as buttons, by folder.
//!
//! A click puts one into the fields, Ctrl+click sends it as well. The menu of a button renames,
//! moves and removes.
class SavedMessagesView : public QScrollArea
{
    Q_OBJECT

public:
    explicit SavedMessagesView(app::MessageLibrary &library, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const phx::app::ComposedMessage &message);
    void sendRequested(const phx::app::ComposedMessage &message);
    //! One sentence.
    void failed(const QString &problem);

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void addFolder(const QString &folder);
    void addButton(qsizetype at);
    void choose(qsizetype at);
    void openMenu(qsizetype at, const QPoint &place);
    void askForName(qsizetype at);

    app::MessageLibrary &m_library;
    QWidget *m_content = nullptr;
};

} // namespace phx::ui
