// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/biginteger.h"

#include <vector>

namespace phx::server::biginteger {

namespace {

constexpr int ChunkDigits = 9; // 10^9 fits 32 bits
constexpr quint64 ChunkBase = 1'000'000'000;

} // namespace

QByteArray fromDigits(QByteArrayView decimal)
{
    const bool isNegative = decimal.startsWith('-');
    QByteArrayView digits = decimal.sliced(isNegative ? 1 : 0);
    std::vector<quint32> limbs; // least first
    while (!digits.isEmpty()) {
        const qsizetype width = (digits.size() - 1) % ChunkDigits + 1;
        quint64 carry = 0;
        quint64 factor = 1;
        for (const char digit : digits.first(width)) {
            carry = carry * 10 + quint64(digit - '0');
            factor *= 10;
        }
        for (quint32 &limb : limbs) {
            carry += limb * factor;
            limb = quint32(carry);
            carry >>= 32;
        }
        if (carry != 0)
            limbs.push_back(quint32(carry));
        digits = digits.sliced(width);
    }
    QByteArray bytes(1, isNegative ? '\1' : '\0');
    for (const quint32 limb : limbs) {
        for (int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>((limb >> shift) & 0xff);
    }
    while (bytes.size() > 1 && bytes.back() == '\0')
        bytes.chop(1);
    return bytes;
}

QByteArray toDigits(QByteArrayView signAndMagnitude)
{
    const QByteArrayView magnitude = signAndMagnitude.sliced(1);
    std::vector<quint32> limbs((size_t(magnitude.size()) + 3) / 4);
    for (qsizetype i = 0; i < magnitude.size(); ++i)
        limbs[size_t(i) / 4] |= quint32(static_cast<uchar>(magnitude[i])) << (i % 4 * 8);
    QByteArray digits;
    while (!limbs.empty()) {
        quint64 rest = 0;
        for (size_t i = limbs.size(); i-- > 0;) {
            rest = (rest << 32) | limbs[i];
            limbs[i] = quint32(rest / ChunkBase);
            rest %= ChunkBase;
        }
        while (!limbs.empty() && limbs.back() == 0)
            limbs.pop_back();
        const QByteArray chunk = QByteArray::number(rest);
        digits.prepend(limbs.empty() ? chunk : chunk.rightJustified(ChunkDigits, '0'));
    }
    if (digits.isEmpty())
        return "0";
    return signAndMagnitude.front() == '\1' ? '-' + digits : digits;
}

} // namespace phx::server::biginteger
