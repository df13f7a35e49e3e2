// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QComboBox;
class QLineEdit;

namespace phx::app {
class MessageLibrary;
}

namespace phx::ui {

//! \brief Asks for the name and the folder of a saved message. Not modal to the program; deletes
//! itself when closed.
class SaveDialog : public QDialog
{
    Q_OBJECT

public:
    SaveDialog(const app::MessageLibrary &library, const QString &name, const QString &folder,
               QWidget *parent);

Q_SIGNALS:
    void named(const QString &name, const QString &folder);

private:
    QLineEdit *m_name;
    QComboBox *m_folder;
};

} // namespace phx::ui
