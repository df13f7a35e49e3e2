// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTest>

#include <functional>
#include <memory>

namespace phx::test {

//! \brief Base of every test class: an unexpected warning fails the test.
class TestCase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
};

//! Runs every registered test class. \return the exit status
int runAll(int argc, char **argv);
//! Registers a test class with the executable's main(). Use PHX_TEST_CLASS(Name) in its .cpp.
bool registerTest(std::function<std::unique_ptr<QObject>()> make);

} // namespace phx::test

//! At the end of tst_<class>.cpp, before its #include "tst_<class>.moc".
#define PHX_TEST_CLASS(name)                                                                       \
    static const bool registered##name =                                                           \
        phx::test::registerTest([] { return std::unique_ptr<QObject>(new name); });
