// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "client/herd.h"
#include "ui/models/herdrun.h"

#include <QDialog>

#include <optional>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace phx::app {
class Hosting;
}

namespace phx::ui {

class HerdCurve;
class HerdHistogramView;

//! \brief Starts thousands of simulated clients, drops them all, and shows live how they come
//! back, beside the run before. Closing it ends the herd.
class HerdDialog : public QDialog
{
    Q_OBJECT

public:
    //! \param hosting must outlive this
    explicit HerdDialog(app::Hosting &hosting, QWidget *parent = nullptr);

    //! What it was told last.
    [[nodiscard]] const HerdRun &run() const { return m_run; }
    void done(int result) override;

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    [[nodiscard]] QFormLayout *buildForm();
    void connectAll();
    void start();
    void dropAll();
    void handleSnapshot(const client::HerdSnapshot &snapshot);
    [[nodiscard]] client::HerdOptions options() const;
    void render();
    void retranslate();
    void applyTheme();
    void showProblem(const QString &sentence);
    [[nodiscard]] QString countsText() const;
    [[nodiscard]] QString timesText(const HerdRun &run) const;

    app::Hosting &m_hosting;
    client::Herd m_herd;
    HerdRun m_run;
    std::optional<HerdRun> m_before;

    QLabel *m_urlLabel;
    QLineEdit *m_url;
    QLabel *m_clientsLabel;
    QSpinBox *m_clients;
    QSpinBox *m_rate;
    QLabel *m_topicLabel;
    QLineEdit *m_topic;
    QLabel *m_jitterLabel;
    QSpinBox *m_jitter;
    QLabel *m_pushLabel;
    QLineEdit *m_event;
    QLineEdit *m_payload;
    QSpinBox *m_every;
    QPushButton *m_start;
    QPushButton *m_drop;
    QPushButton *m_disconnect;
    QPushButton *m_stop;
    QLabel *m_counts;
    QLabel *m_curveTitle;
    HerdCurve *m_curve;
    QLabel *m_timesTitle;
    HerdHistogramView *m_times;
    QLabel *m_summary;
    QLabel *m_problem;
};

} // namespace phx::ui
