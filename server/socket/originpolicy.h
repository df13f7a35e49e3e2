// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace phx::server {

//! An Origin field, taken apart.
struct Origin
{
    QByteArray scheme {}; //!< lowercase; empty: none given
    QByteArray host {}; //!< case kept; empty: none ("null", "file://")
    int port = 0; //!< given, or the scheme's; 0: none known
};

//! \brief Which browser origins may connect (protocol.md §1.7; phoenix
//! lib/phoenix/socket/transport.ex).
struct OriginPolicy
{
    enum class Mode : quint8 {
        Any, //!< check_origin: false
        UrlHost, //!< true: the origin's host equals the endpoint's URL host
        List, //!< an entry matches
        SameHost, //!< :conn — scheme, host and port of the request
        Function, //!< {M, F, A}: code of one's own decides
    };
    Mode mode = Mode::UrlHost;
    QList<QByteArray> entries {}; //!< of List: "//example.com", "https://*.ex.com", …
    //! Of Function: true lets it in; also asked about origins without a host. Called in server
    //! threads, perhaps in several at once.
    std::function<bool(const Origin &origin)> allows {};
};

//! What the request says of itself, for SameHost.
struct RequestHost
{
    QByteArray scheme = "http";
    QByteArray host {};
    quint16 port = 80;
};

//! \param origin the first Origin field; a null QByteArray if there is none, which is always
//! allowed \return true if the policy lets it in Stricter than Phoenix in one point: an origin with
//! userinfo ("http://evil@localhost") is refused.
bool isOriginAllowed(const OriginPolicy &policy, const QByteArray &origin,
                     const QByteArray &urlHost, const RequestHost &request);

//! \return a sentence if an entry of a list has no host, which Phoenix calls a configuration error
QString originEntryProblem(const QByteArray &entry);

} // namespace phx::server
