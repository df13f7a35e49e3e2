// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJSEngine>
#include <QJSValue>
#include <QMap>
#include <QString>

namespace phx::server::script {

//! \brief The modules of the script in its newest version, given as texts. Nothing is read from
//! any file.
class Modules
{
public:
    explicit Modules(QJSEngine &engine)
        : m_engine(engine)
    { }
    ~Modules();

    //! Replaces all; what runs already keeps its code.
    void load(const QString &entry, const QMap<QString, QByteArray> &texts);
    //! The namespace of the socket module, or an error.
    QJSValue entry();
    //! The namespace of a channel's module, or an error. \param path relative to the socket module
    QJSValue channel(const QString &path);

    //! Without the prefix that module names have within the engine.
    static QString shortName(QString text);

private:
    QJSValue module(const QString &path);
    void unregister();

    QJSEngine &m_engine;
    QString m_entry;
    QString m_root; //!< changes with each load
    QMap<QString, QByteArray> m_texts;
    QHash<QString, QJSValue> m_loaded; //!< evaluated once
    QByteArray m_image; //!< registered with QResource
    int m_version = 0;
};

} // namespace phx::server::script
