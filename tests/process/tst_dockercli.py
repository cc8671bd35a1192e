"""The genuine docker CLI drives six skepds on this machine, each on a loopback address of its own."""
import json
import re
import tempfile
import unittest
import urllib.request

import world

NAMES = ("m1", "m2", "m3", "w1", "w2", "w3")


def setUpModule():
    global ENGINE
    ENGINE = world.Engine(world.directory())


def rows(table):
    """[{column: value}] of what `docker … ls` prints."""
    head, *lines = table.rstrip("\n").split("\n")
    starts = [(m.start(), m.group(0)) for m in re.finditer(r"\S+(?: \S+)*", head)]
    ends = [s for s, _ in starts[1:]] + [None]
    return [{name: line[start:end].strip() for (start, name), end in zip(starts, ends)} for line in lines]


class DockerCli(unittest.TestCase):
    cli = version = None

    def setUp(self):
        self.nodes, directory = {}, tempfile.mkdtemp(dir=world.directory())
        for i, name in enumerate(NAMES):
            address = "127.0.0.%d" % (11 + i)
            self.nodes[name] = world.Node(directory, name, address, ENGINE,
                                          options=["--publish-address", address]).start()

    def tearDown(self):
        for node in self.nodes.values():
            node.kill()
        for container in ENGINE.containers(running=False):
            world.ask(ENGINE.socket, "DELETE", "/containers/%s?force=1" % container)

    def docker(self, name, *argv, **options):
        return self.nodes[name].docker(*argv, cli=self.cli, **options)

    def join(self, name, command):
        """With the command that join-token printed, and what several nodes on one machine need besides."""
        address = self.nodes[name].address
        argv = command.split()[1:]
        return self.docker(name, *argv[:2], "--advertise-addr", address, "--listen-addr", address + ":2377", *argv[2:])

    def test_forms_a_swarm_and_runs_a_service(self):
        founded = self.docker("m1", "swarm", "init", "--advertise-addr", "127.0.0.11", "--listen-addr", "127.0.0.11:2377")
        self.assertRegex(founded, r"^Swarm initialized: current node \([0-9a-z]{25}\) is now a manager\.")
        commands = {}
        for role in ("worker", "manager"):
            printed = self.docker("m1", "swarm", "join-token", role)
            commands[role] = re.search(r"docker swarm join --token \S+ 127\.0\.0\.11:2377", printed).group(0)
            self.assertIn(self.docker("m1", "swarm", "join-token", "-q", role).strip(), commands[role])
        self.assertIn(commands["worker"], founded)
        for name in NAMES[1:]:
            role = "manager" if name[0] == "m" else "worker"
            self.assertEqual(self.join(name, commands[role]), "This node joined a swarm as a %s.\n" % role)

        def listed():
            nodes = rows(self.docker("m2", "node", "ls"))
            self.assertEqual(len(nodes), 6)
            self.assertEqual([x["STATUS"] for x in nodes], ["Ready"] * 6)
            self.assertEqual(sorted(x["MANAGER STATUS"] for x in nodes), ["", "", "", "Leader", "Reachable", "Reachable"])
            return True
        world.eventually(listed, "six nodes are ready")

        created = self.docker("m1", "service", "create", "-p", "8080:8080", "--name", "search", "--replicas", "4", "--no-resolve-image",
                              world.GENTLE)
        self.assertIn("converged", created.strip().split("\n")[-1])
        service = rows(self.docker("m3", "service", "ls"))
        self.assertEqual([(x["NAME"], x["MODE"], x["REPLICAS"], x["IMAGE"], x["PORTS"]) for x in service],
                         [("search", "replicated", "4/4", world.GENTLE, "*:8080->8080/tcp")])
        tasks = rows(self.docker("m2", "service", "ps", "search"))
        self.assertEqual(sorted(x["NAME"] for x in tasks), ["search.1", "search.2", "search.3", "search.4"])
        self.assertEqual(len({x["NODE"] for x in tasks}), 4, "one task on each of four nodes")
        for task in tasks:
            self.assertRegex(task["CURRENT STATE"], r"^Running ")
            with urllib.request.urlopen("http://%s:8080/" % self.nodes[task["NODE"]].address, timeout=10) as answer:
                self.assertEqual(answer.read(), b"search v1.0\n")
        shown = json.loads(self.docker("m2", "service", "inspect", "search"))[0]
        self.assertEqual(shown["Spec"]["Mode"], {"Replicated": {"Replicas": 4}})
        self.assertRegex(self.docker("m2", "service", "inspect", "--pretty", "search"), r"Service Mode:\s+Replicated\n\s*Replicas:\s+4")

        for replicas in (6, 2):
            self.assertIn("search scaled to %d" % replicas, self.docker("m2", "service", "scale", "--detach", "search=%d" % replicas))
            world.eventually(lambda: rows(self.docker("m1", "service", "ls"))[0]["REPLICAS"] == "%d/%d" % (replicas, replicas), "it is scaled")
        world.eventually(lambda: len(ENGINE.containers("search")) == 2, "the others have stopped")

        self.assertEqual(self.docker("m3", "service", "rm", "search"), "search\n")
        self.assertEqual(rows(self.docker("m1", "service", "ls")), [])
        world.eventually(lambda: not ENGINE.containers("search", running=False), "its containers are gone")

    def test_jobs_count_their_slots_from_zero(self):
        self.docker("m1", "swarm", "init", "--advertise-addr", "127.0.0.11", "--listen-addr", "127.0.0.11:2377")
        out = self.docker("m1", "service", "create", "--name", "job", "--mode", "replicated-job", "--replicas", "3", "--restart-condition",
                          "none", "--no-resolve-image", world.GENTLE, "sh", "-c", "exit 0")
        self.assertIn("job complete", out)
        self.assertNotIn("4/3", out)
        tasks = self.nodes["m1"].ask("GET", "/tasks")
        self.assertEqual(sorted(x.get("Slot", 0) for x in tasks), [0, 1, 2])

    def test_a_rotated_token_admits_nobody(self):
        self.docker("m1", "swarm", "init", "--advertise-addr", "127.0.0.11", "--listen-addr", "127.0.0.11:2377")
        old = self.docker("m1", "swarm", "join-token", "-q", "worker").strip()
        new = self.docker("m1", "swarm", "join-token", "--rotate", "-q", "worker").strip()
        self.assertNotEqual(old, new)
        status, _, error = self.docker("w1", "swarm", "join", "--token", old, "127.0.0.11:2377", check=False)
        self.assertEqual(status, 1)
        self.assertIn("A valid join token is necessary to join this cluster", error)
        self.assertEqual(self.docker("w1", "info", "--format", "{{.Swarm.LocalNodeState}}"), "inactive\n")
        self.join("w1", "docker swarm join --token %s 127.0.0.11:2377" % new)
        self.assertEqual(len(rows(self.docker("m1", "node", "ls"))), 2)

    def test_wrong_usage_of_services_is_refused_with_a_reason(self):
        self.docker("m1", "swarm", "init", "--advertise-addr", "127.0.0.11", "--listen-addr", "127.0.0.11:2377")
        create = ("service", "create", "--detach", "--no-resolve-image")
        self.docker("m1", *create, "--name", "taken", "--replicas", "0", "-p", "9000:80", world.GENTLE)
        for argv, reason in (
                ((*create, "--name", "bad name", world.GENTLE), "name must be valid as a DNS name component"),
                ((*create, "--name", "taken", world.GENTLE), "name conflicts with an existing object: service taken already exists"),
                ((*create, "--constraint", "node.role", world.GENTLE), "constraint"),
                ((*create, "-p", "9000:81", world.GENTLE), "port '9000' is already in use by service 'taken'"),
                ((*create, "UPPER:latest"), "UPPER"),
                (("service", "create", "--replicas", "-1", world.GENTLE), "-1"),
                (("node", "inspect", "nobody"), "nobody"),
                (("service", "rm", "nothing"), "nothing")):
            with self.subTest(argv=argv):
                status, _, error = self.docker("m1", *argv, check=False)
                self.assertNotEqual(status, 0)
                self.assertIn(reason, error)
        self.assertEqual(len(rows(self.docker("m1", "service", "ls"))), 1)


def load_tests(loader, tests, _):
    """Each test, with each docker CLI of this machine."""
    suite = unittest.TestSuite()
    for version, path in sorted(world.docker_clis().items()):
        word = "DockerCli" + version.replace(".", "_")
        case = type(word, (DockerCli,), {"cli": path, "version": version})
        suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    world.main()
