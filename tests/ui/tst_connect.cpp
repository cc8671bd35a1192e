#include "tests/support/fakeswarm.h"
#include "tests/support/storedobjects.h"
#include "tests/unit/http/certificates.h"
#include "tests/unit/http/support.h"
#include "ui/connect/connectwindow.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QtTest/qtestmouse.h>

using namespace skep;
using namespace skep::ui;
using skep::http::test::Certificates;
using skep::http::test::Sockets;
using skep::http::test::spinUntil;
using skep::test::FakeManager;

namespace {

using Step = Probe::Step;
using State = Probe::State;

// A manager's API on a TCP port of the loopback, with mutual TLS.
class TlsManager
{
public:
    TlsManager(const Certificates& certificates, const QString& clientRoot, const QString& leaf)
    {
        QSslConfiguration tls = certificates.configuration(clientRoot, leaf);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        m_server.setCommonHeaders({{"Api-Version", "1.51"}});
        m_server.setHandler([](const std::shared_ptr<http::Exchange>& exchange) {
            const std::string& path = exchange->head().path;
            const std::string body = path.ends_with("/info")
                ? R"({"Swarm":{"NodeID":"n1","LocalNodeState":"active","ControlAvailable":true,"Managers":3,"Nodes":5}})"
                : "OK";
            exchange->respond({200, {{"Content-Type", "application/json"}}, body});
        });
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        port = free.serverPort();
        free.close();
        started = m_server.listenTcp("127.0.0.1", port, tls).has_value();
    }
    std::uint16_t port = 0;
    bool started = false;

private:
    http::Server m_server;
};

// Programs that a test puts before those of the machine.
class Programs
{
public:
    Programs()
        : m_path(qgetenv("PATH"))
    {
        qputenv("PATH", m_folder.path().toLocal8Bit() + ':' + m_path);
    }
    ~Programs() { qputenv("PATH", m_path); }
    void add(const char* name, const QByteArray& text) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    // An "ssh" that notes its arguments and carries bytes to a socket, as the far end's dial-stdio does.
    void addSsh(const std::string& socket) const
    {
        add("ssh",
            "#!/bin/sh\necho \"$@\" >> " + log().toLocal8Bit()
                + "\nexec python3 -c '\nimport os, socket, threading\ns = socket.socket(socket.AF_UNIX)\ns.connect(\""
                + QByteArray::fromStdString(socket)
                + "\")\ndef up():\n    while True:\n        d = os.read(0, 65536)\n        if not d: break\n        "
                  "s.sendall(d)\n    s.shutdown(socket.SHUT_WR)\n"
                  "threading.Thread(target=up, daemon=True).start()\nwhile True:\n    d = s.recv(65536)\n    if not d: "
                  "break\n    os.write(1, d)\n'\n");
    }
    [[nodiscard]] QString log() const { return m_folder.filePath(QStringLiteral("log")); }
    [[nodiscard]] QByteArray logged() const
    {
        QFile file(log());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    const QTemporaryDir m_folder;
    const QByteArray m_path;
};

struct Welcome
{
    Welcome() { window.show(); }
    template <class W>
    W* find(const char* name)
    {
        return window.findChild<W*>(QLatin1String(name));
    }
    void fill(int kind, const QString& address)
    {
        find<QComboBox>("kind")->setCurrentIndex(kind);
        find<QLineEdit>("address")->setText(address);
    }
    void tryIt() { QTest::mouseClick(find<QPushButton>("try"), Qt::LeftButton); }
    [[nodiscard]] QString step(int number)
    {
        return find<QLabel>(qPrintable(QStringLiteral("step.%1").arg(number)))->text();
    }
    // "✓✗–…" of the five steps.
    [[nodiscard]] QString marks()
    {
        QString all;
        for (int i = 1; i <= 5; ++i)
            all += step(i).left(1);
        return all;
    }
    bool becomes(const QString& expected)
    {
        const bool so = spinUntil([&] { return marks() == expected; });
        if (!so)
            for (int i = 1; i <= 5; ++i)
                qWarning("%s", qPrintable(step(i)));
        return so;
    }

