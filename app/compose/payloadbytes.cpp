// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/payloadbytes.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QUrl>

namespace phx::app {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::PayloadBytes)
};

int hexDigit(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    const QChar lower = c.toLower();
    return lower >= u'a' && lower <= u'f' ? lower.unicode() - u'a' + 10 : -1;
}

//! The value of a digit of either alphabet, or -1.
int base64Digit(QChar c)
{
    if (c >= u'A' && c <= u'Z')
        return c.unicode() - u'A';
    if (c >= u'a' && c <= u'z')
        return c.unicode() - u'a' + 26;
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0' + 52;
    if (c == u'+' || c == u'-')
        return 62;
    return c == u'/' || c == u'_' ? 63 : -1;
}

TextProblem unexpected(QChar c, qsizetype position, const QString &sentence)
{
    return {.position = position, .sentence = sentence.arg(c)};
}

QString localPath(const QString &name)
{
    const QString path = name.trimmed();
    if (path.startsWith(QLatin1String("file:")))
        return QUrl(path).toLocalFile();
    const bool isQuoted = path.size() > 1 && path.startsWith(u'"') && path.endsWith(u'"');
    return isQuoted ? path.mid(1, path.size() - 2) : path;
}

} // namespace

Result<QByteArray, TextProblem> bytesFromHex(const QString &text)
{
    QByteArray bytes;
    int high = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (high < 0 && (c.isSpace() || c == u':'))
            continue;
        if (high < 0 && c == u'0' && i + 1 < text.size() && text.at(i + 1).toLower() == u'x') {
            ++i;
            continue;
        }
        if (c.isSpace())
            return TextProblem {i, Text::tr("a byte has only one digit")};
        const int digit = hexDigit(c);
        if (digit < 0)
            return unexpected(c, i, Text::tr("\"%1\" is no hexadecimal digit"));
        if (high < 0) {
            high = digit;
        } else {
            bytes.append(static_cast<char>(high * 16 + digit));
            high = -1;
        }
    }
    if (high >= 0)
        return TextProblem {text.size(), Text::tr("a byte has only one digit")};
    return bytes;
}

Result<QByteArray, TextProblem> bytesFromBase64(const QString &text)
{
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0; // digits so far
    bool hasEnded = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isSpace())
            continue;
        if (c == u'=') {
            hasEnded = true;
            continue;
        }
        const int digit = base64Digit(c);
        if (digit < 0)
            return unexpected(c, i, Text::tr("\"%1\" is no digit of Base64"));
        if (hasEnded)
            return TextProblem {i, Text::tr("nothing may follow after \"=\"")};
        bits = (bits << 6) | static_cast<quint32>(digit);
        if (++count % 4 == 0)
            for (const int shift : {16, 8, 0})
                bytes.append(static_cast<char>((bits >> shift) & 0xff));
    }
    const int rest = count % 4;
    if (rest == 1)
        return TextProblem {text.size(), Text::tr("the last group has only one digit")};
    if (rest == 2)
        bytes.append(static_cast<char>((bits >> 4) & 0xff));
    if (rest == 3) {
        bytes.append(static_cast<char>((bits >> 10) & 0xff));
        bytes.append(static_cast<char>((bits >> 2) & 0xff));
    }
    return bytes;
}

std::optional<TextProblem> fileProblem(const QString &name)
{
    const QString path = localPath(name);
    if (path.isEmpty())
        return TextProblem {0, Text::tr("the name of a file is missing")};
    const QFileInfo info(path);
    if (!info.exists())
        return TextProblem {0, Text::tr("there is no file %1").arg(path)};
    if (!info.isFile())
        return TextProblem {0, Text::tr("%1 is no regular file").arg(path)};
    if (info.size() > MaxPayloadBytes)
        return TextProblem {
            0,
            Text::tr("%1 has more than %2 bytes").arg(path, QLocale().toString(MaxPayloadBytes))};
    return std::nullopt;
}

Result<QByteArray, TextProblem> bytesFromFile(const QString &name)
{
    if (const auto problem = fileProblem(name))
        return *problem;
    QFile file(localPath(name));
    if (!file.open(QIODevice::ReadOnly))
        return TextProblem {
            0, Text::tr("%1 cannot be read: %2").arg(file.fileName(), file.errorString())};
    // It may have grown since.
    return file.read(MaxPayloadBytes);
}

} // namespace phx::app
