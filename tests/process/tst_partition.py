"""Six nodes in network namespaces; the network falls apart and heals."""
import unittest

import world

NAMES = ("m1", "m2", "m3", "w1", "w2", "w3")
REPLICAS = 6


class Network:
    """A bridge for each side of the network; every node has a cable to one of them. The engine's firewall rules are not there."""

    def __init__(self):
        world.run("ip", "netns", "add", "hub")
        for bridge in ("side-a", "side-b"):
            world.run("ip", "-n", "hub", "link", "add", bridge, "type", "bridge")
            world.run("ip", "-n", "hub", "link", "set", bridge, "up")

    def add(self, name, address):
        world.run("ip", "netns", "add", name)
        world.run("ip", "-n", "hub", "link", "add", "to-" + name, "type", "veth", "peer", "name", "eth0", "netns", name)
        self.put([name], "side-a")
        for command in ("link set lo up", "addr add %s/24 dev eth0" % address, "link set eth0 up"):
            world.run("ip", "-n", name, *command.split())

    def put(self, names, bridge):
        for name in names:
            world.run("ip", "-n", "hub", "link", "set", "to-" + name, "master", bridge, "up")


class Partition(unittest.TestCase):
    def setUp(self):
        self.engine = world.Engine(world.directory())
        self.network = Network()
        self.nodes = {}
        for i, name in enumerate(NAMES):
            address = "10.77.0.%d" % (11 + i)
            self.network.add(name, address)
            self.nodes[name] = world.Node(world.directory(), name, address, self.engine, namespace=name).start()

    def tearDown(self):
        for node in self.nodes.values():
            node.kill()

    def ready(self, through, names):
        nodes = self.nodes[through].nodes()
        return {name for name, x in nodes.items() if x["Status"]["State"] == "ready"} == set(names)

    def running_on(self, through, names):
        ids = {x["ID"] for name, x in self.nodes[through].nodes().items() if name in names}
        return [x for x in self.nodes[through].tasks("web") if x["NodeID"] in ids]

    def test_the_majority_goes_on_and_the_minority_follows_when_it_heals(self):
        self.nodes["m1"].init()
        for name in NAMES[1:]:
            self.nodes[name].join(self.nodes["m1"], "manager" if name[0] == "m" else "worker")
        self.nodes["m1"].docker("service", "create", "--detach", "--name", "web", "--replicas", str(REPLICAS), "--no-resolve-image", world.GENTLE)
        world.eventually(lambda: self.ready("m2", NAMES) and len(self.running_on("m2", NAMES)) == REPLICAS, "six nodes run six tasks")
        leader = self.nodes["m2"].leader()
        minority = (leader, "w1")
        majority = [x for x in NAMES if x not in minority]
        one, other = [x for x in majority if x[0] == "m"]

        self.network.put(minority, "side-b")
        new = world.eventually(lambda: self.nodes[one].leader() in majority and self.nodes[one].leader(), "the majority elects a leader")
        follower = self.nodes[other if new == one else one]
        follower.docker("service", "update", "--detach", "--label-add", "written=apart", "web")
        world.eventually(lambda: len(self.running_on(one, majority)) == REPLICAS, "all tasks run in the majority")
        self.assertTrue(self.ready(one, majority))
        # The old leader is alone: it takes no write, and says so.
        status, _, answer = world.request(self.nodes[leader].socket, "POST", "/services/create",
                                          b'{"Name":"apart","TaskTemplate":{"ContainerSpec":{"Image":"web:v1"}}}', {"Content-Type": "application/json"})
        self.assertEqual(status, 500, answer)
        # What ran there still runs: nobody could tell the agents otherwise.
        self.assertGreater(len(self.engine.containers("web")), REPLICAS)

        self.network.put(minority, "side-a")
        world.eventually(lambda: self.ready(leader, NAMES), "all nodes are ready again, says the old leader")
        self.assertEqual(self.nodes[leader].ask("GET", "/services/web")["Spec"]["Labels"], {"written": "apart"})
        self.assertEqual([x["Spec"]["Name"] for x in self.nodes[leader].ask("GET", "/services")], ["web"])
        world.eventually(lambda: len(self.engine.containers("web")) == REPLICAS and len(self.running_on(leader, NAMES)) == REPLICAS,
                         "six containers run, none twice", 60)
        managers = [x["ManagerStatus"] for x in self.nodes[leader].nodes().values() if "ManagerStatus" in x]
        self.assertEqual(sorted(x["Reachability"] for x in managers), ["reachable"] * 3)
        self.assertEqual(sum(x.get("Leader", False) for x in managers), 1)


if __name__ == "__main__":
    world.main()