    ConnectWindow window;
};

} // namespace

class TestConnect final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("skep-test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        qputenv("DOCKER_CONFIG", m_settings.path().toLocal8Bit());
        installTranslations(QLocale(QLocale::English));
        applyTheme(QStringLiteral("light"));
        QVERIFY(m_certificates.makeRoot(QStringLiteral("ca")));
        QVERIFY(m_certificates.makeRoot(QStringLiteral("other")));
        QVERIFY(m_certificates.makeLeaf(QStringLiteral("server"), QStringLiteral("ca")));
        QVERIFY(m_certificates.makeLeaf(QStringLiteral("client"), QStringLiteral("ca")));
        QVERIFY(m_certificates.makeLeaf(QStringLiteral("stranger"), QStringLiteral("other")));
    }
    void init() { QSettings().clear(); }

    void a_socket_passes_all_steps_and_is_remembered()
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        Welcome welcome;
        QSignalSpy chosen(&welcome.window, &ConnectWindow::chosen);
        welcome.fill(0, QString::fromStdString(sockets.path()));
        QVERIFY(!welcome.find<QLineEdit>("tlsCa")->isVisible());
        welcome.find<QLineEdit>("name")->setText(QStringLiteral("lab"));
        welcome.tryIt();
        QVERIFY(welcome.becomes(QStringLiteral("✓––✓✓")));
        QTest::mouseClick(welcome.find<QPushButton>("connect"), Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(recents().size(), std::size_t(1));
        QCOMPARE(recents()[0].name, QStringLiteral("lab"));
    }
    void nobody_at_the_socket_fails_the_first_step_with_a_fix()
    {
        const Sockets sockets;
        Welcome welcome;
        welcome.fill(0, QString::fromStdString(sockets.path()));
        welcome.tryIt();
        QVERIFY(spinUntil([&] { return welcome.marks().startsWith(u'✗'); }));
        QVERIFY(welcome.step(1).contains(QStringLiteral("Is the daemon running, and are you in its group?")));
        QVERIFY(!welcome.find<QPushButton>("connect")->isEnabled());
    }
    void a_tile_begins_only_on_a_node_without_a_swarm() // journey 1
    {
        const Sockets sockets;
        FakeManager node(sockets.path());
        ConnectForm form(nullptr);
        QSignalSpy begun(&form, &ConnectForm::begun);
        Recent daemon;
        daemon.host = QStringLiteral("unix://") + QString::fromStdString(sockets.path());
        form.begin(daemon, QStringLiteral("swarm.init"));
        auto* error = form.findChild<QLabel*>(QStringLiteral("error"));
        QVERIFY(spinUntil([&] { return error->text().contains(QStringLiteral("part of a swarm already")); }));
        QCOMPARE(begun.size(), 0);
        node.localState = "inactive";
        node.controlAvailable = false;
        form.begin(daemon, QStringLiteral("swarm.init"));
        QVERIFY(spinUntil([&] { return begun.size() == 1; }));
        QCOMPARE(begun[0][1].toString(), QStringLiteral("swarm.init"));
    }
    void a_worker_offers_its_managers() // journey 24
    {
        const Sockets sockets;
        FakeManager worker(sockets.path());
        worker.controlAvailable = false;
        worker.remoteManagers = {"10.0.0.1:2377", "10.0.0.2:2377"};
        Welcome welcome;
        welcome.fill(0, QString::fromStdString(sockets.path()));
        welcome.tryIt();
        QVERIFY(welcome.becomes(QStringLiteral("✓––✓✗")));
        QVERIFY(welcome.step(5).contains(
            QStringLiteral("It is a worker. Managers it knows: 10.0.0.1:2377, 10.0.0.2:2377")));
        auto* offered = welcome.find<QPushButton>("manager.10.0.0.2:2377");
        QVERIFY(offered && spinUntil([&] { return offered->isVisible(); }));
        QTest::mouseClick(offered, Qt::LeftButton);
        // From a socket there is no way to another host but another type of connection.
        QCOMPARE(welcome.find<QComboBox>("kind")->currentIndex(), 2);
        QCOMPARE(welcome.find<QLineEdit>("address")->text(), QStringLiteral("10.0.0.2"));
    }
    void over_ssh_a_worker_leads_to_its_manager()
    {
        const Sockets sockets;
        FakeManager worker(sockets.path());
        worker.controlAvailable = false;
        worker.remoteManagers = {"10.0.0.1:2377"};
        const Programs programs;
        programs.addSsh(sockets.path());
        Welcome welcome;
        welcome.fill(2, QStringLiteral("ola@worker-1:2222"));
        welcome.tryIt();
        QVERIFY(welcome.becomes(QStringLiteral("✓✓–✓✗")));
        QVERIFY(
            programs.logged().contains("-p 2222 -- ola@worker-1 skep system dial-stdio || docker system dial-stdio"));
        worker.controlAvailable = true;
        QTest::mouseClick(welcome.find<QPushButton>("manager.10.0.0.1:2377"), Qt::LeftButton);
        QVERIFY(welcome.becomes(QStringLiteral("✓✓–✓✓")));
        QCOMPARE(welcome.find<QLineEdit>("address")->text(), QStringLiteral("ola@10.0.0.1:2222"));
        QVERIFY(programs.logged().contains("-p 2222 -- ola@10.0.0.1 "));
    }
    void sshs_complaints_name_their_step_data()
    {
        QTest::addColumn<QByteArray>("complaint");
        QTest::addColumn<QString>("marks");
        QTest::addColumn<QString>("fix");
        QTest::newRow("unknown key") << QByteArray("Host key verification failed.") << QStringLiteral("✓✗–––")
                                     << QStringLiteral("compare the fingerprint");
        QTest::newRow("no login") << QByteArray("ola@mgr-1: Permission denied (publickey).") << QStringLiteral("✓✗–––")
                                  << QStringLiteral("add your key to the agent");
        QTest::newRow("no host") << QByteArray("ssh: Could not resolve hostname mgr-1: Name or service unknown")
                                 << QStringLiteral("✗––––") << QStringLiteral("work in a terminal?");
        QTest::newRow("no program there") << QByteArray("sh: 1: docker: not found") << QStringLiteral("✓✓–✗–")
                                          << QStringLiteral("needs the program skep or docker");
    }
    void sshs_complaints_name_their_step()
    {
        QFETCH(QByteArray, complaint);
        QFETCH(QString, marks);
        QFETCH(QString, fix);
        const Programs programs;
        programs.add("ssh", "#!/bin/sh\necho '" + complaint + "' >&2\nexit 255\n");
        Welcome welcome;
        welcome.fill(2, QStringLiteral("ola@mgr-1"));
        welcome.tryIt();
        QVERIFY(welcome.becomes(marks));
        const auto failed = marks.indexOf(u'✗') + 1;
        QVERIFY2(welcome.step(int(failed)).contains(fix), qPrintable(welcome.step(int(failed))));
    }
    void tls_shows_the_servers_certificate()
    {
        const TlsManager server(m_certificates, QStringLiteral("ca"), QStringLiteral("server"));
        QVERIFY(server.started);
        Welcome welcome;
        connectWith(welcome, server.port, QStringLiteral("ca"), QStringLiteral("client"));
        QVERIFY(welcome.becomes(QStringLiteral("✓–✓✓✓")));
        QVERIFY2(welcome.step(3).contains(QStringLiteral("server, issued by ca, until ")), qPrintable(welcome.step(3)));
        QVERIFY(welcome.step(3).contains(QStringLiteral("SHA-256")));
        QVERIFY(welcome.step(5).contains(QStringLiteral("3 managers, 5 nodes")));
        QTest::mouseClick(welcome.find<QPushButton>("connect"), Qt::LeftButton);
        QCOMPARE(recents()[0].ca, m_certificates.path(QStringLiteral("ca"), "pem"));
        QVERIFY(targetFor(recents()[0]).has_value());
    }
    void a_server_of_another_ca_fails_at_tls()
    {
        const TlsManager server(m_certificates, QStringLiteral("ca"), QStringLiteral("server"));
        Welcome welcome;
        connectWith(welcome, server.port, QStringLiteral("other"), QStringLiteral("client"));
        QVERIFY(welcome.becomes(QStringLiteral("✓–✗––")));
        QVERIFY2(welcome.step(3).contains(QStringLiteral("is not signed by the CA that was chosen")),
            qPrintable(welcome.step(3)));
    }
    void a_certificate_that_the_server_does_not_know_fails_at_tls()
    {
        const TlsManager server(m_certificates, QStringLiteral("ca"), QStringLiteral("server"));
        Welcome welcome;
        connectWith(welcome, server.port, QStringLiteral("ca"), QStringLiteral("stranger"));
        QVERIFY(welcome.becomes(QStringLiteral("✓–✗––")));
        QVERIFY2(welcome.step(3).contains(QStringLiteral("does not accept your certificate"))
                || welcome.step(3).contains(QStringLiteral("does it trust the CA of your certificate")),
            qPrintable(welcome.step(3)));
    }
    void a_name_that_the_certificate_is_not_for_fails_at_tls()
    {
        const TlsManager server(m_certificates, QStringLiteral("ca"), QStringLiteral("server"));
        Welcome welcome;
        connectWith(welcome, server.port, QStringLiteral("ca"), QStringLiteral("client"), QStringLiteral("localhost"));
        QVERIFY(welcome.becomes(QStringLiteral("✓–✗––")));
        QVERIFY2(
            welcome.step(3).contains(QStringLiteral("is for server, not for localhost")), qPrintable(welcome.step(3)));
    }
    void nobody_at_the_port_fails_the_first_step_with_a_fix()
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const auto port = free.serverPort();
        free.close();
        Welcome welcome;
        connectWith(welcome, port, QStringLiteral("ca"), QStringLiteral("client"));
        QVERIFY(welcome.becomes(QStringLiteral("✗––––")));
        QVERIFY2(welcome.step(1).contains(QStringLiteral("--api-listen")), qPrintable(welcome.step(1)));
    }
    void files_that_are_no_certificates_are_named()
    {
        Welcome welcome;
        welcome.fill(1, QStringLiteral("127.0.0.1:2376"));
        welcome.find<QLineEdit>("tlsCa")->setText(QStringLiteral("/nowhere/ca.pem"));
        welcome.tryIt();
        QVERIFY(welcome.find<QLabel>("error")->isVisible());
        QVERIFY(welcome.find<QLabel>("error")->text().contains(QStringLiteral("/nowhere/ca.pem")));
        QVERIFY(!welcome.find<QPushButton>("connect")->isEnabled());
    }

private:
    void connectWith(Welcome& welcome, std::uint16_t port, const QString& ca, const QString& leaf,
        const QString& host = QStringLiteral("127.0.0.1"))
    {
        welcome.fill(1, host + u':' + QString::number(port));
        QVERIFY(welcome.find<QLineEdit>("tlsCa")->isVisible());
        welcome.find<QLineEdit>("tlsCa")->setText(m_certificates.path(ca, "pem"));
        welcome.find<QLineEdit>("tlsCertificate")->setText(m_certificates.path(leaf, "pem"));
        welcome.find<QLineEdit>("tlsKey")->setText(m_certificates.path(leaf, "key"));
        welcome.tryIt();
    }

    const QTemporaryDir m_settings;
    Certificates m_certificates;
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    TestConnect test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_connect.moc"
