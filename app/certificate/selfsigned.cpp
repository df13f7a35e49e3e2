// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/certificate/selfsigned.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <memory>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace phx::app {

namespace {

template<class T, void (*Free)(T *)>
struct Freer
{
    void operator()(T *object) const { Free(object); }
};

using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY, &EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509, &X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION, &X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO, &BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Freer<BIGNUM, &BN_free>>;

constexpr long HourSeconds = 3'600;
constexpr int SerialBits = 127; //!< RFC 5280 §4.1.2.2: positive, at most 20 bytes
const long Version3 = 2;

//! "DNS:localhost", "IP:::1"; empty: neither a name nor an address.
QString alternativeName(const QString &host)
{
    const QHostAddress address(host);
    if (!address.isNull() && address.scopeId().isEmpty())
        return QStringLiteral("IP:") + address.toString();
    static const QRegularExpression name(QRegularExpression::anchoredPattern(
        QStringLiteral("(\\*\\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
                       "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")));
    const bool isName = host.size() <= 253 && name.match(host).hasMatch();
    return isName ? QStringLiteral("DNS:") + host : QString();
}

bool addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509 *certificate)
{
    const Number number(BN_new());
    return number && BN_rand(number.get(), SerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
        && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool setName(X509 *certificate, const QByteArray &commonName)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    const auto add = [name](const char *field, const QByteArray &text) {
        return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                          reinterpret_cast<const uchar *>(text.constData()),
                                          int(text.size()), -1, 0)
            == 1;
    };
    // X.520 bounds a common name to 64 characters; what counts is the list of alternative names.
    return add("O", "Channelscope, self-signed") && add("CN", commonName.left(64))
        && X509_set_issuer_name(certificate, name) == 1;
}

bool fill(X509 *certificate, EVP_PKEY *key, const QString &names, const QByteArray &commonName,
          std::chrono::days lifetime)
{
    const long seconds = std::chrono::duration_cast<std::chrono::seconds>(lifetime).count();
    return X509_set_version(certificate, Version3) == 1 && setSerial(certificate)
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -HourSeconds) != nullptr
        && X509_gmtime_adj(X509_getm_notAfter(certificate), seconds) != nullptr
        && setName(certificate, commonName) && X509_set_pubkey(certificate, key) == 1
        && addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
        // No key usage: without keyCertSign some versions of OpenSSL find no self-signature, and
        // with it this would have to be an authority.
        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
        && addExtension(certificate, NID_subject_alt_name, names.toLatin1())
        && addExtension(certificate, NID_subject_key_identifier, "hash")
        && X509_sign(certificate, key, EVP_sha256()) > 0;
}

QByteArray contentOf(BIO *memory)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    return {bytes, qsizetype(size)};
}

} // namespace

Result<SelfSigned, QString> makeSelfSigned(const QStringList &hosts, std::chrono::days lifetime)
{
    QStringList names;
    for (const QString &host : hosts) {
        const QString name = alternativeName(host);
        if (name.isEmpty())
            return QStringLiteral("\"%1\" is neither a host name nor an address")
                .arg(host.left(60));
        names.append(name);
    }
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    const Memory certificateText(BIO_new(BIO_s_mem()));
    const Memory keyText(BIO_new(BIO_s_mem()));
    const bool isMade = key && certificate && certificateText && keyText
        && fill(certificate.get(), key.get(), names.join(QLatin1Char(',')),
                hosts.constFirst().toLatin1(), lifetime)
        && PEM_write_bio_X509(certificateText.get(), certificate.get()) == 1
        && PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
            == 1;
    if (!isMade) {
        const char *reason = ERR_reason_error_string(ERR_get_error());
        return QStringLiteral("OpenSSL could not make a certificate: %1")
            .arg(QLatin1String(reason == nullptr ? "unknown reason" : reason));
    }
    return SelfSigned {.certificate = contentOf(certificateText.get()),
                       .key = contentOf(keyText.get())};
}

} // namespace phx::app
