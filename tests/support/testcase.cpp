// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"

#include <QRegularExpression>

namespace phx::test {

namespace {

// Qt 6.3's QTest::failOnWarning() takes a pattern; everything but Qt's own harmless lines fails.
const char Anything[] = "^(?!This plugin does not support|QStandardPaths: ).*";

} // namespace

void TestCase::init()
{
    QTest::failOnWarning(QRegularExpression(QString::fromLatin1(Anything)));
}

} // namespace phx::test
