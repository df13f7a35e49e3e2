// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/window/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace phx::ui {

Language &Language::instance()
{
    static Language language;
    return language;
}

void Language::set(const QString &code)
{
    m_code = code;
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    // English has a file, too: the plural forms.
    const QString language =
        locale.language() == QLocale::Japanese ? QStringLiteral("ja") : QStringLiteral("en");
    if (m_own.load(QStringLiteral(":/translations/channelscope_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_own);
}

} // namespace phx::ui
