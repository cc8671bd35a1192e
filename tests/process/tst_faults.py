"""Daemons that are killed: containers never notice, the API answers through another manager, nothing is lost or doubled."""
import unittest

import world

REPLICAS = 5


def setUpModule():
    global ENGINE
    ENGINE = world.Engine(world.directory())


class KilledDaemons(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.nodes = {name: world.Node(world.directory(), name, "127.0.0.%d" % (11 + i), ENGINE).start()
                     for i, name in enumerate(("m1", "m2", "m3", "w1", "w2"))}
        cls.nodes["m1"].init()
        for name in ("m2", "m3", "w1", "w2"):
            cls.nodes[name].join(cls.nodes["m1"], "manager" if name[0] == "m" else "worker")
        cls.nodes["m1"].docker("service", "create", "--detach", "--name", "web", "--replicas", str(REPLICAS), "--no-resolve-image",
                               world.GENTLE)

    @classmethod
    def tearDownClass(cls):
        for node in cls.nodes.values():
            node.kill()

    def setUp(self):
        for node in self.nodes.values():
            if node.process is None:
                node.start()
        world.eventually(self.whole, "all is well", 60)
        self.before = self.containers()

    def whole(self, through="m1"):
        nodes = self.nodes[through].nodes()
        return (all(x["Status"]["State"] == "ready" for x in nodes.values())
                and sum(x.get("ManagerStatus", {}).get("Reachability") == "reachable" for x in nodes.values()) == 3
                and len(self.nodes[through].tasks("web")) == REPLICAS and len(ENGINE.containers("web")) == REPLICAS)

    def containers(self, node=None):
        """{container: host name} of web's running ones."""
        hosts = {x["ID"]: name for name, x in next(n for n in self.nodes.values() if n.process and n.name[0] == "m").nodes().items()}
        found = {c: hosts.get(labels["com.docker.swarm.node.id"]) for c, labels in ENGINE.containers("web").items()}
        return {c: host for c, host in found.items() if node in (None, host)}

    def starts(self):
        """When each container was started: one that was started anew has another time."""
        return {c: world.ask(ENGINE.socket, "GET", "/containers/%s/json" % c)["State"]["StartedAt"] for c in ENGINE.containers("web")}

    def busy_worker(self):
        return next(name for name in ("w1", "w2") if self.containers(name))

    def test_a_killed_daemon_adopts_its_containers_again(self):
        started = self.starts()
        worker = self.nodes[self.busy_worker()]
        worker.kill()
        self.assertEqual(self.starts(), started, "they go on without it")
        worker.start()
        world.eventually(self.whole, "the node is back")
        self.assertEqual(self.starts(), started, "the same containers, none started again, none besides")
        # It watches them again: one that ends is replaced.
        lost = next(iter(self.containers(worker.name)))
        world.ask(ENGINE.socket, "POST", "/containers/%s/kill?signal=KILL" % lost)
        world.eventually(lambda: lost not in self.containers() and self.whole(), "the ended one is replaced", 60)

    def test_a_terminated_daemon_leaves_its_containers_alone(self):
        started = self.starts()
        worker = self.nodes[self.busy_worker()]
        worker.kill(world.signal.SIGTERM)
        self.assertEqual(self.starts(), started)
        worker.start()
        world.eventually(self.whole, "the node is back")
        self.assertEqual(self.starts(), started)

    def test_when_the_leader_is_killed_another_manager_answers(self):
        leader = self.nodes["m1"].leader()
        started = {c: self.starts()[c] for c in self.before}
        others = [self.nodes[x] for x in ("m1", "m2", "m3") if x != leader]
        self.nodes[leader].kill()
        for other in others:
            world.eventually(lambda: "web" in other.docker("service", "ls", "--format", "{{.Name}}"), other.name + " answers")
        new = world.eventually(others[0].leader, "there is a leader")
        self.assertNotEqual(new, leader)
        # A write through the one that does not lead.
        follower = next(x for x in others if x.name != new)
        follower.docker("service", "update", "--detach", "--label-add", "after=" + leader, "web")
        self.assertEqual(others[0].ask("GET", "/services/web")["Spec"]["Labels"]["after"], leader)
        running = self.starts()
        self.assertTrue({c: t for c, t in started.items() if c in running} == {c: running[c] for c in started if c in running})
        self.assertTrue({c for c, host in self.before.items() if host != leader} <= set(running), "others' containers never notice")
        self.nodes[leader].start()
        world.eventually(lambda: self.whole(leader), "the old leader is back, and nothing runs twice", 60)
        self.assertEqual(self.nodes[leader].ask("GET", "/services/web")["Spec"]["Labels"]["after"], leader)

    def test_a_dead_workers_tasks_run_elsewhere_and_not_twice_when_it_comes_back(self):
        name = self.busy_worker()
        worker, manager = self.nodes[name], self.nodes["m1"]
        worker.kill()
        world.eventually(lambda: manager.nodes()[name]["Status"]["State"] == "down", "its death is noticed")

        def elsewhere():
            gone = manager.nodes()[name]["ID"]
            return len([x for x in manager.tasks("web") if x["NodeID"] != gone]) == REPLICAS
        world.eventually(elsewhere, "all replicas run on other nodes")
        worker.start()
        world.eventually(self.whole, "what it ran is stopped", 60)

    def test_without_a_majority_writes_are_refused_and_later_accepted(self):
        self.nodes["m2"].kill()
        self.nodes["m3"].kill()
        m1 = self.nodes["m1"]
        status, _, answer = world.request(m1.socket, "POST", "/services/create", b'{"Name":"lost","TaskTemplate":{"ContainerSpec":{"Image":"web:v1"}}}',
                                          {"Content-Type": "application/json"})
        self.assertEqual(status, 500, answer)
        self.assertEqual(len(ENGINE.containers("web")), REPLICAS, "what runs, runs")
        self.nodes["m2"].start()
        world.eventually(lambda: m1.leader(), "a majority has a leader")
        m1.docker("service", "update", "--detach", "--label-add", "majority=yes", "web")
        self.assertEqual(self.nodes["m2"].ask("GET", "/services/web")["Spec"]["Labels"]["majority"], "yes")


if __name__ == "__main__":
    world.main()
