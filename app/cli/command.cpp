// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/command.h"

#include "app/cli/standardoutput.h"
#include "app/workspace/visibletext.h"

#include <cstdio>

namespace phx::app {

int report(const QString &command, const QString &sentence, ExitStatus status)
{
    const QString name = command.isEmpty() ? QString() : QLatin1Char(' ') + command;
    const QString line =
        QStringLiteral("channelscope-cli%1: %2").arg(name, visibleText(sentence, 2000));
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    return status;
}

int print(const QString &text)
{
    StandardOutput output;
    output.write(text.toUtf8());
    if (output.state() != StandardOutput::State::Failed)
        return ExitStatus::Done;
    return report({},
                  QStringLiteral("cannot write to standard output: %1").arg(output.errorString()),
                  ExitStatus::Failed);
}

} // namespace phx::app
