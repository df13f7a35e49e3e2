// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/capturepattern.h"

#include <algorithm>

namespace phx::server {

namespace {

const QByteArray RestName = "rest";

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

Result<CapturePattern, QString> CapturePattern::parse(const QByteArray &text)
{
    if (text.isEmpty() || text.size() > MaxBytes)
        return QStringLiteral("a pattern has 1 to %1 bytes").arg(MaxBytes);
    CapturePattern pattern;
    pattern.m_text = text;
    qsizetype at = 0;
    while (at < text.size()) {
        const QString problem = pattern.parsePiece(text, at);
        if (!problem.isEmpty())
            return problem;
    }
    const QList<QByteArray> names = pattern.captureNames();
    if (names.size() > MaxCaptures)
        return QStringLiteral("a pattern has at most %1 captures").arg(MaxCaptures);
    for (const QByteArray &name : names) {
        if (names.count(name) > 1)
            return QStringLiteral("the capture {%1} stands twice").arg(QString::fromUtf8(name));
    }
    return pattern;
}

QString CapturePattern::parsePiece(const QByteArray &text, qsizetype &at)
{
    using Kind = Piece::Kind;
    if (text.at(at) == '*') {
        if (at + 1 != text.size())
            return QStringLiteral("a '*' stands only at the end");
        m_pieces.append({.kind = Kind::Rest, .text = RestName});
        ++at;
        return {};
    }
    if (text.at(at) == '{') {
        const qsizetype end = text.indexOf('}', at);
        const QByteArray name = end < 0 ? QByteArray() : text.mid(at + 1, end - at - 1);
        if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isNameCharacter))
            return QStringLiteral("a capture is {name}, of letters, digits and '_'");
        if (!m_pieces.isEmpty() && m_pieces.constLast().kind == Kind::Capture)
            return QStringLiteral("something must stand between two captures");
        m_pieces.append({.kind = Kind::Capture, .text = name});
        at = end + 1;
        return {};
    }
    qsizetype end = at;
    while (end < text.size() && text.at(end) != '*' && text.at(end) != '{')
        ++end;
    m_pieces.append({.kind = Kind::Literal, .text = text.mid(at, end - at)});
    at = end;
    return {};
}

//! Bytes that the capture before `next` takes: as few as fit. -1: it does not fit.
qsizetype CapturePattern::captureLength(QByteArrayView text, const Piece *next)
{
    qsizetype length = text.size();
    if (next != nullptr && next->kind == Piece::Kind::Literal)
        length = text.size() > 1 ? text.indexOf(next->text, 1) : -1;
    else if (next != nullptr && text.contains(':'))
        length = text.indexOf(':');
    return length >= 1 && !text.first(length).contains(':') ? length : -1;
}

std::optional<Captures> CapturePattern::match(QByteArrayView text) const
{
    Captures captures;
    qsizetype at = 0;
    for (qsizetype i = 0; i < m_pieces.size(); ++i) {
        const Piece &piece = m_pieces.at(i);
        const QByteArrayView left = text.sliced(at);
        if (piece.kind == Piece::Kind::Literal) {
            if (!left.startsWith(piece.text))
                return std::nullopt;
            at += piece.text.size();
            continue;
        }
        qsizetype length = left.size();
        if (piece.kind == Piece::Kind::Capture)
            length = captureLength(left, i + 1 < m_pieces.size() ? &m_pieces.at(i + 1) : nullptr);
        if (length < 0)
            return std::nullopt;
        captures.insert(piece.text, left.first(length).toByteArray());
        at += length;
    }
    if (m_pieces.isEmpty() || at != text.size())
        return std::nullopt;
    return captures;
}

QByteArray CapturePattern::route() const
{
    if (m_pieces.size() == 1 && m_pieces.constFirst().kind == Piece::Kind::Literal)
        return m_text;
    const bool hasPrefix =
        !m_pieces.isEmpty() && m_pieces.constFirst().kind == Piece::Kind::Literal;
    return (hasPrefix ? m_pieces.constFirst().text : QByteArray()) + '*';
}

QList<QByteArray> CapturePattern::captureNames() const
{
    QList<QByteArray> names;
    for (const Piece &piece : m_pieces) {
        if (piece.kind != Piece::Kind::Literal)
            names.append(piece.text);
    }
    return names;
}

} // namespace phx::server
