// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/arguments.h"

#include <QByteArray>
#include <QString>

namespace phx::app::bench {

//! What a measurement is asked to do. Each kind uses some of it; the others are refused.
struct BenchOptions
{
    int clients = 1'000; //!< connections, 1 to 100,000
    int window = 4; //!< messages under way at a time, 1 to 64
    int payloadBytes = 100; //!< of the JSON payload, 16 to 1,000,000
    double seconds = 5; //!< of measuring, 0.1 to 600
    int rate = 0; //!< deliveries a second; 0: as fast as the window allows
    int threads = 1; //!< of the server
    bool capture = false; //!< the server observes and records
    QString protocol = QStringLiteral("phoenix"); //!< what the server at `port` speaks
    int port = 0; //!< of a server that runs already; 0: start our own
    int pid = 0; //!< of that server, for its CPU; 0: our own
    bool floor = false; //!< `server`: the bare loop
};

//! The options that the kinds of bench take between them.
QList<OptionSpec> benchOptionSpecs();

//! \param allowed names of the options that the kind uses
//! \return a sentence about what is wrong
Result<BenchOptions, QString> parseBenchOptions(const Arguments &arguments, const QString &kind,
                                                const QStringList &allowed);

} // namespace phx::app::bench
