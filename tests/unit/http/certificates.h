#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

#include <string>

namespace skep::http::test {

// Certificates for one test program, made by the openssl program.
class Certificates {
public:
    // Files <name>.pem and <name>.key: a root of its own.
    bool makeRoot(const QString& name)
    {
        return openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                        QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                        QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=") + name,
                        QStringLiteral("-keyout"), path(name, "key"), QStringLiteral("-out"), path(name, "pem")});
    }
    // The same, signed by `root`, good for 127.0.0.1.
    bool makeLeaf(const QString& name, const QString& root)
    {
        QFile extensions(path(name, "ext"));
        if (!extensions.open(QIODevice::WriteOnly) || extensions.write("subjectAltName=IP:127.0.0.1\n") < 0)
            return false;
        extensions.close();
        return openssl({QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                        QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"), QStringLiteral("-subj"),
                        QStringLiteral("/O=test/CN=") + name, QStringLiteral("-keyout"), path(name, "key"),
                        QStringLiteral("-out"), path(name, "csr")})
            && openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), path(name, "csr"),
                        QStringLiteral("-CA"), path(root, "pem"), QStringLiteral("-CAkey"), path(root, "key"),
                        QStringLiteral("-CAcreateserial"), QStringLiteral("-days"), QStringLiteral("2"),
                        QStringLiteral("-extfile"), path(name, "ext"), QStringLiteral("-out"), path(name, "pem")});
    }
    // Trusts `root`, presents `leaf` (none when empty).
    [[nodiscard]] QSslConfiguration configuration(const QString& root, const QString& leaf) const
    {
        QSslConfiguration made;
        if (!root.isEmpty())
            made.setCaCertificates(QSslCertificate::fromPath(path(root, "pem")));
        if (!leaf.isEmpty()) {
            QFile key(path(leaf, "key"));
            (void)key.open(QIODevice::ReadOnly);
            made.setLocalCertificate(QSslCertificate::fromPath(path(leaf, "pem")).value(0));
            made.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        }
        return made;
    }
    [[nodiscard]] QString path(const QString& name, const char* suffix) const
    {
        return m_directory.filePath(name + QLatin1Char('.') + QLatin1String(suffix));
    }

private:
    static bool openssl(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    QTemporaryDir m_directory;
};

} // namespace skep::http::test
