// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTranslator>

namespace phx::ui {

//! \brief The language of the interface: "en", "ja", or empty for the system's.
//! Widgets hear of a change by QEvent::LanguageChange. Threads: GUI. Lives as long as the program.
class Language
{
public:
    static Language &instance();

    void set(const QString &code);
    [[nodiscard]] const QString &code() const { return m_code; }

private:
    Language() = default;

    QString m_code;
    QTranslator m_own;
    QTranslator m_qt; //!< texts of Qt's own dialogs and menus
};

} // namespace phx::ui
