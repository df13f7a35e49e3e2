// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/messagerow.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace phx::ui {

class ExplainPage;
class PayloadPage;

//! \brief Everything about the selected row: Explain, Payload, Frame, Hex. Only the tab that is
//! shown is filled. Threads: GUI.
class DetailPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPanel(QWidget *parent = nullptr);

    //! \param pair the other row of the pair, if there is one
    void setDetail(const app::MessageDetail &detail, const std::optional<app::MessageRow> &pair);
    //! Nothing is selected.
    void clear();
    //! 0 if nothing is shown.
    [[nodiscard]] quint64 sequence() const;
    void showExplain();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fill();
    void fillFrame();
    void applyTheme();
    [[nodiscard]] QString payloadText() const;

    QTabWidget *m_tabs = nullptr;
    ExplainPage *m_explain = nullptr;
    PayloadPage *m_payload = nullptr;
    QWidget *m_framePage = nullptr;
    QLabel *m_frameHead = nullptr;
    QPlainTextEdit *m_frame = nullptr;
    QPlainTextEdit *m_hex = nullptr;
    std::optional<app::MessageDetail> m_detail;
    std::optional<app::MessageRow> m_pair;
};

} // namespace phx::ui
