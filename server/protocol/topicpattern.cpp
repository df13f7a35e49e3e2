// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/topicpattern.h"

namespace phx::protocol {

Result<TopicPattern, QString> TopicPattern::parse(const QByteArray &pattern)
{
    if (pattern.isEmpty())
        return QStringLiteral("A topic pattern must not be empty.");
    const qsizetype star = pattern.indexOf('*');
    if (star >= 0 && star != pattern.size() - 1)
        return QStringLiteral("The topic pattern \"%1\" has a * before its end; only the last "
                              "character may be one.")
            .arg(QString::fromUtf8(pattern));
    return TopicPattern(pattern);
}

bool TopicPattern::matches(QByteArrayView topic) const
{
    if (m_text.endsWith('*'))
        return topic.startsWith(QByteArrayView(m_text).chopped(1));
    return topic == m_text;
}

} // namespace phx::protocol
