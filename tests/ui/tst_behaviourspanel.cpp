// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviours.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "tests/support/testcase.h"
#include "ui/behaviours/behaviourspanel.h"
#include "ui/models/behavioursmodel.h"
#include "ui/models/presencemodel.h"
#include "ui/views/jsoneditor.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
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

        void type(const char *name, const QString &text)
        {
            auto *field = find<QLineEdit>(name);
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, text);
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
        fixture.find<QTabWidget>("ruleViews")->setCurrentIndex(1);

        editor->setPlainText(QStringLiteral("{\"on\": \"leave\"}"));
        QTRY_VERIFY(!apply->isEnabled());
        editor->setPlainText(
            QStringLiteral("{\"on\": \"join\", \"topic\": \"a:*\", \"crash\": {}}"));
        QTRY_VERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);

        QCOMPARE(fixture.sentence(0), QStringLiteral("When a:* is joined → crash"));
    }

    void aRuleIsMadeInTheFormWithoutJson()
    {
        Fixture fixture;
        QVERIFY(fixture.behaviours.loadReadySet(QStringLiteral("denier")).isEmpty());
        const auto *state = fixture.find<QLabel>("ruleState");
        QTest::mouseClick(fixture.find<QPushButton>("behavioursAdd"), Qt::LeftButton);
        const int row = fixture.find<QTableView>("behavioursTable")->currentIndex().row();

        fixture.type("ruleTopic", QStringLiteral("order:{id}"));
        fixture.type("ruleEvent", QStringLiteral("quantity_changed"));
        QTest::mouseClick(fixture.find<QPushButton>("ruleAddCondition"), Qt::LeftButton);
        fixture.type("conditionValue", QStringLiteral("payload.qty"));
        fixture.type("actionPayload", QStringLiteral("{\"total\": {{payload.qty}}}"));
        QCOMPARE(state->text(), QStringLiteral("Changed, not applied yet"));
        QTest::mouseClick(fixture.find<QPushButton>("ruleApply"), Qt::LeftButton);

        QVERIFY(state->text().isEmpty());
        QCOMPARE(fixture.sentence(row),
                 QStringLiteral("When topic order:{id}, event quantity_changed, if payload.qty "
                                "exists → reply ok"));
        QCOMPARE(fixture.behaviours.rules().at(row).actions.at(0).payload.text(),
                 R"({"total": "{{payload.qty}}"})");
    }

    void aMistakeIsToldAtItsFieldAndHoldsTheOtherViewBack()
    {
        Fixture fixture;
        QVERIFY(fixture.behaviours.loadReadySet(QStringLiteral("echo")).isEmpty());
        auto *table = fixture.find<QTableView>("behavioursTable");
        table->setCurrentIndex(table->model()->index(1, 0));
        auto *views = fixture.find<QTabWidget>("ruleViews");
        const auto *payload = fixture.find<QLineEdit>("actionPayload");
        const auto problemAt = [](const QWidget *field) {
            return field->parentWidget()->findChild<QLabel *>(QStringLiteral("ruleProblem"));
        };

        fixture.type("actionPayload", QStringLiteral("{\"a\""));

        QTRY_VERIFY(problemAt(payload)->isVisible());
        QVERIFY(!problemAt(fixture.find<QLineEdit>("ruleTopic"))->isVisible());
        QVERIFY(!fixture.find<QPushButton>("ruleApply")->isEnabled());
        QVERIFY(!views->isTabEnabled(1));
        fixture.type("actionPayload", QStringLiteral("{\"a\": 1}"));
        QVERIFY(!problemAt(payload)->isVisible());
        views->setCurrentIndex(1);
        QVERIFY(fixture.find<JsonEditor>("ruleEditor")
                    ->toPlainText()
                    .contains(QStringLiteral("\"a\": 1")));
    }

    void bothViewsShowTheSameRule()
    {
        Fixture fixture;
        QVERIFY(fixture.behaviours.loadReadySet(QStringLiteral("echo")).isEmpty());
        auto *views = fixture.find<QTabWidget>("ruleViews");
        views->setCurrentIndex(1);

        fixture.find<JsonEditor>("ruleEditor")
            ->setPlainText(QStringLiteral("{\"on\": \"join\", \"topic\": \"b:*\", "
                                          "\"then\": [{\"push\": {\"event\": \"tick\", "
                                          "\"every_ms\": 500}}]}"));
        QTRY_VERIFY(views->isTabEnabled(0));
        views->setCurrentIndex(0);

        QCOMPARE(fixture.find<QComboBox>("ruleTrigger")->currentIndex(), 0);
        QCOMPARE(fixture.find<QLineEdit>("ruleTopic")->text(), QStringLiteral("b:*"));
        QVERIFY(!fixture.find<QLineEdit>("ruleEvent")->isVisible());
        QCOMPARE(fixture.find<QLineEdit>("actionName")->text(), QStringLiteral("tick"));
        QVERIFY(!fixture.find<QComboBox>("actionStatus")->isVisible());
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
