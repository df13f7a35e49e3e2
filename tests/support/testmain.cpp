// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"

#include <QByteArray>
#include <QCoreApplication>

#include <vector>

namespace phx::test {

namespace {

std::vector<std::function<std::unique_ptr<QObject>()>> &registry()
{
    static std::vector<std::function<std::unique_ptr<QObject>()>> tests;
    return tests;
}

} // namespace

bool registerTest(std::function<std::unique_ptr<QObject>()> make)
{
    registry().push_back(std::move(make));
    return true;
}

int runAll(int argc, char **argv)
{
    int failures = 0;
    for (const auto &make : registry())
        failures += QTest::qExec(make().get(), argc, argv);
    return failures == 0 ? 0 : 1;
}

} // namespace phx::test

// A test executable that needs widgets defines its own main() and calls runAll().
__attribute__((weak)) int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QCoreApplication application(argc, argv);
    return phx::test::runAll(argc, argv);
}
