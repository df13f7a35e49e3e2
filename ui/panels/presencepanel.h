// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/state/livesnapshot.h"

#include <QJsonObject>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace phx::app {
class Hosting;
}

namespace phx::ui {

class PresenceModel;
class PresenceLogModel;

//! \brief Who is present on a topic, by key and metas, what changed, and test users by hand.
class PresencePanel : public QWidget
{
    Q_OBJECT

public:
    explicit PresencePanel(app::Hosting &hosting, QWidget *parent = nullptr);

    void setTopic(const QByteArray &topic);
    //! Not shown while the panel is hidden.
    void setSnapshot(const app::LiveSnapshot &snapshot);

Q_SIGNALS:
    //! The message that told of a change.
    void rowRequested(quint64 sequence);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectCommands();
    void retranslate();
    void applyTheme();
    void showLatest();
    void updateState();
    [[nodiscard]] QString emptyText() const;
    void tell(const QString &problem);
    //! The meta in its field; nullopt: it is no JSON object, which was told.
    std::optional<QJsonObject> meta();

    app::Hosting &m_hosting;
    app::LiveSnapshot m_latest;
    QByteArray m_topic;
    PresenceModel *m_model;
    PresenceLogModel *m_log;
    QLabel *m_title;
    QLabel *m_state;
    QLineEdit *m_key;
    QLineEdit *m_meta;
    QPushButton *m_track;
    QPushButton *m_update;
    QPushButton *m_untrack;
    QTableView *m_table;
    QTableView *m_logTable;
    QLabel *m_empty;
    QPushButton *m_what;
    bool m_isExplaining = false; //!< "What is presence?" was asked
    QStackedLayout *m_stack;
};

} // namespace phx::ui
