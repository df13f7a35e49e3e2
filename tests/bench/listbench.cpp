// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/capturewriter.h"
#include "app/state/pairing.h"
#include "server/tap/tap.h"
#include "ui/models/messagemodel.h"
#include "ui/theme/theme.h"
#include "ui/views/messageview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

//! listbench [rows…]: prints how long the list keeps the window's thread busy.
namespace {

using phx::app::CapturedRow;
using phx::app::CaptureWriter;
using phx::app::RowFilter;
using phx::tap::EventKind;
using phx::tap::TapEvent;
using phx::ui::MessageModel;
using phx::ui::MessageView;

constexpr int RowsPerWrite = 10'000;
constexpr int RowsPerTick = 3'333; // 100,000 a second at 30 Hz
constexpr int Ticks = 60;
constexpr int Scrolls = 200;
constexpr int Topics = 200;

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

//! One of three: a push, its reply, a broadcast to a few.
TapEvent sample(int number)
{
    const int conversation = number / 3;
    const QByteArray ref = QByteArray::number(conversation);
    const QByteArray topic = "room:" + QByteArray::number(conversation % Topics);
    constexpr EventKind Kinds[] {EventKind::MessageIn, EventKind::MessageOut, EventKind::FanOut};
    TapEvent event {.kind = Kinds[number % 3]};
    event.sequence = phx::tap::nextSequence();
    event.timeUs = phx::tap::nowUs();
    event.direction = number % 3 == 0 ? phx::tap::Direction::In : phx::tap::Direction::Out;
    event.transport = phx::tap::TransportKind::WebSocket;
    event.vsn = 2;
    event.opcode = 1;
    event.connection = quint64(conversation % 500 + 1);
    event.topic = topic;
    event.event = number % 3 == 1 ? "phx_reply" : "new_msg";
    event.ref = number % 3 == 2 ? QByteArray() : ref;
    event.status = number % 3 == 1 ? "ok" : "";
    const QByteArray payload = R"({"user":"somebody","body":"a line of text )" + ref + R"("})";
    event.frame = R"(["1",")" + ref + R"(",")" + topic + R"(","new_msg",)" + payload + ']';
    event.payloadSize = qint32(payload.size());
    event.payloadOffset = qint32(event.frame.size() - payload.size() - 1);
    if (number % 3 == 2)
        event.recipients = {1, 2, 3, event.connection, 400};
    return event;
}

//! Records more of the same conversation.
class Recorder
{
public:
    explicit Recorder(CaptureWriter &writer)
        : m_writer(writer)
    { }

    //! \return what a capture would tell the window
    phx::app::LiveSnapshot record(int rows)
    {
        for (int left = rows; left > 0; left -= RowsPerWrite)
            write(std::min(left, RowsPerWrite));
        phx::app::LiveSnapshot snapshot;
        snapshot.lastSequence = m_writer.lastSequence();
        snapshot.rows = m_writer.rowCount();
        return snapshot;
    }

private:
    void write(int rows)
    {
        m_events.clear();
        for (int i = 0; i < rows; ++i)
            m_events.push_back(sample(m_next++));
        m_rows.clear();
        for (const TapEvent &event : m_events)
            m_rows.push_back({.event = &event, .facts = m_pairing.fold(event)});
        if (!m_writer.write(m_rows, {}))
            std::printf("writing failed: %s\n", qPrintable(m_writer.error()));
    }

    CaptureWriter &m_writer;
    phx::app::Pairing m_pairing;
    std::vector<TapEvent> m_events;
    std::vector<CapturedRow> m_rows;
    int m_next = 0;
};

//! The longest that the event loop stood still while it waited for something.
class StallWatch
{
public:
    StallWatch()
    {
        m_since.start();
        m_timer.setInterval(0);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = std::max(m_longest, milliseconds(m_since));
            m_since.restart();
        });
        m_timer.start();
    }

    [[nodiscard]] double longest() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    double m_longest = 0;
};

void print(const char *what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    std::printf("  %-40s median %8.2f ms   p99 %8.2f ms\n", what, times[times.size() / 2],
                times[times.size() * 99 / 100]);
}

