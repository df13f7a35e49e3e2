// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include "ui/theme/flatstyle.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace phx::ui {

namespace {

struct Pair
{
    QRgb light;
    QRgb dark;
};

// In the order of Role; the values of visual.md.
constexpr std::array<Pair, std::size_t(Role::Count)> Colors {{
    {0xFFFFFFFF, 0xFF16191E}, {0xFFF6F7F9, 0xFF1D2127}, {0xFFFFFFFF, 0xFF23282F},
    {0xFFDDE1E6, 0xFF333A44}, {0xFF1C2128, 0xFFE4E8ED}, {0xFF5B6470, 0xFF98A2AF},
    {0xFFDCEBFF, 0xFF1F3A5F}, {0xFFF0F3F7, 0xFF242A32}, {0xFF0B5FCC, 0xFF6CB0FF},
    {0xFFFFFFFF, 0xFF0C1B2E}, {0xFF0B5FCC, 0xFF6CB0FF}, {0xFF9A4A00, 0xFFF0A95B},
    {0xFF6B3FA0, 0xFFC9A4F5}, {0xFF12703A, 0xFF63CF8E}, {0xFFE2F4E8, 0xFF173524},
    {0xFF8A5A00, 0xFFE5B84B}, {0xFFFFF4D6, 0xFF3A3013}, {0xFFB3202C, 0xFFFF7B82},
    {0xFFFDE7E9, 0xFF43202A}, {0xFFA3195B, 0xFFFF7FB0}, {0xFFFCE6EF, 0xFF43203A},
    {0xFF7FB2F0, 0xFF3F7BC4}, {0xFFE0A15E, 0xFFB57A3A}, {0xFF7CC29A, 0xFF3E8C60},
    {0xFFC79BE8, 0xFF8A5DB5}, {0xFFE59AB5, 0xFFB5567C}, {0xFF9DB8BF, 0xFF5E7F88},
}};

constexpr int TextPixels = 13;

QPixmap render(const QString &name, QRgb color, QSize pixels)
{
    const QString key = QStringLiteral("phx-icon-%1-%2-%3x%4")
                            .arg(name, QString::number(color, 16))
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const QString path = QStringLiteral(":/icons/%1.svg").arg(name);
    if (QFile::exists(path)) {
        QSvgRenderer renderer(path);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), QColor::fromRgba(color));
    }
    pixmap = QPixmap::fromImage(image);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

//! Renders at the size and pixel ratio that the paint device asks for.
class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(QString name, QRgb color, QRgb disabled)
        : m_name(std::move(name))
        , m_color(color)
        , m_disabled(disabled)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return render(m_name, mode == QIcon::Disabled ? m_disabled : m_color, size);
    }

    [[nodiscard]] QIconEngine *clone() const override { return new LineIconEngine(*this); }

private:
    QString m_name;
    QRgb m_color;
    QRgb m_disabled;
};

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole to, Role from) {
        palette.setColor(to, theme.color(from));
    };
    set(QPalette::Window, Role::Panel);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Raised);
    set(QPalette::AlternateBase, Role::Hover);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::Muted);
    set(QPalette::Button, Role::Raised);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Error);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::Text);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Light, Role::Raised);
    set(QPalette::Midlight, Role::Hover);
    set(QPalette::Mid, Role::Line);
    set(QPalette::Dark, Role::Line);
    set(QPalette::Shadow, Role::Line);
    QColor faint = theme.color(Role::Muted);
    faint.setAlphaF(0.6F);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

} // namespace

Theme &Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
    : m_systemDark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
{
    m_dark = m_systemDark;
    makeFonts();
}

void Theme::setMode(ThemeMode mode)
{
    m_mode = mode;
    m_dark = mode == ThemeMode::Dark || (mode == ThemeMode::System && m_systemDark);
    apply();
}

void Theme::setTextScale(int percent)
{
    m_textScale = std::clamp(percent, 80, 200);
    apply();
}

int Theme::scaled(int pixels) const
{
    return int(std::lround(pixels * m_textScale / 100.0));
}

void Theme::apply()
{
    if (qobject_cast<FlatStyle *>(QApplication::style()) == nullptr)
        QApplication::setStyle(new FlatStyle);
    makeFonts();
    QApplication::setFont(m_sans);
    const QPalette palette = paletteOf(*this);
    QApplication::setPalette(palette);
    // Tables stand on the colour of the list; the lighter one is for fields and cards.
    QPalette tables = palette;
    tables.setColor(QPalette::Base, color(Role::Window));
    QApplication::setPalette(tables, "QTableView");
    QToolTip::setPalette(palette);
    emit changed();
}

QColor Theme::color(Role role) const
{
    const Pair pair = Colors.at(std::size_t(role));
    return QColor::fromRgb(m_dark ? pair.dark : pair.light);
}

QColor Theme::generationColor(int generation) const
{
    const int step = std::max(0, generation - 1) % 6;
    return color(Role(int(Role::Generation1) + step));
}

void Theme::makeFonts()
{
    m_sans = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    m_sans.setFamilies(
        {QStringLiteral("Noto Sans"), m_sans.family(), QStringLiteral("Noto Sans CJK JP")});
    m_sans.setWeight(QFont::Normal);
    m_sans.setPixelSize(scaled(TextPixels));
    m_monospace = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_monospace.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono"),
                             QStringLiteral("Menlo"), QStringLiteral("Consolas"),
                             m_monospace.family(), QStringLiteral("Noto Sans Mono CJK JP"),
                             QStringLiteral("Noto Sans CJK JP")});
    m_monospace.setStyleHint(QFont::Monospace);
    m_monospace.setPixelSize(scaled(TextPixels - 1));
}

QIcon Theme::icon(const QString &name, Role role) const
{
    QColor disabled = color(Role::Muted);
    disabled.setAlphaF(0.6F);
    return QIcon(new LineIconEngine(name, color(role).rgba(), disabled.rgba()));
}

QPixmap Theme::pixmap(const QString &name, Role role, int size, qreal ratio) const
{
    const int pixels = int(std::lround(size * ratio));
    QPixmap picture = render(name, color(role).rgba(), {pixels, pixels});
    picture.setDevicePixelRatio(ratio);
    return picture;
}

} // namespace phx::ui
