// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPixmap>
#include <QString>

namespace phx::ui {

//! Named colours (visual.md). Nobody writes a colour value elsewhere.
enum class Role : quint8 {
    Window,
    Panel,
    Raised,
    Line,
    Text,
    Muted,
    Selection,
    Hover,
    Accent,
    OnAccent,
    Incoming,
    Outgoing,
    FanOut,
    Ok,
    OkTint,
    Warning,
    WarningTint,
    Error,
    ErrorTint,
    Fault,
    FaultTint,
    Generation1,
    Generation2,
    Generation3,
    Generation4,
    Generation5,
    Generation6,
    Count
};

enum class ThemeMode : quint8 { System, Light, Dark };

//! \brief The colours, fonts and icons in force, and the application's palette and style.
//! Threads: GUI. One instance, made on first use, after the QApplication.
class Theme : public QObject
{
    Q_OBJECT

public:
    static Theme &instance();

    //! Sets palette, style and style sheet of the application; emits changed().
    void setMode(ThemeMode mode);
    [[nodiscard]] ThemeMode mode() const { return m_mode; }
    [[nodiscard]] bool isDark() const { return m_dark; }

    //! Size of all text. \param percent 80 to 200, clamped; 100: 13 px. Emits changed().
    void setTextScale(int percent);
    [[nodiscard]] int textScale() const { return m_textScale; }
    //! A length that is right at 100 % text size, at the size in force. Unit: device-independent
    //! px.
    [[nodiscard]] int scaled(int pixels) const;

    [[nodiscard]] QColor color(Role role) const;
    //! The stripe of a join generation, from 1; beyond 6 the colours start again.
    [[nodiscard]] QColor generationColor(int generation) const;
    //! For language: the system's sans.
    [[nodiscard]] const QFont &sans() const { return m_sans; }
    //! For wire text: refs, payloads, topics in editors; with a CJK fallback.
    [[nodiscard]] const QFont &monospace() const { return m_monospace; }
    //! A line icon of ours (resources/icons/<name>.svg) in the colour of a role, crisp at any
    //! scale.
    [[nodiscard]] QIcon icon(const QString &name, Role role = Role::Text) const;
    //! The same as a picture. \param size in device-independent px \param ratio device pixels per
    //! px
    [[nodiscard]] QPixmap pixmap(const QString &name, Role role, int size, qreal ratio) const;

Q_SIGNALS:
    void changed();

private:
    Theme();
    void apply();
    void makeFonts();

    ThemeMode m_mode = ThemeMode::System;
    bool m_dark = false;
    bool m_systemDark = false; //!< what the desktop's own palette looked like at start
    int m_textScale = 100;
    // Made once: looking a system font up is too slow for every cell that is painted.
    QFont m_sans;
    QFont m_monospace;
};

} // namespace phx::ui
