// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <utility>

namespace phx::client {

//! \brief Connect params, and how they become a query (phoenix assets/js/phoenix/ajax.js).
//!
//! Unlike QJsonObject they keep their order and know `undefined`. A value type.
class UrlParams
{
public:
    enum class Kind : quint8 {
        Null, //!< an empty piece of the query, seen as "&&"
        Undefined, //!< the text "undefined"
        Text,
        Tree, //!< an object, or an array whose keys are its indices
    };

    UrlParams() = default; //!< an object without keys: no query
    //! Keys in QJsonObject's order, which is the alphabet's.
    UrlParams(const QJsonObject &object);

    static UrlParams null() { return UrlParams(Kind::Null); }
    static UrlParams undefined() { return UrlParams(Kind::Undefined); }
    static UrlParams text(const QString &text);
    static UrlParams array(const QList<UrlParams> &elements);
    static UrlParams value(const QJsonValue &value);

    //! Adds a key to an object. \return *this
    UrlParams &add(const QString &key, const UrlParams &value);
    UrlParams &add(const QString &key, const QString &value) { return add(key, text(value)); }

    //! `url` with these behind "?", or "&" if it has a query already. \param url percent-encoded
    [[nodiscard]] QByteArray appendedTo(const QByteArray &url) const;

private:
    explicit UrlParams(Kind kind)
        : m_kind(kind)
    { }
    [[nodiscard]] QByteArray serialize(const QString &parentKey) const;

    Kind m_kind = Kind::Tree;
    QString m_text;
    QList<std::pair<QString, UrlParams>> m_members;
};

} // namespace phx::client
