// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"
#include "server/endpoint/endpointthread.h"
#include "ui/models/composehistory.h"

#include <QSettings>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;

namespace phx::app {
class Hosting;
}

namespace phx::ui {

class CompositionGuard;
class JsonEditor;
class SendTarget;

//! \brief Writes a message and sends it as the server: to all of a topic or to one client on it.
//!
//! The payload goes out as the text that was typed. What was sent and the draft survive a restart.
class ComposePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ComposePanel(app::Hosting &hosting, QWidget *parent = nullptr);
    ~ComposePanel() override;

    void setTopic(const QByteArray &topic);
    //! Sends to this client from now on; 0: to all.
    void setClient(quint64 connection);
    void setSnapshot(const app::LiveSnapshot &snapshot);
    //! Puts the cursor where typing goes on: the payload, or the first empty field.
    void focusEditor();
    //! Puts a message into the fields; what was there goes into the history.
    void setMessage(const ComposedMessage &message);

    //! Why Send is off, one sentence; empty: it is on.
    [[nodiscard]] QString obstacle() const;
    //! Sends what the fields hold, unless obstacle() or an input method is composing.
    void send();

Q_SIGNALS:
    //! \param connection 0: to all
    void sent(quint64 connection, const QByteArray &topic, const QByteArray &event,
              const QByteArray &payload);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addShortcuts();
    void retranslate();
    void applyTheme();
    void updateState();
    void completeTopics();
    [[nodiscard]] QString hint() const;
    [[nodiscard]] ComposedMessage fields() const;
    void showMessage(const ComposedMessage &message);
    void keepDraft();
    void openHistory();

    app::Hosting &m_hosting;
    QSettings m_settings;
    ComposeHistory m_history;
    QTimer m_draftTimer; //!< typing does not write the settings at every key
    app::LiveSnapshot m_snapshot;
    server::EndpointStatus::State m_serverState;
    bool m_isShowing = false; //!< a message of the history is being put into the fields

    QLabel *m_targetLabel;
    SendTarget *m_target;
    QLabel *m_topicLabel;
    QLineEdit *m_topic;
    QLabel *m_eventLabel;
    QLineEdit *m_event;
    QStringListModel *m_topicNames;
    QStringListModel *m_eventNames;
    JsonEditor *m_editor;
    QLabel *m_state;
    QPushButton *m_historyButton;
    QPushButton *m_format;
    QPushButton *m_send;
    CompositionGuard *m_guard;
};

} // namespace phx::ui
