"""Bad input over real sockets: it is refused with a reason, others are served meanwhile, and the daemon lives."""
import json
import os
import socket
import ssl
import struct
import subprocess
import threading
import time
import unittest

import world

OTHER_SECRET = "0" * 25
# Numbers of the nodes' protocol: methods, and kinds of frames.
CLUSTER_LEADER, ENGINE_FORWARD = 1, 40
REPLY, ERROR, PING = 2, 3, 9


def setUpModule():
    global ENGINE
    ENGINE = world.Engine(world.directory())


class Certificates:
    """A certification authority of our own, with openssl."""

    def __init__(self, directory, subject):
        os.makedirs(directory)
        self.directory = directory
        self.ca = self.path("ca.pem")
        self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", subject,
                     "-keyout", self.path("ca.key"), "-out", self.ca)

    def path(self, name):
        return os.path.join(self.directory, name)

    def openssl(self, *argv):
        world.run("openssl", *argv, cwd=self.directory)

    def issue(self, name, subject, days=(-1, 30), purpose="clientAuth,serverAuth"):
        """(certificate, key) that is valid from and to so many days from now."""
        with open(self.path("x.ext"), "w") as f:
            f.write("subjectAltName=IP:127.0.0.1\nextendedKeyUsage=%s\n" % purpose)
        with open(self.path("ca.cnf"), "w") as f:
            f.write("[ca]\ndefault_ca=x\n[x]\ndatabase=index\nnew_certs_dir=.\nserial=serial\ndefault_md=sha256\npolicy=p\nunique_subject=no\n"
                    "[p]\ncommonName=supplied\norganizationalUnitName=optional\norganizationName=optional\n")
        open(self.path("index"), "a").close()
        begin, end = (time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + 86400 * x)) for x in days)
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", subject,
                     "-keyout", self.path(name + ".key"), "-out", self.path(name + ".csr"))
        self.openssl("ca", "-batch", "-config", "ca.cnf", "-rand_serial", "-cert", "ca.pem", "-keyfile", "ca.key", "-startdate", begin, "-enddate", end,
                     "-extfile", "x.ext", "-in", name + ".csr", "-out", name + ".pem", "-notext", "-preserveDN")
        return self.path(name + ".pem"), self.path(name + ".key")


