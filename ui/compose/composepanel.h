// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/compose/composer.h"
#include "app/state/livesnapshot.h"
#include "server/endpoint/endpointthread.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;
class QTabWidget;

namespace phx::app {
class Clients;
class Hosting;
struct BuiltinState;
} // namespace phx::app

namespace phx::ui {

class AnswerView;
class CompositionGuard;
class JsonEditor;
class RepeatBar;
class SavedMessagesView;
class SendTarget;
class VariablesView;

//! \brief Writes a message and sends it: as the server to all of a topic, to all but one, or to one
//! client, or as a client of the program's own, whose answer is shown beside it; as JSON, as bytes,
//! or as a raw frame that may be wrong on purpose.
//!
//! The payload goes out as the text that was typed, with the values of its variables. What was sent
//! and the draft survive a restart.
class ComposePanel : public QWidget
{
    Q_OBJECT

public:
    ComposePanel(app::Hosting &hosting, app::Clients &clients, QWidget *parent = nullptr);
    ~ComposePanel() override;

    void setTopic(const QByteArray &topic);
    //! Sends to this client from now on; 0: to all.
    void setClient(quint64 connection);
    //! A client of the program's own sends from now on.
    void setSender(int client);
    [[nodiscard]] QString topic() const;
    //! What could be sent next; does nothing if somebody has typed an event or a payload.
    void suggest(const QString &event, const QString &payload);
    void setSnapshot(const app::LiveSnapshot &snapshot);
    //! Puts the cursor where typing goes on: the payload, or the first empty field.
    void focusEditor();
    //! Puts a message into the fields; what was there goes into the history.
    void setMessage(const app::ComposedMessage &message);

    //! Why Send is off, one sentence; empty: it is on.
    [[nodiscard]] QString obstacle();
    //! Sends what the fields hold, unless obstacle() or an input method is composing; while a
    //! repetition runs it ends it.
    void send();

Q_SIGNALS:
    //! \param connection 0: to all, or as a client
    void sent(quint64 connection, const QByteArray &topic, const QByteArray &event,
              const QByteArray &payload);
    //! "New client…"
    void newClientRequested();
    //! One sentence: something typed could not be kept.
    void failed(const QString &problem);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildForm();
    void buildSide();
    void connectFields();
    void connectSide();
    void addShortcuts();
    void retranslate();
    void retranslateBodies();
    void retranslateForm();
    void applyTheme();
    void updateState();
    void handleForm();
    void completeTopics();
    [[nodiscard]] app::ComposedMessage::Body body() const;
    [[nodiscard]] bool isSenderGone() const;
    [[nodiscard]] QString fieldsProblem();
    [[nodiscard]] QString serverObstacle() const;
    [[nodiscard]] QString clientObstacle(const app::BuiltinState &client) const;
    [[nodiscard]] QString hint() const;
    [[nodiscard]] QString clientHint(const app::BuiltinState &client) const;
    [[nodiscard]] app::ComposedMessage fields() const;
    void showMessage(const app::ComposedMessage &message);
    void keepDraft();
    void openHistory();
    void openMalformed();
    void chooseFile();
    void askForName();
    bool sendOnce();
    bool takeDrop(QEvent *event);

    app::Hosting &m_hosting;
    app::Clients &m_clients;
    app::Composer m_composer;
    QTimer m_draftTimer; //!< typing does not write the draft at every key
    app::LiveSnapshot m_snapshot;
    server::EndpointStatus::State m_serverState;
    QString m_failure; //!< of the last sending, until something changes
    bool m_isShowing = false; //!< a message of the history is being put into the fields

    QLabel *m_targetLabel;
    SendTarget *m_target;
    QPushButton *m_newClient; //!< these two while the chosen sender is gone
    QPushButton *m_asServer;
    QComboBox *m_body;
    QLabel *m_topicLabel;
    QLineEdit *m_topic;
    QLabel *m_eventLabel;
    QLineEdit *m_event;
    QStringListModel *m_topicNames;
    QStringListModel *m_eventNames;
    JsonEditor *m_editor;
    QLabel *m_state;
    RepeatBar *m_repeat;
    QPushButton *m_file;
    QPushButton *m_malformed;
    QPushButton *m_historyButton;
    QPushButton *m_format;
    QPushButton *m_save;
    QPushButton *m_send;
    QTabWidget *m_side;
    SavedMessagesView *m_saved;
    VariablesView *m_variables;
    AnswerView *m_answer;
    CompositionGuard *m_guard;
};

} // namespace phx::ui
