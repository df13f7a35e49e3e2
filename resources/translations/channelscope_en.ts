<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>phx::ui::BehavioursPanel</name>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::MessageView</name>
    <message numerus="yes">
        <source>%Ln newer row(s) · Space to release</source>
        <translation>
            <numerusform>%Ln newer row · Space to release</numerusform>
            <numerusform>%Ln newer rows · Space to release</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln newer row(s) · End to follow</source>
        <translation>
            <numerusform>%Ln newer row · End to follow</numerusform>
            <numerusform>%Ln newer rows · End to follow</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::PresencePanel</name>
    <message numerus="yes">
        <source>%n key(s) on %1</source>
        <translation>
            <numerusform>%n key on %1</numerusform>
            <numerusform>%n keys on %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::StatusBar</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>%n topic</numerusform>
            <numerusform>%n topics</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) · %1</source>
        <translation>
            <numerusform>%Ln message · %1</numerusform>
            <numerusform>%Ln messages · %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::SubscribersPanel</name>
    <message numerus="yes">
        <source>%n subscriber(s) of %1</source>
        <translation>
            <numerusform>%n subscriber of %1</numerusform>
            <numerusform>%n subscribers of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody is on %1. %n client(s) refused.</source>
        <translation>
            <numerusform>Nobody is on %1. %n client refused.</numerusform>
            <numerusform>Nobody is on %1. %n clients refused.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::BuiltinText</name>
    <message numerus="yes">
        <source>Joined %n time(s)</source>
        <translation>
            <numerusform>Joined once</numerusform>
            <numerusform>Joined %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::ClientCommands</name>
    <message numerus="yes">
        <source>Crash %n channel(s) (phx_error)</source>
        <translation>
            <numerusform>Crash %n channel (phx_error)</numerusform>
            <numerusform>Crash %n channels (phx_error)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n channel(s) (phx_close)</source>
        <translation>
            <numerusform>Close %n channel (phx_close)</numerusform>
            <numerusform>Close %n channels (phx_close)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::Explanation</name>
    <message numerus="yes">
        <source>The server sent it once to *%n* subscriber(s).</source>
        <translation>
            <numerusform>The server sent it once to *%n* subscriber.</numerusform>
            <numerusform>The server sent it once to each of *%n* subscribers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It follows from a message of *%1* and went to *%n* subscriber(s).</source>
        <translation>
            <numerusform>It follows from a message of *%1* and went to *%n* subscriber.</numerusform>
            <numerusform>It follows from a message of *%1* and went to *%n* subscribers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::NavigatorText</name>
    <message numerus="yes">
        <source>%n subscriber(s)</source>
        <translation>
            <numerusform>%n subscriber</numerusform>
            <numerusform>%n subscribers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Client %1, connected, %n channel(s) refused or crashed</source>
        <translation>
            <numerusform>Client %1, connected, %n channel refused or crashed</numerusform>
            <numerusform>Client %1, connected, %n channels refused or crashed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Topic %1, %n subscriber(s), last join refused</source>
        <translation>
            <numerusform>Topic %1, %n subscriber, last join refused</numerusform>
            <numerusform>Topic %1, %n subscribers, last join refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Topic %1, %n subscriber(s)</source>
        <translation>
            <numerusform>Topic %1, %n subscriber</numerusform>
            <numerusform>Topic %1, %n subscribers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::RowText</name>
    <message numerus="yes">
        <source>Broadcast of %1 on %2 to %n client(s)</source>
        <translation>
            <numerusform>Broadcast of %1 on %2 to %n client</numerusform>
            <numerusform>Broadcast of %1 on %2 to %n clients</numerusform>
        </translation>
    </message>
</context>
</TS>
