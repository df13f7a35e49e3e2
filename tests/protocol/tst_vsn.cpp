// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/vsn.h"
#include "tests/support/testcase.h"

namespace phx::test {

//! The table of protocol.md §1.3, and the rules of Elixir's Version behind it.
class VsnTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void choosesASerializer_data();
    void choosesASerializer();
};

void VsnTest::choosesASerializer_data()
{
    QTest::addColumn<QByteArray>("vsn");
    QTest::addColumn<int>("expected"); // 0: refused
    const QList<std::pair<QByteArray, int>> rows {{"1.0.0", 1},
                                                  {"1.0.5", 1},
                                                  {"2.0.0", 2},
                                                  {"2.0.9", 2},
                                                  {"2.0.99999999999999999999", 2},
                                                  {"2.0.0+build.1", 2},
                                                  {"2.0.0+01", 2},
                                                  {"2.0.1-rc.1", 2},
                                                  {"2.0.1-rc-2", 2},
                                                  {"1.0.1-0", 1},
                                                  {"1.1.0", 0},
                                                  {"2.1.0", 0},
                                                  {"2.1.0-rc.1", 0},
                                                  {"3.0.0", 0},
                                                  {"123.1.1", 0},
                                                  {"0.0.0", 0},
                                                  {"", 0},
                                                  {"2", 0},
                                                  {"2.0", 0},
                                                  {"abc", 0},
                                                  {" 2.0.0", 0},
                                                  {"2.0.0 ", 0},
                                                  {"2.0.0-rc.1", 0},
                                                  {"1.0.0-0", 0},
                                                  {"02.0.0", 0},
                                                  {"2.00.0", 0},
                                                  {"2.0.00", 0},
                                                  {"2.0.0.0", 0},
                                                  {"2.0.", 0},
                                                  {"2..0", 0},
                                                  {".2.0.0", 0},
                                                  {"v2.0.0", 0},
                                                  {"-2.0.0", 0},
                                                  {"+2.0.0", 0},
                                                  {"2.0.0+", 0},
                                                  {"2.0.0+a..b", 0},
                                                  {"2.0.0+a+b", 0},
                                                  {"2.0.1-", 0},
                                                  {"2.0.1-01", 0},
                                                  {"2.0.1-a_b", 0},
                                                  {"2.0.0\n", 0},
                                                  {"9.9.9", 0}};
    for (const auto &[vsn, expected] : rows)
        QTest::newRow(("'" + vsn.toPercentEncoding() + "'").constData()) << vsn << expected;
}

void VsnTest::choosesASerializer()
{
    QFETCH(const QByteArray, vsn);

    const auto chosen = protocol::negotiateVsn(vsn);

    QTEST(chosen ? static_cast<int>(*chosen) : 0, "expected");
}

PHX_TEST_CLASS(VsnTest)

} // namespace phx::test

#include "tst_vsn.moc"
