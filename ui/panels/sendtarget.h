// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"

#include <QComboBox>
#include <QList>

namespace phx::ui {

//! \brief Chooses who gets what the server sends on a topic: all, or one client that is on it.
//!
//! A chosen client stays chosen when it leaves: a choice never turns silently into another
//! receiver.
class SendTarget : public QComboBox
{
    Q_OBJECT

public:
    explicit SendTarget(QWidget *parent = nullptr);

    void setTopic(const QString &topic);
    void setSnapshot(const app::LiveSnapshot &snapshot);
    //! \param connection 0: all
    void setConnection(quint64 connection);

    //! 0: all.
    [[nodiscard]] quint64 connection() const { return m_connection; }
    //! True for all, even if nobody is there.
    [[nodiscard]] bool isOnTopic() const { return m_connection == 0 || m_isOnTopic; }
    //! How many clients are on the topic.
    [[nodiscard]] int subscribers() const { return m_subscribers; }

Q_SIGNALS:
    //! What the functions above answer may have changed.
    void targetChanged();

protected:
    void changeEvent(QEvent *event) override;
    void hidePopup() override;

private:
    struct Target
    {
        quint64 connection = 0;
        QString text {};

        friend bool operator==(const Target &, const Target &) = default;
    };

    void update();
    [[nodiscard]] QList<Target> collectTargets();
    [[nodiscard]] static QString clientName(const app::ClientState &client);

    QString m_topic;
    QList<app::ClientState> m_clients;
    QList<Target> m_targets; //!< as shown
    quint64 m_connection = 0;
    bool m_isOnTopic = true;
    int m_subscribers = 0;
};

} // namespace phx::ui
