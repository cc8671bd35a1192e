"""The desktop's window drives real swarms: Skep's, and three managers of Docker's own swarm mode. The window is tst_livejourneys."""
import os
import subprocess
import time
import unittest

import world

NEXT = "web:v2"
SERVE = ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"]
SECOND = 1_000_000_000
SERVICE = {"Name": "web", "Mode": {"Replicated": {"Replicas": 2}}, "TaskTemplate": {"ContainerSpec": {"Image": world.GENTLE}},
           "UpdateConfig": {"Parallelism": 2, "Delay": SECOND, "Order": "stop-first", "FailureAction": "pause"}}


def journeys(test, socket, kill_leader):
    """Runs the window's journeys to their end; kills the leader when they ask for it."""
    directory = os.path.join(world.directory(), test)
    os.makedirs(directory, mode=0o700, exist_ok=True)
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", SKEP_LIVE_SOCKET=socket, SKEP_LIVE_IMAGE=NEXT, SKEP_LIVE_DIRECTORY=directory,
                       XDG_RUNTIME_DIR=directory)
    with open(os.path.join(directory, "log"), "w+b") as log:
        window = subprocess.Popen([world.binary("tst_livejourneys"), "-maxwarnings", "0"], env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                  stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 420
        while window.poll() is None and time.monotonic() < deadline:
            if os.path.exists(os.path.join(directory, "kill-leader")) and not os.path.exists(os.path.join(directory, "killed")):
                kill_leader()
                open(os.path.join(directory, "killed"), "w").close()
            time.sleep(0.1)
        window.kill()
        log.seek(0)
        said = "\n".join(x for x in log.read().decode("utf-8", "replace").split("\n") if "propagateSizeHints" not in x)
        print(said)
    if window.wait() != 0:
        raise AssertionError("the journeys end with %s" % window.returncode)


class Skep(unittest.TestCase):
    def setUp(self):
        self.engine = world.Engine(world.directory(), "skep-engine")
        world.load(self.engine.socket, NEXT, SERVE)
        self.nodes = {name: world.Node(world.directory(), name, "127.0.0.%d" % (11 + i), self.engine).start()
                      for i, name in enumerate(("m1", "m2", "m3", "w1", "w2"))}
        self.nodes["m1"].init()
        for name in ("m2", "m3", "w1", "w2"):
            self.nodes[name].join(self.nodes["m1"], "manager" if name[0] == "m" else "worker")

    def tearDown(self):
        for node in self.nodes.values():
            node.kill()

    def test_a_window_on_a_follower(self):
        self.nodes["m1"].ask("POST", "/services/create", SERVICE)
        follower = next(x for x in ("m2", "m3") if x != self.nodes["m1"].leader())
        journeys("skep", self.nodes[follower].socket, lambda: self.nodes[self.nodes[follower].leader()].kill())


class DockerMachine:
    """A dockerd with a network, a hostname and processes of its own: killing it is a loss of power."""

    def __init__(self, name, address):
        self.name, self.address = name, address
        self.directory = os.path.join(world.directory(), "docker-" + name)
        os.makedirs(self.directory)
        self.socket = os.path.join(self.directory, "engine.sock")
        world.run("ip", "netns", "add", name)
        world.run("ip", "-n", "hub", "link", "add", "to-" + name, "type", "veth", "peer", "name", "eth0", "netns", name)
        world.run("ip", "-n", "hub", "link", "set", "to-" + name, "master", "bridge0", "up")
        for words in ("link set lo up", "addr add %s/24 dev eth0" % address, "link set eth0 up"):
            world.run("ip", "-n", name, *words.split())
        script = "hostname %s; exec %s --data-root %s/data --exec-root %s/exec --pidfile %s/pid -H unix://%s --log-level error" % (
            (name, world.program("dockerd")) + (self.directory,) * 3 + (self.socket,))
        with open(os.path.join(self.directory, "log"), "ab") as log:
            self.process = subprocess.Popen(
                ["nsenter", "--net=/run/netns/" + name, "unshare", "--mount", "--uts", "--pid", "--fork", "--kill-child=KILL", "--mount-proc",
                 "sh", "-c", script], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        world.eventually(lambda: world.request(self.socket, "GET", "/_ping", timeout=5)[0] == 200, name + " answers", 60)
        for tag in (world.GENTLE, NEXT):
            world.load(self.socket, tag, SERVE)

    def ask(self, *arguments, **options):
        return world.ask(self.socket, *arguments, **options)

    def kill(self):
        self.process.kill()
        self.process.wait()


class Docker(unittest.TestCase):
    def setUp(self):
        world.run("ip", "netns", "add", "hub")
        world.run("ip", "-n", "hub", "link", "add", "bridge0", "type", "bridge")
        world.run("ip", "-n", "hub", "link", "set", "bridge0", "up")
        self.machines = {name: DockerMachine(name, "10.78.0.%d" % (11 + i)) for i, name in enumerate(("d1", "d2", "d3"))}
        first = self.machines["d1"]
        first.ask("POST", "/swarm/init", {"ListenAddr": first.address + ":2377", "AdvertiseAddr": first.address})
        token = first.ask("GET", "/swarm")["JoinTokens"]["Manager"]
        for name in ("d2", "d3"):
            machine = self.machines[name]
            machine.ask("POST", "/swarm/join", {"ListenAddr": machine.address + ":2377", "AdvertiseAddr": machine.address,
                                                "RemoteAddrs": [first.address + ":2377"], "JoinToken": token})

    def tearDown(self):
        for machine in self.machines.values():
            machine.kill()

    def test_a_window_on_docker_s_own_swarm(self):
        self.machines["d1"].ask("POST", "/services/create", SERVICE)
        world.eventually(lambda: sum(x.get("ManagerStatus", {}).get("Reachability") == "reachable"
                                     for x in self.machines["d1"].ask("GET", "/nodes")) == 3, "three managers")

        def kill_leader():
            leader = next(x["Description"]["Hostname"] for x in self.machines["d3"].ask("GET", "/nodes") if x.get("ManagerStatus", {}).get("Leader"))
            self.machines[leader].kill()
        journeys("docker", self.machines["d3"].socket, kill_leader)


if __name__ == "__main__":
    world.main()
