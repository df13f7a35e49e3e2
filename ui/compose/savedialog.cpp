// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/compose/savedialog.h"

#include "app/compose/messagelibrary.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace phx::ui {

SaveDialog::SaveDialog(const app::MessageLibrary &library, const QString &name,
                       const QString &folder, QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit(name, this))
    , m_folder(new QComboBox(this))
{
    setObjectName(QStringLiteral("saveDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Save message"));
    m_name->setObjectName(QStringLiteral("saveName"));
    m_name->setMaxLength(static_cast<int>(app::SavedMessages::MaxNameLength));
    m_name->selectAll();
    m_folder->setObjectName(QStringLiteral("saveFolder"));
    m_folder->setEditable(true);
    m_folder->lineEdit()->setPlaceholderText(tr("none"));
    m_folder->lineEdit()->setMaxLength(static_cast<int>(app::SavedMessages::MaxNameLength));
    QStringList folders {QString()};
    for (const app::SavedMessage &saved : library.messages()) {
        if (!folders.contains(saved.folder))
            folders.append(saved.folder);
    }
    folders.sort();
    m_folder->addItems(folders);
    m_folder->setCurrentText(folder);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    QPushButton *save = buttons->button(QDialogButtonBox::Save);
    save->setText(tr("Save"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    save->setEnabled(!name.trimmed().isEmpty());
    connect(m_name, &QLineEdit::textChanged, save,
            [save](const QString &text) { save->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit named(m_name->text().trimmed(), m_folder->currentText().trimmed());
        accept();
    });

    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 18, 20, 16);
    form->setSpacing(10);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Folder"), m_folder);
    form->addRow(buttons);
    setMinimumWidth(360);
}

} // namespace phx::ui
