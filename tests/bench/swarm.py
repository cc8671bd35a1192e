#!/usr/bin/env python3
"""Skep beside Docker's swarm mode: the same six machines, the same engine, the same requests, in one run.

    tests/bench/swarm.py [--replicas 50] [--kills 5] [--only forming,converging,…]

Each machine is a network and a PID namespace with a container engine of its own; the three managers run no tasks. What is measured is
printed as seconds of both (medians) and as the ratio of Skep to Docker; below 1 Skep is faster. Needs root, docker.io, busybox-static,
iproute2, and skepd in SKEP_BIN (default: build/release/bin). Run it on a machine that does nothing else.
"""
import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "process"))
os.environ.setdefault("SKEP_BIN", os.path.join(ROOT, "build", "release", "bin"))
import world  # noqa: E402

MANAGERS, WORKERS = ["m1", "m2", "m3"], ["w1", "w2", "w3"]
IDLE = ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done"]
SECOND = 1_000_000_000


def seconds_until(condition, what, timeout=180, said=str):
    begun = time.monotonic()
    deadline = begun + timeout
    while time.monotonic() < deadline:
        try:
            if condition():
                return time.monotonic() - begun
        except (AssertionError, OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise SystemExit("not within %d s: %s %s" % (timeout, what, said()))


class Machine:
    """Killing it kills everything on it, containers included, as when it loses power."""

    def __init__(self, swarm, name, address):
        self.name, self.address = name, address
        self.namespace = swarm.kind + "-" + name
        self.directory = os.path.join(swarm.directory, name)
        os.makedirs(self.directory)
        self.engine = os.path.join(self.directory, "engine.sock")
        self.socket = self.engine if swarm.kind == "docker" else os.path.join(self.directory, "skepd.sock")
        daemon = "%s --data-root %s/engine --exec-root %s/exec --pidfile %s/pid -H unix://%s --log-level error &" % (
            (world.program("dockerd"),) + (self.directory,) * 3 + (self.engine,))
        if swarm.kind == "skep":
            daemon += " while ! [ -S %s ]; do sleep 0.02; done; %s --state-dir %s/state --socket %s --engine unix://%s &" % (
                self.engine, world.binary("skepd"), self.directory, self.socket, self.engine)
        self.script = "hostname %s; rm -rf %s/exec %s/pid %s; %s wait" % (name, self.directory, self.directory, self.engine, daemon)
        world.run("ip", "netns", "add", self.namespace)
        world.run("ip", "-n", swarm.hub, "link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", self.namespace)
        world.run("ip", "-n", swarm.hub, "link", "set", name, "master", "bridge0", "up")
        for words in ("link set lo up", "addr add %s/24 dev eth0" % address, "link set eth0 up"):
            world.run("ip", "-n", self.namespace, *words.split())
        self.process = None

    def start(self):
        with open(os.path.join(self.directory, "log"), "ab") as log:
            self.process = subprocess.Popen(
                ["nsenter", "--net=/run/netns/" + self.namespace, "unshare", "--mount", "--uts", "--pid", "--fork", "--kill-child=KILL",
                 "--mount-proc", "sh", "-c", self.script], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def answers(self):
        return world.request(self.socket, "GET", "/_ping", timeout=5)[0] == 200

    def said(self):
        with open(os.path.join(self.directory, "log"), errors="replace") as log:
            return log.read()[-1000:]

    def kill(self):
        self.process.kill()
        self.process.wait()

    def ask(self, *arguments, **options):
        return world.ask(self.socket, *arguments, **options)


class Swarm:
    def __init__(self, kind, subnet):
        self.kind, self.hub = kind, kind + "-hub"
        self.directory = os.path.join(world.directory(), kind)
        os.makedirs(self.directory)
        world.run("ip", "netns", "add", self.hub)
        world.run("ip", "-n", self.hub, "link", "add", "bridge0", "type", "bridge")
        world.run("ip", "-n", self.hub, "link", "set", "bridge0", "up")
        self.machines = {name: Machine(self, name, "%s.%d" % (subnet, 11 + i)) for i, name in enumerate(MANAGERS + WORKERS)}

    def leader(self):
        for name in MANAGERS:
            try:
                nodes = self.machines[name].ask("GET", "/nodes", timeout=10)
            except (AssertionError, OSError, http.client.HTTPException):
                continue
            for node in nodes:
                if (node.get("ManagerStatus") or {}).get("Leader"):
                    return self.machines[node["Description"]["Hostname"]]
        raise AssertionError("no leader")

    def nodes(self):
        return {x["Description"]["Hostname"]: x for x in self.leader().ask("GET", "/nodes")}

    def healthy(self):
        nodes = self.nodes()
        managers = [x["ManagerStatus"] for x in nodes.values() if x.get("ManagerStatus")]
        return (len(nodes) == 6 and all(x["Status"]["State"] == "ready" for x in nodes.values()) and len(managers) == 3
                and all(x["Reachability"] == "reachable" for x in managers))

    def availability(self, name, value):
        node = self.nodes()[name]
        node["Spec"]["Availability"] = value
        self.leader().ask("POST", "/nodes/%s/update?version=%d" % (node["ID"], node["Version"]["Index"]), node["Spec"])

    def create(self, name, replicas):
        return self.leader().ask("POST", "/services/create", {
            "Name": name, "Mode": {"Replicated": {"Replicas": replicas}},
            "TaskTemplate": {"ContainerSpec": {"Image": world.IMAGE, "Command": IDLE[:1], "Args": IDLE[1:]},
                             "RestartPolicy": {"Condition": "any", "Delay": SECOND}},
            "UpdateConfig": {"Parallelism": 2, "Order": "stop-first", "FailureAction": "pause"}})["ID"]

    def running(self, service, **labels):
        filters = world.quote(json.dumps({"service": [service], "desired-state": ["running"]}))
        return [x for x in self.leader().ask("GET", "/tasks?filters=" + filters) if x["Status"]["State"] == "running"]

    def remove(self, service):
        self.leader().ask("DELETE", "/services/" + service)
        seconds_until(lambda: not any(world.ask(x.engine, "GET", "/containers/json") for x in self.machines.values()), "removal")

    # --- What is measured: each answers a list of seconds.

    def forming(self, options):
        for machine in self.machines.values():
            machine.start()
        for machine in self.machines.values():
            seconds_until(machine.answers, machine.name + " answers; it said:", 60, machine.said)
            world.load(machine.engine, world.IMAGE, IDLE)
        first = self.machines["m1"]
        begun = time.monotonic()
        listen = {"ListenAddr": "0.0.0.0:2377", "AdvertiseAddr": first.address}
        first.ask("POST", "/swarm/init", listen)
        tokens = first.ask("GET", "/swarm")["JoinTokens"]
        for name in MANAGERS[1:] + WORKERS:
            machine = self.machines[name]
            machine.ask("POST", "/swarm/join", dict(listen, AdvertiseAddr=machine.address, RemoteAddrs=[first.address + ":2377"],
                                                    JoinToken=tokens["Manager" if name in MANAGERS else "Worker"]))
        seconds_until(self.healthy, "the swarm is healthy")
        took = time.monotonic() - begun
        for name in MANAGERS:
            self.availability(name, "drain")
        return [took]

    def converging(self, options):
        begun = time.monotonic()
        service = self.create("converge", options.replicas)
        seconds_until(lambda: len(self.running(service)) == options.replicas, "all replicas run")
        took = time.monotonic() - begun
        containers = sum(len(world.ask(x.engine, "GET", "/containers/json")) for x in self.machines.values())
        if containers != options.replicas:
            raise SystemExit("%s runs %d containers for %d replicas" % (self.kind, containers, options.replicas))
        self.remove(service)
        return [took]

    def failover(self, options):
        return [self.kill_leader(i) for i in range(options.kills)]

    def kill_leader(self, round_number):
        victim = self.leader()
        others = [self.machines[x] for x in MANAGERS if x != victim.name]
        accepted = threading.Event()
        victim.kill()
        begun = time.monotonic()

        def attempt(machine, number):
            body = {"Name": "write-%d-%d" % (round_number, number), "Mode": {"Replicated": {"Replicas": 0}},
                    "TaskTemplate": {"ContainerSpec": {"Image": world.IMAGE}}}
            try:
                machine.ask("POST", "/services/create", body)
                accepted.set()
            except (AssertionError, OSError, http.client.HTTPException):
                pass

        number = 0
        while not accepted.is_set() and time.monotonic() - begun < 60:
            for machine in others:
                number += 1
                threading.Thread(target=attempt, args=(machine, number), daemon=True).start()
            accepted.wait(0.1)
        took = time.monotonic() - begun
        victim.start()
        seconds_until(self.healthy, "the swarm is healthy again")
        return took

    def replacing(self, options):
        service = self.create("replace", 6)
        seconds_until(lambda: len(self.running(service)) == 6, "all replicas run")
        victim = self.machines["w1"]
        node = self.nodes()["w1"]["ID"]
        victim.kill()
        took = seconds_until(lambda: sum(x["NodeID"] != node for x in self.running(service)) == 6, "the dead worker's tasks run elsewhere")
        victim.start()
        seconds_until(self.healthy, "the swarm is healthy again")
        self.remove(service)
        return [took]

    def updating(self, options):
        service = self.create("update", 20)
        seconds_until(lambda: len(self.running(service)) == 20, "all replicas run")
        found = self.leader().ask("GET", "/services/" + service)
        found["Spec"]["TaskTemplate"]["ForceUpdate"] = 1
        self.leader().ask("POST", "/services/%s/update?version=%d" % (service, found["Version"]["Index"]), found["Spec"])
        took = seconds_until(
            lambda: sum(x["Spec"].get("ForceUpdate", 0) == 1 for x in self.running(service)) == 20, "all replicas are new")
        self.remove(service)
        return [took]

    def draining(self, options):
        for name in ("w2", "w3"):
            self.availability(name, "drain")
        service = self.create("drain", 20)
        seconds_until(lambda: len(self.running(service)) == 20, "all replicas run")
        for name in ("w2", "w3"):
            self.availability(name, "active")
        node = self.nodes()["w1"]["ID"]
        self.availability("w1", "drain")
        took = seconds_until(lambda: sum(x["NodeID"] != node for x in self.running(service)) == 20, "all tasks run elsewhere")
        self.availability("w1", "active")
        self.remove(service)
        return [took]


MEASURES = (("forming", "six machines become a swarm"), ("converging", "N replicas run"),
            ("failover", "leader killed: first write accepted"), ("replacing", "worker killed: its tasks run elsewhere"),
            ("updating", "rolling update, 20 replicas by 2"), ("draining", "drain of a node with 20 tasks"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicas", type=int, default=50)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--only", default=",".join(x for x, _ in MEASURES))
    options = parser.parse_args()
    chosen = [(x, what) for x, what in MEASURES if x == "forming" or x in options.only.split(",")]
    found = {}
    for kind, subnet in (("docker", "10.88.1"), ("skep", "10.88.2")):
        swarm = Swarm(kind, subnet)
        for measure, _ in chosen:
            found[kind, measure] = getattr(swarm, measure)(options)
            print("%s %s: %s s" % (kind, measure, " ".join("%.2f" % x for x in found[kind, measure])), file=sys.stderr, flush=True)
        for machine in swarm.machines.values():
            machine.kill()
    print("%-42s %9s %9s %7s" % ("seconds (median)", "Docker", "Skep", "ratio"))
    for measure, what in chosen:
        docker, skep = (statistics.median(found[kind, measure]) for kind in ("docker", "skep"))
        print("%-42s %9.2f %9.2f %7.2f" % (what.replace("N", str(options.replicas)), docker, skep, skep / docker))


if __name__ == "__main__":
    world.main(main)
