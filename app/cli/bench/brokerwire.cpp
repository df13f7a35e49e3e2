// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/bench/brokerwire.h"

#include <QtEndian>

namespace phx::app::bench {

namespace {

const QByteArray Topic = "room/bench";

QByteArray mqttText(const QByteArray &text)
{
    QByteArray out(2, '\0');
    qToBigEndian(quint16(text.size()), out.data());
    return out + text;
}

QByteArray mqttPacket(quint8 type, const QByteArray &body)
{
    QByteArray out(1, char(type));
    for (auto rest = quint32(body.size()); out.size() == 1 || rest > 0; rest >>= 7U)
        out += char((rest & 0x7fU) | (rest > 0x7fU ? 0x80U : 0U));
    return out + body;
}

class MqttWire : public WireProtocol
{
public:
    [[nodiscard]] QByteArray opening(int client) const override
    {
        const QByteArray name = "bench" + QByteArray::number(client);
        // Level 4, clean session, no keep-alive.
        const QByteArray body =
            mqttText("MQTT") + QByteArray("\x04\x02\x00\x00", 4) + mqttText(name);
        return mqttPacket(0x10, body)
            + mqttPacket(0x82, QByteArray("\x00\x01", 2) + mqttText(Topic) + QByteArray(1, '\0'));
    }
    [[nodiscard]] QByteArray publication(int payloadBytes) const override
    {
        return mqttPacket(0x30, mqttText(Topic) + jsonPayload(payloadBytes));
    }
    WireStep feed(WireState &state, QByteArrayView bytes) const override
    {
        WireStep step;
        QByteArray joined;
        if (!state.head.isEmpty()) {
            joined = std::exchange(state.head, {}) + bytes.toByteArray();
            bytes = joined;
        }
        while (!bytes.isEmpty()) {
            const qsizetype size = packetSize(bytes);
            if (size == 0 || size > bytes.size()) {
                state.head = bytes.toByteArray();
                break;
            }
            const auto type = static_cast<quint8>(bytes[0]) >> 4U;
            if (type == 9)
                step.isReady = true;
            else if (type == 3)
                ++step.messages;
            bytes = bytes.sliced(size);
        }
        return step;
    }

private:
    //! 0: more bytes are needed
    static qsizetype packetSize(QByteArrayView bytes)
    {
        qsizetype size = 0;
        for (qsizetype i = 1; i < bytes.size() && i < 5; ++i) {
            const auto digit = static_cast<quint8>(bytes[i]);
            size |= qsizetype(digit & 0x7fU) << (7 * (i - 1));
            if ((digit & 0x80U) == 0)
                return size + i + 1;
        }
        return 0;
    }
};

class NatsWire : public WireProtocol
{
public:
    [[nodiscard]] QByteArray opening(int client) const override
    {
        Q_UNUSED(client)
        return R"(CONNECT {"verbose":false,"pedantic":false,"lang":"bench","version":"1"})"
               "\r\nSUB room.bench 1\r\nPING\r\n";
    }
    [[nodiscard]] QByteArray publication(int payloadBytes) const override
    {
        const QByteArray payload = jsonPayload(payloadBytes);
        return "PUB room.bench " + QByteArray::number(payload.size()) + "\r\n" + payload + "\r\n";
    }
    WireStep feed(WireState &state, QByteArrayView bytes) const override
    {
        WireStep step;
        while (!bytes.isEmpty() && !step.isFailed) {
            if (state.skip > 0) {
                const qsizetype taken = std::min(state.skip, bytes.size());
                state.skip -= taken;
                bytes = bytes.sliced(taken);
                continue;
            }
            const qsizetype end = bytes.indexOf('\n');
            state.head += bytes.first(end < 0 ? bytes.size() : end);
            if (end < 0)
                break;
            bytes = bytes.sliced(end + 1);
            takeLine(std::exchange(state.head, {}), state, step);
        }
        return step;
    }

private:
    static void takeLine(const QByteArray &line, WireState &state, WireStep &step)
    {
        if (line.startsWith("MSG ")) {
            ++step.messages;
            state.skip = line.mid(line.lastIndexOf(' ') + 1).trimmed().toLongLong() + 2;
        } else if (line.startsWith("PONG")) {
            step.isReady = true;
        } else if (line.startsWith("PING")) {
            step.answer += "PONG\r\n";
        } else if (line.startsWith("-ERR")) {
            step.isFailed = true;
        }
    }
};

} // namespace

std::unique_ptr<WireProtocol> makeMqttWire()
{
    return std::make_unique<MqttWire>();
}

std::unique_ptr<WireProtocol> makeNatsWire()
{
    return std::make_unique<NatsWire>();
}

} // namespace phx::app::bench
