// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"
#include "app/state/livestate.h"
#include "app/state/pairing.h"
#include "server/tap/tap.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>
#include <vector>

//! capturebench [rows]: prints how fast a capture is written and queried.
namespace {

using phx::app::CapturedRow;
using phx::app::CaptureReader;
using phx::app::CaptureWriter;
using phx::app::MessageRow;
using phx::app::RowFilter;
using phx::tap::EventKind;
using phx::tap::TapEvent;

constexpr int RowsPerTick = 10'000;
constexpr int Topics = 200;
constexpr int Connections = 500;

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

//! Of this process, whatever else the machine does.
double processorMilliseconds()
{
    return double(std::clock()) * 1e3 / CLOCKS_PER_SEC;
}

//! One of three: a push, its reply, a broadcast to a few.
TapEvent sample(int number)
{
    const int conversation = number / 3;
    const QByteArray ref = QByteArray::number(conversation);
    const QByteArray topic = "room:" + QByteArray::number(conversation % Topics);
    constexpr EventKind Kinds[] {EventKind::MessageIn, EventKind::MessageOut, EventKind::FanOut};
    TapEvent event {.kind = Kinds[number % 3]};
    event.direction = number % 3 == 0 ? phx::tap::Direction::In : phx::tap::Direction::Out;
    event.transport = phx::tap::TransportKind::WebSocket;
    event.vsn = 2;
    event.opcode = 1;
    event.connection = quint64(conversation % Connections + 1);
    event.topic = topic;
    event.event = number % 3 == 1 ? "phx_reply" : "new_msg";
    event.ref = number % 3 == 2 ? QByteArray() : ref;
    const QByteArray payload =
        R"({"user":"somebody","body":"a line of text as people write it )" + ref + R"("})";
    event.frame = R"(["1",")" + ref + R"(",")" + topic + R"(","new_msg",)" + payload + ']';
    event.payloadSize = qint32(payload.size());
    event.payloadOffset = qint32(event.frame.size() - payload.size() - 1);
    if (number % 3 == 2)
        event.recipients = {1, 2, 3, event.connection, 400};
    return event;
}

void write(CaptureWriter &writer, int rows)
{
    phx::app::Pairing pairing;
    phx::app::LiveState state;
    std::vector<TapEvent> events;
    std::vector<CapturedRow> captured;
    double foldMs = 0;
    double writeMs = 0;
    double writeProcessorMs = 0;
    for (int from = 0; from < rows; from += RowsPerTick) {
        events.clear();
        captured.clear();
        for (int i = from; i < std::min(from + RowsPerTick, rows); ++i) {
            events.push_back(sample(i));
            events.back().sequence = phx::tap::nextSequence();
            events.back().timeUs = phx::tap::nowUs();
        }
        QElapsedTimer timer;
        timer.start();
        for (const TapEvent &event : events) {
            captured.push_back({.event = &event, .facts = pairing.fold(event)});
            state.fold(event, captured.back().facts.generation);
        }
        foldMs += milliseconds(timer);
        timer.restart();
        const double before = processorMilliseconds();
        if (!writer.write(captured, {})) {
            std::printf("writing failed: %s\n", qPrintable(writer.error()));
            return;
        }
        writeMs += milliseconds(timer);
        writeProcessorMs += processorMilliseconds() - before;
    }
    std::printf("write          %10.0f rows/s (%.2f us a row)\n", rows / writeMs * 1e3,
                writeMs * 1e3 / rows);
    std::printf("  processor    %10.0f rows/s (%.2f us a row)\n", rows / writeProcessorMs * 1e3,
                writeProcessorMs * 1e3 / rows);
    std::printf("pair and fold  %10.0f rows/s (%.2f us a row)\n", rows / foldMs * 1e3,
                foldMs * 1e3 / rows);
    std::printf("file           %10.0f bytes a row\n", double(writer.fileSize()) / rows);
}

void query(const CaptureReader &reader, const char *name, const RowFilter &filter, quint64 after)
{
    QElapsedTimer timer;
    timer.start();
    const auto found = reader.sequences(filter, after, 10'000'000);
    std::printf("%-34s %9.2f ms  %lld rows\n", name, milliseconds(timer),
                static_cast<long long>(found.size()));
}

void read(const CaptureReader &reader)
{
    const quint64 last = reader.lastSequence();
    const QList<quint64> all = reader.sequences({}, 0, 10'000'000);
    QElapsedTimer timer;
    timer.start();
    const QList<MessageRow> page = reader.rows(all.mid(all.size() / 2, 300));
    std::printf("%-34s %9.2f ms  %lld rows\n", "a page of rows", milliseconds(timer),
                static_cast<long long>(page.size()));
    query(reader, "all sequences", {}, 0);
    query(reader, "one topic", {.topic = "room:7"}, 0);
    query(reader, "a branch", {.topic = "room", .topicIsBranch = true}, 0);
    query(reader, "one connection and its deliveries", {.connection = 77}, 0);
    query(reader, "text", {.text = "WRITE IT 1234"}, 0);
    query(reader, "the last 3,000 of all", {}, last - 3000);
    query(reader, "the last 3,000 of one topic", {.topic = "room:7"}, last - 3000);
    query(reader, "the last 3,000 of a branch", {.topic = "room", .topicIsBranch = true},
          last - 3000);
    query(reader, "the last 3,000 of one connection", {.connection = 77}, last - 3000);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int rows = argc > 1 ? QByteArray(argv[1]).toInt() : 1'000'000;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.capture"));
    auto writer = CaptureWriter::open(path);
    if (!writer) {
        std::printf("%s\n", qPrintable(writer.error()));
        return 1;
    }
    write(*writer.value(), rows);
    const auto reader = CaptureReader::open(path);
    if (!reader) {
        std::printf("%s\n", qPrintable(reader.error()));
        return 1;
    }
    read(*reader.value());
    return 0;
}
