// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviours.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "tests/support/testcase.h"
#include "ui/models/behavioursmodel.h"
#include "ui/models/presencemodel.h"
#include "ui/panels/behaviourspanel.h"
#include "ui/views/jsoneditor.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

namespace phx::ui {

class BehavioursPanelTest : public test::TestCase
{
    Q_OBJECT

private:
    struct Fixture
    {
        Fixture() { panel.show(); }
        template<class Widget>
        Widget *find(const char *name)
        {
            return panel.findChild<Widget *>(QString::fromLatin1(name));
        }
        [[nodiscard]] QString sentence(int row)
        {
            return find<QTableView>("behavioursTable")->model()->index(row, 0).data().toString();
        }

        app::Workspace workspace = app::Workspace::makeDefault();
        app::Hosting hosting {app::toEndpointConfig(workspace).value(), QString()};
        app::Behaviours behaviours {hosting, workspace, QString()};
        BehavioursPanel panel {behaviours};
    };

private Q_SLOTS:
    void anEmptyPanelOffersTheChat()
    {
        Fixture fixture;
        QVERIFY(fixture.behaviours.rules().isEmpty());

        QTest::mouseClick(fixture.find<QPushButton>("behavioursLoadChat"), Qt::LeftButton);

        QCOMPARE(fixture.sentence(0), QStringLiteral("When room:lobby is joined → allow"));
        QCOMPARE(fixture.sentence(2),
                 QStringLiteral("When topic room:*, event new_msg, if payload.body exists → "
                                "broadcast new_msg"));
        QVERIFY(fixture.find<QPushButton>("behavioursSave")->isEnabled());
    }

    void theKeyboardSwitchesMovesAndDeletesRules()
    {
        Fixture fixture;
        QVERIFY(fixture.behaviours.loadReadySet(QStringLiteral("guide-chat")).isEmpty());
        auto *table = fixture.find<QTableView>("behavioursTable");
        const QAbstractItemModelTester tester(table->model());
        fixture.panel.show();
        fixture.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&fixture.panel));
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));

        QTest::keyClick(table, Qt::Key_Space);
        QVERIFY(!fixture.behaviours.rules().at(0).isEnabled);
        fixture.behaviours.move(0, 2);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Delete);

        QCOMPARE(fixture.behaviours.rules().size(), 2);
        QCOMPARE(fixture.sentence(1), QStringLiteral("When room:lobby is joined → allow"));
    }

    void aRuleIsCheckedWhileOneTypesAndCountsWhenApplied()
    {
        Fixture fixture;
        QVERIFY(fixture.behaviours.loadReadySet(QStringLiteral("echo")).isEmpty());
        auto *table = fixture.find<QTableView>("behavioursTable");
        table->setCurrentIndex(table->model()->index(0, 0));
        auto *editor = fixture.find<JsonEditor>("ruleEditor");
        auto *apply = fixture.find<QPushButton>("ruleApply");

        editor->setPlainText(QStringLiteral("{\"on\": \"leave\"}"));
        QTRY_VERIFY(!apply->isEnabled());
        editor->setPlainText(
            QStringLiteral("{\"on\": \"join\", \"topic\": \"a:*\", \"crash\": {}}"));
        QTRY_VERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);

        QCOMPARE(fixture.sentence(0), QStringLiteral("When a:* is joined → crash"));
    }

    void aPresenceModelShowsWhoIsHereAndWhoLeft()
    {
        PresenceModel model;
        const QAbstractItemModelTester tester(&model);
        app::PresenceTopic topic;
        topic.keys = {{.key = QStringLiteral("ann"),
                       .metas = {{.ref = QStringLiteral("r1"), .json = "{}", .sinceUs = 1}},
                       .flaps = 2},
                      {.key = QStringLiteral("bob"),
                       .metas = {{.ref = QStringLiteral("r2"), .json = "{}", .leftUs = 2}},
                       .goneUs = 2}};

        model.setTopic(topic);

        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, PresenceModel::State).data().toString(), QStringLiteral("here"));
        QCOMPARE(model.index(0, PresenceModel::Flaps).data().toString(), QStringLiteral("2"));
        QCOMPARE(model.index(1, PresenceModel::State).data().toString(), QStringLiteral("left"));
        model.setTopic({});
        QCOMPARE(model.rowCount(), 0);
    }
};

PHX_TEST_CLASS(BehavioursPanelTest)

} // namespace phx::ui

#include "tst_behaviourspanel.moc"
