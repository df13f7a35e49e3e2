// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/clients/clients.h"
#include "app/hosting.h"
#include "app/workspace/endpointbuilder.h"
#include "ui/models/messagemodel.h"
#include "ui/models/rowtext.h"
#include "ui/views/messageview.h"
#include "ui/window/mainwindow.h"

namespace phx::test {

//! The default workspace, on a port that the kernel chooses.
inline server::EndpointConfig anyPort()
{
    auto config = app::toEndpointConfig(app::Workspace::makeDefault());
    config.value().port = 0;
    return config.value();
}

//! The window with its hosting, as main() makes them.
struct Application
{
    explicit Application(const server::EndpointConfig &config = anyPort())
        : hosting(config, QString())
        , clients(hosting)
        , window(hosting, clients)
    {
        window.resize(1280, 800);
        window.show();
        problem = hosting.open();
        if (problem.isEmpty())
            problem = window.openCapture();
        hosting.startServer();
    }

    ~Application()
    {
        clients.stopAndWait();
        hosting.endpoint().stopAndWait();
    }

    [[nodiscard]] quint16 port() { return hosting.endpoint().status().port; }
    [[nodiscard]] bool isListening()
    {
        return hosting.endpoint().status().state == server::EndpointStatus::State::Listening;
    }
    template<class Widget>
    [[nodiscard]] Widget *find(const char *name)
    {
        return window.findChild<Widget *>(QString::fromLatin1(name));
    }

    app::Hosting hosting;
    app::Clients clients;
    ui::MainWindow window;
    QString problem;
};

//! \return -1 if there is none
inline int rowOfEvent(const ui::MessageModel &model, const QString &event)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, int(ui::Column::Event)).data().toString() == event)
            return row;
    }
    return -1;
}

inline ui::MessageModel &modelOf(Application &application)
{
    return *static_cast<ui::MessageModel *>(
        application.find<ui::MessageView>("messageView")->model());
}

} // namespace phx::test