void filter(MessageModel &model, MessageView &view, const char *what, const RowFilter &filter)
{
    QEventLoop loop;
    double answeredMs = 0;
    QElapsedTimer timer;
    QObject::connect(&model, &MessageModel::filtered, &loop, [&] {
        answeredMs = milliseconds(timer);
        loop.quit();
    });
    StallWatch watch;
    timer.start();
    model.setFilter(filter);
    loop.exec();
    const double untilReset = milliseconds(timer);
    view.viewport()->repaint();
    const double painted = milliseconds(timer);
    QCoreApplication::processEvents();
    std::printf("  %-40s answered %8.2f ms   reset and first page %6.2f ms   %d rows   "
                "longest stall %6.2f ms\n",
                what, answeredMs, painted - answeredMs, model.rowCount(),
                std::max(watch.longest(), painted - untilReset));
}

void follow(MessageModel &model, MessageView &view, Recorder &recorder)
{
    view.setFollowing(true);
    std::vector<double> inserting;
    std::vector<double> whole;
    for (int i = 0; i < Ticks; ++i) {
        const auto snapshot = recorder.record(RowsPerTick);
        QElapsedTimer timer;
        timer.start();
        model.advance(snapshot);
        inserting.push_back(milliseconds(timer));
        view.viewport()->repaint();
        whole.push_back(milliseconds(timer));
    }
    print("tick of 3,333 rows: query and insert", inserting);
    print("tick of 3,333 rows: with the repaint", whole);
}

void scroll(MessageView &view)
{
    std::vector<double> times;
    quint32 random = 1;
    for (int i = 0; i < Scrolls; ++i) {
        random = random * 1'664'525U + 1'013'904'223U;
        QElapsedTimer timer;
        timer.start();
        const int end = view.verticalScrollBar()->maximum();
        view.verticalScrollBar()->setValue(int(qint64(random >> 8U) * end >> 24U));
        view.viewport()->repaint();
        times.push_back(milliseconds(timer));
    }
    print("scroll to a random place and repaint", times);
}

//! A held list that is released, and a list that has to catch up.
void hold(MessageModel &model, MessageView &view, Recorder &recorder)
{
    constexpr int Waiting = 200'000;
    view.setFollowing(true);
    model.setHeld(true);
    for (int i = 0; i < Waiting; i += RowsPerTick)
        model.advance(recorder.record(RowsPerTick));
    QElapsedTimer timer;
    timer.start();
    const int waiting = model.waitingRows();
    model.setHeld(false);
    view.viewport()->repaint();
    std::printf("  %-40s %8.2f ms for %d rows\n", "release and repaint", milliseconds(timer),
                waiting);

    const auto snapshot = recorder.record(Waiting);
    QEventLoop loop;
    QObject::connect(&model, &MessageModel::rowsInserted, &loop, &QEventLoop::quit);
    StallWatch watch;
    timer.restart();
    model.advance(snapshot);
    loop.exec();
    view.viewport()->repaint();
    QCoreApplication::processEvents();
    std::printf("  %-40s %8.2f ms for %d rows   longest stall %6.2f ms\n",
                "catch up after a pause and repaint", milliseconds(timer), Waiting,
                watch.longest());
}

//! Of this process, in MB; 0 where the system does not say.
double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

bool measure(int rows)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.capture"));
    const auto writer = CaptureWriter::open(path);
    if (!writer) {
        std::printf("%s\n", qPrintable(writer.error()));
        return false;
    }
    Recorder recorder(*writer.value());
    const auto snapshot = recorder.record(rows);
    std::printf("%d rows\n", rows);
    const double before = residentMegabytes();

    MessageModel model;
    MessageView view(model);
    view.resize(740, 430);
    view.show();
    if (const QString problem = model.open(path); !problem.isEmpty()) {
        std::printf("%s\n", qPrintable(problem));
        return false;
    }
    model.advance(snapshot);
    filter(model, view, "all rows", {});
    filter(model, view, "one topic", {.topic = "room:7"});
    filter(model, view, "one client and its deliveries", {.connection = 77});
    filter(model, view, "text", {.text = "TEXT 1234"});
    filter(model, view, "all rows again", {});
    follow(model, view, recorder);
    scroll(view);
    hold(model, view, recorder);
    model.setFilter({.text = "TEXT 1234"});
    filter(model, view, "text, once more", {.text = "TEXT 1234"});
    follow(model, view, recorder);
    std::printf("  %-40s %8.1f MB (with its window)\n\n", "memory of the list",
                residentMegabytes() - before);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    phx::ui::Theme::instance().setMode(phx::ui::ThemeMode::Light);
    std::vector<int> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.push_back(QByteArray(argv[i]).toInt());
    if (sizes.empty())
        sizes = {100'000, 1'000'000};
    return std::all_of(sizes.begin(), sizes.end(), measure) ? 0 : 1;
}
