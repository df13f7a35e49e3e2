// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/bytestext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace phx::ui {

namespace {

constexpr qsizetype LineBytes = 16;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::BytesText)
};

QString leftOut(qsizetype bytes)
{
    return Text::tr("… %1 more bytes are not shown").arg(QLocale().toString(bytes));
}

} // namespace

QString hexDump(QByteArrayView bytes, qsizetype maxBytes)
{
    const qsizetype size = std::min(bytes.size(), maxBytes);
    QString text;
    text.reserve((size / LineBytes + 2) * 80);
    for (qsizetype offset = 0; offset < size; offset += LineBytes) {
        text += QStringLiteral("%1  ").arg(offset, 8, 16, QLatin1Char('0'));
        QString printable;
        for (qsizetype at = offset; at < offset + LineBytes; ++at) {
            if (at >= size) {
                text += QStringLiteral("   ");
                continue;
            }
            const auto byte = quint8(bytes[at]);
            text += QStringLiteral("%1 ").arg(uint(byte), 2, 16, QLatin1Char('0'));
            printable += byte >= 0x20 && byte < 0x7F ? QChar(char16_t(byte)) : QLatin1Char('.');
        }
        text += QStringLiteral(" |%1|\n").arg(printable);
    }
    if (size < bytes.size())
        text += leftOut(bytes.size() - size);
    return text;
}

QString wrappedText(QByteArrayView utf8, qsizetype maxLine)
{
    const qsizetype size = std::min(utf8.size(), MaxShownBytes);
    const QString whole = QString::fromUtf8(utf8.first(size));
    QString text;
    text.reserve(whole.size() + whole.size() / maxLine + 64);
    qsizetype column = 0;
    for (const QChar character : whole) {
        // A surrogate pair is one character: never break inside it.
        if (column >= maxLine && !character.isLowSurrogate()) {
            text += QLatin1Char('\n');
            column = 0;
        }
        text += character == QChar(0) ? QChar(0x2400) : character;
        column = character == QLatin1Char('\n') ? 0 : column + 1;
    }
    if (size < utf8.size())
        text += QLatin1Char('\n') + leftOut(utf8.size() - size);
    return text;
}

} // namespace phx::ui
