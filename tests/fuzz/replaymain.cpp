// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
//
// Runs a fuzz target over stored inputs, without a fuzzer: replay_<name> FILE|FOLDER…
// A broken property aborts. Exit status 1: there was nothing to run, or a file could not be read.

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <cstdint>
#include <cstdio>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

QStringList filesOf(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    QDirIterator entries(path, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(entries.next());
    files.sort();
    return files;
}

bool run(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
        return false;
    }
    const QByteArray input = file.readAll();
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.constData()),
                           static_cast<std::size_t>(input.size()));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    int count = 0;
    bool isFine = true;
    for (int i = 1; i < argc; ++i) {
        for (const QString &path : filesOf(QFile::decodeName(argv[i]))) {
            isFine = run(path) && isFine;
            ++count;
        }
    }
    std::printf("%d inputs\n", count);
    return isFine && count > 0 ? 0 : 1;
}
