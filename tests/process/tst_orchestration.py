"""Rolling updates, rollback, drains and what-if on six skepds with real containers, driven by skep and by the docker CLI."""
import json
import re
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
from urllib.parse import quote

import world

NAMES = ("m1", "m2", "m3", "w1", "w2", "w3")
CRASHING = "crash:v1"                  # ends at once with exit code 3
NEXT = "web:v2"                        # serves like world.GENTLE


def setUpModule():
    global ENGINE
    ENGINE = world.Engine(world.directory())
    world.load(ENGINE.socket, CRASHING, ["sh", "-c", "exit 3"])
    world.load(ENGINE.socket, NEXT, ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"])


class Client(threading.Thread):
    """Asks a published port, again and again, each time with a new connection to the next address that listens."""

    def __init__(self, addresses, port):
        super().__init__(daemon=True)
        self.addresses, self.port = list(addresses), port
        self.answered, self.lost, self.over = 0, [], threading.Event()
        self.by_address = dict.fromkeys(addresses, 0)

    def run(self):
        turn = 0
        while not self.over.is_set():
            turn += 1
            for i in range(len(self.addresses)):
                address = self.addresses[(turn + i) % len(self.addresses)]
                try:
                    with urllib.request.urlopen("http://%s:%d/" % (address, self.port), timeout=10) as answer:
                        assert answer.read() == b"search v1.0\n"
                    self.answered += 1
                    self.by_address[address] += 1
                    break
                except urllib.error.URLError as error:
                    if isinstance(error.reason, ConnectionRefusedError):
                        continue       # no task there: nobody took the request
                    self.lost.append((address, str(error)))
                    break
                except (OSError, AssertionError, ValueError) as error:
                    self.lost.append((address, repr(error)))
                    break
            else:
                self.lost.append((None, "no node takes the request"))

    def stop(self):
        self.over.set()
        self.join(15)


class Orchestration(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.mkdtemp(dir=world.directory())
        cls.nodes = {}
        for i, name in enumerate(NAMES):
            address = "127.0.0.%d" % (11 + i)
            cls.nodes[name] = world.Node(directory, name, address, ENGINE, options=["--publish-address", address]).start()
        cls.m1 = cls.nodes["m1"]
        cls.m1.init()
        for name in NAMES[1:]:
            cls.nodes[name].join(cls.m1, "manager" if name[0] == "m" else "worker")
        world.eventually(lambda: [x["Status"]["State"] for x in cls.m1.nodes().values()] == ["ready"] * 6, "six nodes are ready")

    @classmethod
    def tearDownClass(cls):
        for node in cls.nodes.values():
            node.kill()

    def tearDown(self):
        if all(node.process for node in self.nodes.values()):
            self.clear()

    def clear(self):
        for service in self.m1.ask("GET", "/services"):
            self.m1.ask("DELETE", "/services/" + service["ID"])
        for name in NAMES:
            self.availability(name, "active")
        world.eventually(lambda: not ENGINE.containers(), "the containers are gone", 60)

    def skep(self, *argv, check=True, timeout=120):
        done = subprocess.run([world.binary("skep"), "--host", "unix://" + self.m1.socket] + list(argv), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
        text = done.stdout.decode()
        if check and done.returncode:
            raise AssertionError("skep %s: exit status %d: %s" % (" ".join(argv), done.returncode, text))
        return text if check else (done.returncode, text)

    def availability(self, name, wanted):
        if self.m1.nodes()[name]["Spec"]["Availability"] != wanted:
            self.m1.docker("node", "update", "--availability", wanted, name)

    def create(self, *argv):
        self.m1.docker("service", "create", "--quiet", "--no-resolve-image", *argv, timeout=120)

    def running(self, service):
        """Container ids of the service that run now, as the engine knows."""
        return ENGINE.containers(service)

    def on(self, service, name):
        return [c for c, labels in self.running(service).items()
                if labels["com.docker.swarm.node.id"] == self.m1.nodes()[name]["ID"]]

    def status(self, service):
        return self.m1.ask("GET", "/services/" + service).get("UpdateStatus", {})

    def images(self, service):
        return sorted(x["Spec"]["ContainerSpec"]["Image"] for x in self.m1.tasks(service))

    # --- updates

    def test_an_update_keeps_all_but_two_running(self):
        self.create("--name", "web", "--replicas", "20", "--update-parallelism", "2", "--update-monitor", "2s", world.GENTLE)
        least, over = [20], threading.Event()

        def watch():
            while not over.is_set():
                least.append(len(self.running("web")))
        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        out = self.m1.docker("service", "update", "--no-resolve-image", "--image", NEXT, "web", timeout=120)
        over.set()
        watcher.join(15)
        self.assertIn("converged", out)
        self.assertGreaterEqual(min(least), 18)
        self.assertEqual(self.images("web"), [NEXT] * 20)
        self.assertEqual(self.status("web")["State"], "completed")

    def test_an_update_to_a_crashing_image_pauses(self):
        self.create("--name", "web", "--replicas", "6", "--update-parallelism", "2", "--update-monitor", "5s", world.GENTLE)
        status, _, _ = self.m1.docker("service", "update", "--quiet", "--no-resolve-image", "--image", CRASHING, "web", check=False, timeout=60)
        self.assertNotEqual(status, 0)
        self.assertEqual(self.status("web")["State"], "paused")
        self.assertRegex(self.status("web")["Message"], "update paused due to failure or early termination of task [0-9a-z]{25}")
        # Two at a time, and a next one where a container lived just long enough to count as running; the rest goes on as it was.
        self.assertGreaterEqual(self.images("web").count(world.GENTLE), 2)

    def test_an_update_to_a_crashing_image_rolls_back(self):
        self.create("--name", "web", "--replicas", "6", "--update-parallelism", "2", "--update-monitor", "5s",
                    "--update-failure-action", "rollback", world.GENTLE)
        self.m1.docker("service", "update", "--detach", "--no-resolve-image", "--image", CRASHING, "web")
        world.eventually(lambda: self.status("web")["State"] == "rollback_completed", "it rolls back by itself", 60)
        world.eventually(lambda: self.images("web") == [world.GENTLE] * 6, "all six run the old image")
        history = self.skep("service", "history", "web")
        self.assertIn("automatic rollback", history)

    def test_pause_and_resume(self):
        self.create("--name", "web", "--replicas", "6", "--update-delay", "1s", "--update-monitor", "1s", world.GENTLE)
        self.m1.docker("service", "update", "--detach", "--no-resolve-image", "--image", NEXT, "web")
        world.eventually(lambda: NEXT in self.images("web"), "the update has begun")
        self.skep("service", "pause", "web")
        self.assertEqual(self.status("web")["State"], "paused")
        time.sleep(1)                              # the place under way comes to its end
        world.eventually(lambda: len(self.images("web")) == 6, "six run")
        paused = self.images("web")
        self.assertIn(world.GENTLE, paused)
        time.sleep(4)                              # four delays: an update would have gone on
        self.assertEqual(self.images("web"), paused)
        self.skep("service", "resume", "web")
        world.eventually(lambda: self.status("web")["State"] == "completed", "it goes on to its end", 60)
        self.assertEqual(self.images("web"), [NEXT] * 6)

    def test_history_and_rollback_to_a_revision(self):
        self.create("--name", "web", "--env", "STEP=1", world.GENTLE)
        for step in ("2", "3"):
            self.m1.docker("service", "update", "--quiet", "--no-resolve-image", "--update-monitor", "1s", "--env-add", "STEP=" + step, "web")
        self.assertRegex(self.skep("service", "history", "web"), r"(?s)3 .*2 .*1 ")
        self.skep("service", "rollback", "--quiet", "--to", "1", "web")
        self.assertEqual(self.m1.ask("GET", "/services/web")["Spec"]["TaskTemplate"]["ContainerSpec"]["Env"], ["STEP=1"])
        world.eventually(lambda: [x["Spec"]["ContainerSpec"]["Env"] for x in self.m1.tasks("web")] == [["STEP=1"]], "it runs again as at first")
        self.assertIn("rollback to 1", self.skep("service", "history", "web"))

    # --- drains

    def twenty_on_w1(self, *argv):
        for name in NAMES:
            self.availability(name, "active" if name == "w1" else "pause")
        self.create("--name", "web", "--replicas", "20", "-p", "8080:8080", "--update-parallelism", "5", *argv, world.GENTLE)
        self.assertEqual(len(self.on("web", "w1")), 20)
        for name in NAMES:
            self.availability(name, "active")

    def test_a_drain_without_a_gap_loses_no_request(self):
        self.twenty_on_w1()
        addresses = [self.nodes[name].address for name in NAMES]
        client, least, over = Client(addresses, 8080), [20], threading.Event()

        def watch():
            while not over.is_set():
                least.append(len(self.running("web")))
        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        client.start()
        out = self.skep("node", "drain", "w1")
        world.eventually(lambda: not self.on("web", "w1"), "nothing runs there any more")
        time.sleep(1)
        client.stop()
        over.set()
        watcher.join(15)
        self.assertEqual(client.lost, [], out)
        self.assertGreater(client.by_address[self.nodes["w1"].address], 0, "it was asked while it was drained")
        self.assertGreater(client.answered, 100)
        self.assertGreaterEqual(min(least), 20)
        self.assertEqual(len(self.m1.tasks("web")), 20)

    def test_what_was_asked_is_answered_before_the_container_stops(self):
        self.create("--name", "slow", "-p", "8081:8080", world.GENTLE, "sh", "-c", "mkdir /www/cgi-bin && cd /www/cgi-bin &&"
                    " printf '#!/bin/sh\\necho begun >/begun; sleep 0.6; echo; echo slowly\\n' >ask && chmod +x ask &&"
                    " trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait")
        address = next(self.nodes[n].address for n in NAMES if self.on("slow", n))
        answers = []

        def ask():
            try:
                with urllib.request.urlopen("http://%s:8081/cgi-bin/ask" % address, timeout=10) as answer:
                    answers.append(answer.read())
            except OSError as error:
                answers.append(error)
        client = threading.Thread(target=ask, daemon=True)
        client.start()
        container = next(iter(self.running("slow")))
        world.eventually(lambda: world.request(ENGINE.socket, "HEAD", "/containers/%s/archive?path=/begun" % container)[0] == 200,
                         "the request is being worked on")
        self.m1.ask("DELETE", "/services/slow")
        client.join(20)
        self.assertEqual(answers, [b"slowly\n"])

    def test_a_drain_without_a_gap_says_what_cannot_leave(self):
        self.create("--name", "tied", "--constraint", "node.hostname==w1", world.GENTLE)
        self.skep("node", "drain", "--detach", "w1")
        said = world.eventually(lambda: re.search(r"tied\.1.*", self.skep("node", "drain", "--status", "w1")), "the task is listed").group(0)
        self.assertIn("scheduling constraints not satisfied on 5 nodes", said)
        self.assertEqual(len(self.on("tied", "w1")), 1)
        self.skep("node", "drain", "--force", "w1")
        world.eventually(lambda: not self.running("tied"), "it is stopped by force")

    def test_a_rebalance_moves_what_its_preview_said(self):
        self.twenty_on_w1()
        preview = self.skep("service", "rebalance", "--dry-run", "--max-moves", "4", "web")
        self.assertEqual(len(re.findall(r"(?m)^\s*web\.\d+", preview)), 4, preview)
        self.assertEqual(len(self.on("web", "w1")), 20)
        self.skep("service", "rebalance", "--max-moves", "4", "web")
        world.eventually(lambda: len(self.on("web", "w1")) == 16, "four have left")
        self.skep("service", "rebalance", "web")
        nodes = {x["ID"]: name for name, x in self.m1.nodes().items()}
        counts = dict.fromkeys(NAMES, 0)
        for task in self.m1.tasks("web"):
            counts[nodes[task["NodeID"]]] += 1
        self.assertEqual(sorted(counts.values()), [3, 3, 3, 3, 4, 4])

    # --- questions

    def test_why_names_every_obstacle(self):
        self.m1.docker("service", "create", "--detach", "--no-resolve-image", "--name", "big", "--constraint", "node.labels.zone==b",
                       "--reserve-memory", "900000g", world.GENTLE)
        out = world.eventually(lambda: self.skep("why", "big.1"), "there is a task")
        self.assertIn("node.labels.zone", out)
        self.assertIn("memory", out)
        for name in NAMES:
            self.assertIn(name, out)
        status, out = self.skep("why", "nothing.1", check=False)
        self.assertEqual(status, 1)
        self.assertIn("nothing.1", out)

    def test_a_planned_drain_is_what_happens(self):
        self.create("--name", "web", "--replicas", "8", world.GENTLE)
        before = {x["Slot"]: x["NodeID"] for x in self.m1.tasks("web")}
        w2 = self.m1.nodes()["w2"]["ID"]
        plan = json.loads(self.skep("plan", "drain", "--format", "json", "w2"))
        moves = {x["Slot"]: x["ToID"] for x in plan["Outcomes"] if x["Fate"] == "moves"}
        self.assertEqual(sorted(moves), sorted(s for s, n in before.items() if n == w2))
        self.assertEqual({x["Slot"]: x["NodeID"] for x in self.m1.tasks("web")}, before, "a plan changes nothing")
        self.availability("w2", "drain")

        def moved():
            tasks = {x["Slot"]: x["NodeID"] for x in self.m1.tasks("web")}
            return len(tasks) == 8 and w2 not in tasks.values() and tasks
        after = world.eventually(moved, "its tasks run elsewhere")
        self.assertEqual({s: n for s, n in after.items() if n != before[s]}, moves)

    def test_a_planned_node_takes_what_waits(self):
        self.create("--detach", "--name", "big", "--replicas", "2", "--reserve-cpu", "64", "--constraint", "node.labels.zone==b", world.GENTLE)
        world.eventually(lambda: [x["Status"]["State"] for x in self.m1.ask("GET", "/tasks")].count("pending") == 2, "its tasks wait")
        plan = json.loads(self.skep("plan", "add-node", "--count", "2", "--cpus", "64", "--label", "zone=b", "--format", "json"))
        self.assertEqual([x["Fate"] for x in plan["Outcomes"]], ["starts", "starts"])
        self.assertEqual(sorted(x["Hostname"] for x in plan["Nodes"] if x.get("New")), ["new-1", "new-2"])
        self.assertEqual(plan["Services"][0]["GapSecondsMost"], 0)
        self.assertIn("new-1 (new)", self.skep("plan", "add-node", "--cpus", "64", "--label", "zone=b"))
        status, out = self.skep("plan", "add-node", "--role", "boss", check=False)
        self.assertEqual(status, 1)
        self.assertIn("worker or manager", out)
        self.assertIn("add-node", self.skep("__complete", "plan", "ad"))
        self.assertIn("--memory", self.skep("__complete", "plan", "add-node", "--m"))

    def test_a_leader_lost_in_the_middle_of_an_update_is_no_loss(self):
        self.create("--name", "web", "--replicas", "8", "--update-delay", "300ms", "--update-monitor", "1s", world.GENTLE)
        self.m1.docker("service", "update", "--detach", "--no-resolve-image", "--image", NEXT, "web")
        world.eventually(lambda: self.images("web").count(NEXT) >= 2, "two are updated")
        leader = self.m1.leader()
        survivor = self.nodes[next(x for x in NAMES[:3] if x != leader)]
        self.nodes[leader].kill()

        def restart():
            self.nodes[leader].start()
            world.eventually(lambda: [x["Status"]["State"] for x in survivor.nodes().values()] == ["ready"] * 6, "it is back")
        self.addCleanup(self.clear)
        self.addCleanup(restart)

        def status():
            return survivor.ask("GET", "/services/web").get("UpdateStatus", {}).get("State")
        world.eventually(lambda: status() == "completed", "the next leader finishes it", 60)
        # What ran on the lost node runs elsewhere.
        world.eventually(lambda: [x["Spec"]["ContainerSpec"]["Image"] for x in survivor.tasks("web")] == [NEXT] * 8, "eight run")
        # Places that were done are not done again: eight new tasks in all, not more.
        filters = quote(json.dumps({"service": ["web"]}))
        made = [x for x in survivor.ask("GET", "/tasks?filters=" + filters) if x["Spec"]["ContainerSpec"]["Image"] == NEXT]
        lost = [x for x in made if x["DesiredState"] != "running" and x["Status"]["State"] != "orphaned"]
        self.assertEqual(len(made) - len(lost), 8, made)


if __name__ == "__main__":
    world.main()
