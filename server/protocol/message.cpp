// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/message.h"

namespace phx::protocol {

QDebug operator<<(QDebug debug, const Message &message)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << '[' << message.joinRef << ',' << message.ref << ',' << message.topic << ','
                    << message.event << ',';
    if (message.payload.isBinary())
        debug << "binary of " << message.payload.bytes().size() << " bytes";
    else
        debug.noquote() << QString::fromUtf8(message.payload.bytes());
    debug << ']';
    return debug;
}

} // namespace phx::protocol
