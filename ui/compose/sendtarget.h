// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/builtinstate.h"
#include "app/compose/sendroute.h"
#include "app/state/livesnapshot.h"

#include <QComboBox>
#include <QList>

namespace phx::ui {

//! \brief Chooses who sends and who gets it: the server to all of a topic, to one client that is on
//! it, or to all but one; or a client of the program's own to its server.
//!
//! A chosen client stays chosen when it leaves: a choice never turns silently into another
//! receiver or sender.
class SendTarget : public QComboBox
{
    Q_OBJECT

public:
    //! A raw frame needs no topic, but one connection that it goes to.
    enum class Form : quint8 { Message, Frame };

    explicit SendTarget(QWidget *parent = nullptr);

    void setTopic(const QString &topic);
    void setForm(Form form);
    void setSnapshot(const app::LiveSnapshot &snapshot);
    void setClients(const QList<app::BuiltinState> &clients);
    //! \param connection 0: all
    void setConnection(quint64 connection);
    //! A client of the program's own sends.
    void setSender(int client);

    [[nodiscard]] const app::SendRoute &route() const { return m_route; }
    //! 0: all.
    [[nodiscard]] quint64 connection() const { return m_route.id; }
    //! Null if the server sends, or if the client is gone.
    [[nodiscard]] const app::BuiltinState *sender() const;
    //! The choice can be carried out; true for all, even if nobody is there, and for every client
    //! of the program's own, whatever its state.
    [[nodiscard]] bool isReachable() const { return m_isReachable; }
    //! How many will get it.
    [[nodiscard]] int recipients() const;

Q_SIGNALS:
    //! What the functions above answer may have changed.
    void targetChanged();

protected:
    void changeEvent(QEvent *event) override;
    void hidePopup() override;

private:
    struct Target
    {
        app::SendRoute route {};
        QString text {};

        friend bool operator==(const Target &, const Target &) = default;
    };

    void choose(const app::SendRoute &route);
    void update();
    [[nodiscard]] QList<Target> collectTargets();
    [[nodiscard]] QString targetText(app::SendRoute::Kind kind, const QString &client) const;
    [[nodiscard]] QString senderText(const QString &client) const;
    [[nodiscard]] QString lostText() const;
    [[nodiscard]] static QString clientName(const app::ClientState &client);

    QString m_topic;
    Form m_form = Form::Message;
    QList<app::ClientState> m_clients;
    QList<app::BuiltinState> m_senders;
    QList<Target> m_targets; //!< as shown
    app::SendRoute m_route;
    bool m_isReachable = true;
    int m_subscribers = 0;
};

} // namespace phx::ui