def connect(address, certificate=None, timeout=15):
    """A TLS connection that asks no questions about the server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if certificate:
        context.load_cert_chain(*certificate)
    return context.wrap_socket(socket.create_connection(address, timeout=timeout))


def ends(connection):
    """What came until the other end closed; a connection that stays open is a failure."""
    received = b""
    try:
        while True:
            data = connection.recv(65536)
            if not data:
                return received
            received += data
    except (ConnectionError, ssl.SSLError) as error:
        if isinstance(error, (socket.timeout, TimeoutError)):
            raise AssertionError("still open, after %r" % received[:200])
        return received
    except TimeoutError:
        raise AssertionError("still open, after %r" % received[:200])
    finally:
        connection.close()


class Intruders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.users = Certificates(world.directory() + "/users", "/CN=users")
        cls.foreign = Certificates(world.directory() + "/foreign", "/CN=swarm-ca")
        tls = os.path.join(world.directory(), "api-tls")
        os.makedirs(tls)
        for source, target in zip((cls.users.ca, *cls.users.issue("server", "/CN=127.0.0.1")), ("ca.pem", "cert.pem", "key.pem")):
            os.link(source, os.path.join(tls, target))
        cls.manager = world.Node(world.directory(), "manager", "127.0.0.1", ENGINE,
                                 options=["--api-listen", "tcp://127.0.0.1:2376", "--api-tls-dir", tls]).start()
        cls.manager.init()
        cls.process = cls.manager.process.pid
        cls.newcomer = world.Node(world.directory(), "newcomer", "127.0.0.2", ENGINE).start()
        # Somebody works with it all the time; the longest wait for an answer is kept.
        cls.failures, cls.over = [], threading.Event()
        cls.bystander = threading.Thread(target=cls.stand_by)
        cls.bystander.start()

    @classmethod
    def stand_by(cls):
        while not cls.over.wait(0.05):
            try:
                world.ask(cls.manager.socket, "GET", "/nodes", timeout=10)
            except (AssertionError, OSError, world.http.client.HTTPException) as error:
                cls.failures.append(repr(error))

    @classmethod
    def tearDownClass(cls):
        cls.over.set()
        cls.bystander.join()
        cls.manager.kill()
        cls.newcomer.kill()

    def tearDown(self):
        self.assertTrue(self.manager.alive() and self.newcomer.alive())
        self.assertEqual(self.manager.process.pid, self.process)
        self.assertEqual(self.manager.ask("GET", "/nodes")[0]["Status"]["State"], "ready")
        self.assertEqual(self.failures, [], "others are served meanwhile")

    # --- tokens ------------------------------------------------------------------------------------------------------

    def refused(self, token, reason, status=(400, 500, 503)):
        body = json.dumps({"ListenAddr": "127.0.0.2:2377", "AdvertiseAddr": "127.0.0.2", "RemoteAddrs": ["127.0.0.1:2377"], "JoinToken": token})
        got, _, answer = world.request(self.newcomer.socket, "POST", "/swarm/join", body.encode(), {"Content-Type": "application/json"})
        message = json.loads(answer)["message"]
        self.assertIn(got, status)
        self.assertIn(reason, message)
        self.assertNotIn(token.split("-")[-1], message + self.newcomer.log() + self.manager.log(), "secrets reach no message and no log")
        self.assertEqual(self.newcomer.ask("GET", "/info")["Swarm"]["LocalNodeState"], "inactive")
        self.assertEqual(len(self.manager.ask("GET", "/nodes")), 1)

    def test_malformed_tokens_are_refused(self):
        token = self.manager.ask("GET", "/swarm")["JoinTokens"]["Worker"]
        for bad in (token[:-1], token[:40], token + "0", token.replace("SWMTKN-1", "SWMTKN-9"), "SWMTKN-1-" + "~" * 50 + "-" + "~" * 25):
            with self.subTest(bad=bad[:12], length=len(bad)):
                self.refused(bad, "invalid join token")

    def test_a_wrong_secret_is_refused(self):
        token = self.manager.ask("GET", "/swarm")["JoinTokens"]["Worker"]
        self.refused(token.rpartition("-")[0] + "-" + OTHER_SECRET, "A valid join token is necessary to join this cluster")

    def test_a_token_of_another_cluster_is_refused_before_it_is_sent(self):
        other = world.Node(world.directory(), "other", "127.0.0.3", ENGINE).start()
        try:
            other.init()
            self.refused(other.ask("GET", "/swarm")["JoinTokens"]["Manager"], "remote CA does not match fingerprint")
        finally:
            other.kill()

    # --- the cluster's port ----------------------------------------------------------------------------------------------

    def test_what_is_not_tls_is_cut(self):
        for rubbish in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x00" * 4096, os.urandom(70000), b"\x16\x03\x01\xff\xff" + b"\x01" * 100):
            with socket.create_connection(("127.0.0.1", 2377), timeout=15) as plain:
                try:
                    plain.sendall(rubbish)
                except ConnectionError:
                    continue
                ends(plain)

    def test_foreign_certificates_open_nothing(self):
        own = self.manager.ask("GET", "/info")["Swarm"]
        genuine = [os.path.join(self.manager.state, "certificates", "swarm-node.pem")]
        self.assertEqual(self.kind_of_answer(genuine, CLUSTER_LEADER), REPLY, "the manager's own opens it")
        subjects = {"manager": "/CN=%s/OU=swarm-manager/O=%s" % (own["NodeID"], own["Cluster"]["ID"]), "stranger": "/CN=x/OU=swarm-worker/O=y"}
        for who, subject in subjects.items():
            for when, days in (("valid", (-1, 30)), ("expired", (-30, -1))):
                certificate = self.foreign.issue(who + when, subject, days)
                for method in (CLUSTER_LEADER, ENGINE_FORWARD):
                    with self.subTest(who=who, when=when, method=method):
                        self.assertIn(self.kind_of_answer(certificate, method), (None, ERROR))
        self.assertEqual(self.kind_of_answer(None, ENGINE_FORWARD), ERROR, "nor does no certificate")

    def kind_of_answer(self, certificate, method):
        """Kind of the frame that answers a request; None when the connection is closed instead."""
        frame = b"\xbf\x01\x01\x02\x01\x03" + (b"\x18" if method > 23 else b"") + bytes([method]) + b"\xff"
        try:
            connection = connect(("127.0.0.1", 2377), certificate)
            connection.sendall(struct.pack(">I", len(frame)) + frame)
            while True:
                head = self.exactly(connection, 4)
                body = self.exactly(connection, struct.unpack(">I", head)[0])
                if body[2] != PING:
                    return body[2]
        except (ssl.SSLError, ConnectionError):
            return None

    def exactly(self, connection, size):
        received = b""
        while len(received) < size:
            data = connection.recv(size - len(received))
            if not data:
                raise ConnectionError("closed")
            received += data
        return received

    def test_garbage_in_frames_is_cut(self):
        for frame in (b"\xff\xff\xff\xff" + b"x" * 1000, b"\x00\x00\x00\x00", b"\x00\x00\x00\x04\xff\xff\xff\xff", os.urandom(5000),
                      b"\x7f\xff\xff\xff"):
            connection = connect(("127.0.0.1", 2377))
            try:
                connection.sendall(frame)
            except (ssl.SSLError, ConnectionError):
                continue
            ends(connection)

    def test_the_silent_and_the_slow_are_given_up(self):
        # From another address, which has its own bounds.
        silent = [socket.create_connection(("127.0.0.1", port), timeout=60, source_address=("127.0.0.66", 0)) for port in [2377] * 40 + [2376] * 10]
        begun = connect(("127.0.0.1", 2377), timeout=60)
        begun.sendall(b"\x00\x00")             # half of a length
        # Others come through at once.
        for _ in range(3):
            connect(("127.0.0.1", 2377), timeout=10).close()
        self.assertEqual(self.get("/_ping")[0], 200)
        for connection in [*silent, begun]:
            ends(connection)

    # --- the API on TCP ----------------------------------------------------------------------------------------------------

    def get(self, path, certificate=None):
        context = ssl.create_default_context(cafile=self.users.ca)
        context.load_cert_chain(*(certificate or self.users.issue("user", "/CN=user")))
        connection = world.http.client.HTTPSConnection("127.0.0.1", 2376, context=context, timeout=15)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def test_a_known_client_is_served(self):
        status, answer = self.get("/nodes")
        self.assertEqual((status, len(json.loads(answer))), (200, 1))
        home = world.directory() + "/users"
        cert, key = self.users.issue("cli", "/CN=cli")
        done = subprocess.run([sorted(world.docker_clis().items())[0][1], "--tlsverify", "--tlscacert", self.users.ca, "--tlscert", cert, "--tlskey", key,
                               "-H", "tcp://127.0.0.1:2376", "node", "ls", "--format", "{{.Hostname}}"], env={"HOME": home, "PATH": os.environ["PATH"]},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        self.assertEqual(done.stdout, b"manager\n")

    def test_other_clients_are_not_served(self):
        refused = {"of another authority": self.foreign.issue("user", "/CN=user"),
                   "expired": self.users.issue("expired", "/CN=user", (-30, -1)),
                   "not valid yet": self.users.issue("early", "/CN=user", (1, 30))}
        for why, certificate in refused.items():
            with self.subTest(certificate=why), self.assertRaises((ssl.SSLError, ConnectionError, world.http.client.HTTPException)):
                self.get("/nodes", certificate)
        with self.subTest(certificate="none"):
            connection = connect(("127.0.0.1", 2376))
            try:
                connection.sendall(b"GET /nodes HTTP/1.1\r\nHost: x\r\n\r\n")
                answer = ends(connection)
            except (ssl.SSLError, ConnectionError):
                answer = b""
            self.assertEqual(answer, b"")
        with self.subTest(certificate="no TLS at all"), socket.create_connection(("127.0.0.1", 2376), timeout=15) as plain:
            plain.sendall(b"GET /nodes HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertNotIn(b"200", ends(plain))

    # --- requests ------------------------------------------------------------------------------------------------------------

    def raw(self, text):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(15)
        connection.connect(self.manager.socket)
        try:
            connection.sendall(text)
            connection.shutdown(socket.SHUT_WR)
        except ConnectionError:
            pass
        return ends(connection)

    def test_unreadable_requests_are_answered_and_closed(self):
        head = b"POST /v1.46/services/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        for text, status in ((os.urandom(3000).replace(b"\n", b"") + b"\r\n\r\n", b"400"),
                             (b"GET /nodes HTTP/9.9\r\n\r\n", None),
                             (b"GET /nodes HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", b"431"),
                             (head + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"400"),
                             (head + b"Content-Length: -1\r\n\r\n", b"400"),
                             (head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", b"400"),
                             (head + b"Content-Length: 99999999999\r\n\r\nx", b"413"),
                             (head + b"Content-Length: 9\r\n\r\nnot json!", b"400"),
                             (head + b"Content-Length: 18\r\n\r\n{\"Name\":[[[[[[[[[[", b"400")):
            with self.subTest(text=text[:80]):
                answer = self.raw(text)
                self.assertRegex(answer, b"^HTTP/1.1 " + (status or b"(400|505)") + b" ")
                self.assertIn(b'{"message":"', answer)

    def test_truncated_requests_change_nothing(self):
        body = b'{"Name":"half","TaskTemplate":{"ContainerSpec":{"Image":"web:v1"}}}'
        request = (b"POST /services/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)) + body
        for length in range(1, len(request), 7):
            self.assertRegex(self.raw(request[:length]), b"^HTTP/1.1 400 (.|\r|\n)*the request ends before its (head|body) does")
        self.assertEqual(self.manager.ask("GET", "/services"), [])

    def test_bad_values_name_the_field_and_the_rule(self):
        for body, status, reason in (
                ({"Name": 5}, 400, "Name"),
                ({"Name": "x", "TaskTemplate": {"ContainerSpec": {"Image": "web:v1"}}, "Mode": {"Replicated": {"Replicas": -1}}}, 400, "Replicas"),
                ({"Name": "-x-", "TaskTemplate": {"ContainerSpec": {"Image": "web:v1"}}}, 400, "DNS name component"),
                ({"Name": "x", "TaskTemplate": {"ContainerSpec": {"Image": ""}}}, 400, "image"),
                ({"Name": "x", "TaskTemplate": {"ContainerSpec": {"Image": "web:v1"}, "Placement": {"Constraints": ["node.role=>x"]}}}, 500, "constraint")):
            with self.subTest(body=body):
                got, _, answer = world.request(self.manager.socket, "POST", "/services/create", json.dumps(body).encode(), {"Content-Type": "application/json"})
                self.assertIn(reason, json.loads(answer)["message"])
                self.assertEqual(got, status, answer)


if __name__ == "__main__":
    world.main()
