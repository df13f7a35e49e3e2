// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/script/scripthost/modules.h"

#include "server/script/scripthost/resourceimage.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QResource>

namespace phx::server::script {

Modules::~Modules()
{
    unregister();
}

void Modules::unregister()
{
    if (!m_image.isEmpty())
        QResource::unregisterResource(reinterpret_cast<const uchar *>(m_image.constData()));
}

void Modules::load(const QString &entry, const QMap<QString, QByteArray> &texts)
{
    unregister();
    m_loaded.clear();
    m_entry = entry;
    m_texts = texts;
    m_root = QStringLiteral("script-%1").arg(++m_version);
    m_image = resourceImage(m_root, texts);
    QResource::registerResource(reinterpret_cast<const uchar *>(m_image.constData()));
}

QJSValue Modules::entry()
{
    return module(m_entry);
}

QJSValue Modules::channel(const QString &path)
{
    return module(QDir::cleanPath(QFileInfo(m_entry).path() + QLatin1Char('/') + path));
}

QJSValue Modules::module(const QString &path)
{
    if (const auto found = m_loaded.constFind(path); found != m_loaded.cend())
        return *found;
    if (!m_texts.contains(path)) {
        const QString sentence = QStringLiteral("there is no module %1: name it as a plain text, "
                                                "as a file in the folder of the workspace");
        return m_engine.newErrorObject(QJSValue::GenericError, sentence.arg(path));
    }
    QJSValue loaded = m_engine.importModule(QStringLiteral(":/%1/%2").arg(m_root, path));
    // What the module throws while it is loaded may be left behind in the engine.
    if (m_engine.hasError())
        loaded = m_engine.catchError();
    m_loaded.insert(path, loaded);
    return loaded;
}

QString Modules::shortName(QString text)
{
    static const QRegularExpression prefix(QStringLiteral("qrc:/+script-[0-9]+/"));
    return text.remove(prefix);
}

} // namespace phx::server::script
