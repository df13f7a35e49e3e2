// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/malformed.h"

#include <QCoreApplication>

namespace phx::app {

namespace {

using Body = ComposedMessage::Body;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::app::Malformed)
};

MalformedExample example(const QString &name, Body body, const QString &text)
{
    return {.name = name, .message = {.text = text, .body = body}};
}

} // namespace

QList<MalformedExample> malformedExamples(const QString &topic)
{
    const auto text = [&topic](const char *pattern) {
        return QString::fromLatin1(pattern).replace(QLatin1String("TOPIC"), topic);
    };
    return {
        example(Text::tr("JSON that ends too early"), Body::RawText,
                text(R"([null,"1","TOPIC","new_msg",{"body":)")),
        example(Text::tr("An array of four instead of five"), Body::RawText,
                text(R"([null,"1","TOPIC","new_msg"])")),
        example(Text::tr("An object instead of an array (V1 on a V2 socket)"), Body::RawText,
                text(R"({"topic":"TOPIC","event":"new_msg","payload":{},"ref":"1"})")),
        example(Text::tr("A topic that is a number"), Body::RawText,
                QStringLiteral(R"([null,"1",5,"new_msg",{}])")),
        example(Text::tr("A ref that is a number"), Body::RawText,
                text(R"([null,1,"TOPIC","new_msg",{}])")),
        example(Text::tr("A payload that is null"), Body::RawText,
                text(R"([null,"1","TOPIC","new_msg",null])")),
        example(Text::tr("Nothing at all"), Body::RawText, QString()),
        example(Text::tr("Text that is not UTF-8"), Body::RawBytes,
                QStringLiteral("5b 6e 75 6c 6c 2c 22 ff fe 22 5d")),
        example(Text::tr("A binary frame that ends in its head"), Body::RawBinary,
                QStringLiteral("00 01 01 0a")),
        example(Text::tr("A binary frame of unknown kind"), Body::RawBinary,
                QStringLiteral("07 00 00 00 00")),
    };
}

} // namespace phx::app
