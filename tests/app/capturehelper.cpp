// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/recorder.h"
#include "server/protocol/result.h"
#include "server/tap/tap.h"
#include "tests/app/capturefixture.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

//! A process that tst_capturecrash kills, or whose files may not grow. It tells what it does on
//! standard output, one line at a time.
namespace {

using phx::app::Capture;
using phx::app::CapturedRow;
using phx::app::CaptureWriter;
using phx::app::LiveSnapshot;
using phx::app::Recorder;
using phx::app::RecordingState;

constexpr rlim_t SmallLimit = 512 * 1024;
constexpr qint64 Second = 1'000'000;

template<class... Values>
void tell(const char *format, Values... values)
{
    std::printf(format, values...);
    std::fflush(stdout);
}

void limitFileSize(rlim_t bytes)
{
    rlimit limit {};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    setrlimit(RLIMIT_FSIZE, &limit);
}

phx::tap::TapEvent sample()
{
    return phx::test::messageIn({.ref = "1", .payload = '"' + QByteArray(400, 'x') + '"'});
}

//! Records for ever and says what must be in the file from then on.
int recordUntilKilled(const QString &path)
{
    phx::test::Recording recording(path);
    if (!recording.problem.isEmpty())
        return 1;
    for (unsigned long long count = 0;;) {
        for (int i = 0; i < 500; ++i, ++count)
            recording.record(sample());
        recording.capture.flush();
        tell("stored %llu\n", count);
    }
}

//! The whole application thread: a limit must pause it and not kill the process.
int recordUntilPaused(const QString &path)
{
    phx::test::Recording recording(path);
    recording.record(sample());
    recording.capture.flush();
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&recording] {
        for (int i = 0; i < 200; ++i)
            recording.record(sample());
    });
    QObject::connect(&recording.capture, &Capture::advanced, &timer,
                     [](const LiveSnapshot &snapshot) {
                         if (snapshot.recording != RecordingState::Paused)
                             return;
                         tell("paused %s\n", qPrintable(snapshot.recordingProblem));
                         QCoreApplication::quit();
                     });
    limitFileSize(SmallLimit);
    timer.start(1);
    return QCoreApplication::exec();
}

//! Pause and resume step by step, with a clock of its own.
int pauseAndResume(const QString &path)
{
    std::signal(SIGXFSZ, SIG_IGN);
    auto writer = CaptureWriter::open(path);
    if (!writer)
        return 1;
    Recorder recorder(std::move(writer).value());
    qint64 nowUs = 1000 * Second;
    const auto recordOne = [&recorder, &nowUs] {
        phx::tap::TapEvent event = sample();
        event.sequence = phx::tap::nextSequence();
        event.timeUs = nowUs;
        const CapturedRow row {.event = &event};
        return recorder.record({&row, 1}, {}, nowUs);
    };

    limitFileSize(SmallLimit);
    unsigned long long stored = 0;
    while (recordOne())
        ++stored;
    tell("stored %llu\n", stored);
    for (int i = 0; i < 3; ++i)
        recordOne();
    nowUs += Recorder::RetryIntervalUs;
    recordOne();
    tell("paused %d\n", recorder.state() == RecordingState::Paused ? 1 : 0);

    limitFileSize(RLIM_INFINITY);
    nowUs += Recorder::RetryIntervalUs - 1;
    recordOne();
    tell("still paused %d\n", recorder.state() == RecordingState::Paused ? 1 : 0);
    nowUs += 1;
    const bool isStored = recordOne();
    tell("resumed %d %d\n", isStored ? 1 : 0,
         recorder.state() == RecordingState::Recording ? 1 : 0);
    return recorder.problem().isEmpty() ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    if (arguments[1] == QLatin1String("kill"))
        return recordUntilKilled(arguments[2]);
    if (arguments[1] == QLatin1String("limit"))
        return recordUntilPaused(arguments[2]);
    return pauseAndResume(arguments[2]);
}
