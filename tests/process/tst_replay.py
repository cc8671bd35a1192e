"""Recorded exchanges of genuine engines, replayed against a skepd: as requests, and by the genuine docker CLI of the recorded
generation where this machine has it. How recordings are read: tests/data/docker-api/README.md."""
import json
import os
import re
import time
import unittest

import recordings
import world
from recordings import Comparison, Difference

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "docker-api")
RECORDINGS = recordings.load(DATA)
ONLY_20, ONLY_28 = recordings.members_of_one_generation(RECORDINGS)
ADDRESS = "192.0.2.11"
UNORDERED = re.compile(r"/(services|nodes|tasks|networks)$")
READING = {"ls", "ps", "inspect", "info", "version", "join-token"}
PATIENCE = 10
# Steps that are not as recorded, and why: of requests, and by the CLI.
EXCEPTIONS = {
    ("errors-not-in-swarm.e28-c28", 18): "the engine's networks are passed on; an older engine has no EnableIPv4",
    ("service-create-basic.e28-c20", 0): "to clients of API 1.41 the two engines answered differently; Warnings is left out, as 20.10 did",
    ("service-create-basic.e28-c20", 8): "the recording shows a task left over from before it",
}
CLI_EXCEPTIONS = {
    ("service-create-basic.e28-c20", 8): "the recording shows a task left over from before it",
    ("service-create-basic.e28-c20", 9): "and its container",
}


def setUpModule():
    global ENGINE
    # An address to advertise, as a machine with one network has.
    for command in ("link add eth0 type veth peer name eth0-peer", "link set eth0 up", "link set eth0-peer up", "addr add %s/24 dev eth0" % ADDRESS):
        world.run("ip", *command.split())
    ENGINE = world.Engine(world.directory())


def number(text):
    return tuple(int(x) for x in text.split("."))


class Replay:
    def __init__(self, name, cli=None):
        self.name, self.recording, self.cli = name, RECORDINGS[name], cli
        old = self.recording["variant"].startswith("e20")
        self.siblings = [r for n, r in RECORDINGS.items() if r["scenario"] == self.recording["scenario"] and n != name]
        self.node = world.Node(world.directory(), "%s-%s" % (name, "cli" if cli else "http"), ADDRESS, ENGINE)
        self.node.start()
        self.api = self.node.ask("GET", "/version")
        self.bindings = recordings.Bindings()
        self.bindings.bind("host", "1", self.node.name)
        self.bindings.bind("ip", "1", ADDRESS)
        self.compare = Comparison(self.bindings, extra=ONLY_28 if old else ONLY_20, missing=ONLY_20 if old else ONLY_28, substitutions=[
            (r"(?<=Maximum supported API version is )[\d.]+", self.api["ApiVersion"]),
            (r"(?<=Minimum supported API version is )[\d.]+", self.api["MinAPIVersion"]),
            (re.escape(self.recording["engine"]["version"]) + r"(?:\+dfsg\d*)?", "<any>")])
        self.begin()

    def begin(self):
        if self.recording["initial_state"] == "no-swarm":
            return
        shown = [b.get("Swarm", {}).get("Cluster", b) for b in self.bodies("/swarm", "/swarm", "/info")]
        swarm = next((x for x in shown if "Spec" in x), {})
        self.node.ask("POST", "/swarm/init", {"ListenAddr": "0.0.0.0:2377", "AdvertiseAddr": ADDRESS,
                                              "DefaultAddrPool": swarm.get("DefaultAddrPool", ["10.0.0.0/8"]) or []})
        # Some recordings were made in a swarm that had been worked with.
        if swarm.get("Spec"):
            version = self.node.ask("GET", "/swarm")["Version"]["Index"]
            self.node.ask("POST", "/swarm/update?version=%d" % version, swarm["Spec"])
            world.eventually(self.settled, "the swarm's root is that of its node")
        node = self.node.ask("GET", "/nodes")[0]
        shown = [x for b in self.bodies("/nodes", "/nodes", "/nodes/<id:node1>", "/nodes/<host1>") for x in (b if isinstance(b, list) else [b])]
        labels = next((x["Spec"]["Labels"] for x in shown if "Spec" in x), {})
        if labels and "_elided" not in labels:
            self.node.ask("POST", "/nodes/%s/update?version=%d" % (node["ID"], node["Version"]["Index"]), dict(node["Spec"], Labels=labels))

    def settled(self):
        """Its settings may have asked for a new root."""
        swarm, node = self.node.ask("GET", "/swarm"), self.node.ask("GET", "/nodes")[0]
        return not swarm["RootRotationInProgress"] and node["Description"]["TLSInfo"]["TrustRoot"] == swarm["TLSInfo"]["TrustRoot"]

    def bodies(self, area, *paths):
        """What the recording shows of these before it changes anything there."""
        for step in self.recording["steps"]:
            for exchange in step["exchanges"]:
                request, response = exchange["request"], exchange["response"]
                if request["method"] == "POST" and request["path"].startswith(area) and response["status"] < 400:
                    return
                if request["method"] == "GET" and request["path"] in paths and response["status"] == 200:
                    yield response["body"]

    def steps(self):
        for i, step in enumerate(self.recording["steps"]):
            oldest = min([number(x["request"]["api"]) for x in step["exchanges"] if "api" in x["request"]], default=(9,))
            if oldest < number(self.api["MinAPIVersion"]) and step["exchanges"][-1]["response"]["status"] < 400:
                continue    # 20.10 still served versions that 28 refuses, as we do
            if step["exchanges"] or self.cli:
                yield i, step, (self.name, i) in (CLI_EXCEPTIONS if self.cli else EXCEPTIONS)

    def run(self, step, index, patience=PATIENCE):
        self.patience = patience
        argv = step.get("argv") or []
        founding = argv[1:3] == ["swarm", "init"] and "--force-new-cluster" not in argv and "already part" not in step["stderr"]
        if founding:    # the recorder left what the step before had founded
            self.node.ask("POST", "/swarm/leave?force=1", expect=(200, 503))
        if self.cli and step["kind"] == "cli":
            self.command(step)
        else:
            self.requests(step, index)

    # --- as requests ---------------------------------------------------------------------------------------------

    def requests(self, step, index):
        asked = [json.dumps(x["request"], sort_keys=True) for x in step["exchanges"]]
        for i, exchange in enumerate(step["exchanges"]):
            # What the CLI saw while it waited passes sooner or later; the steps after it see what came of it.
            passing = step.get("progress_stdout") and exchange["request"]["method"] == "GET" \
                and (asked[i] in asked[i + 1:] or "elided_variants" in exchange)
            if not passing:
                self.exchange(exchange, index, 60 if step.get("progress_stdout") else self.patience)

    def exchange(self, exchange, index, patience):
        request, response = exchange["request"], exchange["response"]
        deadline = time.monotonic() + patience
        while True:
            answer = self.send(request, "out of sequence" in json.dumps(response))
            difference = self.compare.attempt(self.answer, request, response, answer)
            if difference is None or self.of_other_generation(request, response, index, answer):
                return
            if request["method"] not in ("GET", "HEAD") or answer[0] != response["status"] or time.monotonic() > deadline:
                raise Difference("%s %s: %s" % (request["method"], request["path"], difference))
            time.sleep(0.1)

    def of_other_generation(self, request, response, index, answer):
        """Errors may be those of the other engine."""
        for sibling in self.siblings:
            for other in sibling["steps"][index]["exchanges"] if index < len(sibling["steps"]) else []:
                if other["request"]["path"] == request["path"] and other["request"]["method"] == request["method"] \
                        and other["response"]["status"] >= 400 \
                        and self.compare.attempt(self.answer, request, other["response"], answer) is None:
                    return True
        return False

    def filled(self, value):
        if isinstance(value, dict):
            return {self.filled(k): self.filled(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.filled(x) for x in value]
        if isinstance(value, str):
            text = self.bindings.fill(value)
            return int(text) if re.fullmatch(r"<version:\d+>", value) else text
        return value

    def send(self, request, stale=False):
        for version in re.findall(r"<version:(\d+)>", json.dumps(request.get("query") or {})):
            if self.bindings.get("version", version) is None:     # it would have been shown to the CLI
                shown = self.node.ask("GET", re.sub("/update$", "", self.bindings.fill(request["path"])))["Version"]["Index"]
                self.bindings.bind("version", version, str(shown - 1 if stale else shown))
        target = ("/v" + request["api"] if "api" in request else "") + self.bindings.fill(request["path"])
        if request.get("query"):
            target += "?" + "&".join(k + "=" + world.quote(str(self.filled(v)) if isinstance(v, str) else json.dumps(self.filled(v)))
                                     for k, v in request["query"].items())
        body = request.get("body_text")
        if "body" in request:
            body = json.dumps(self.filled(request["body"]))
        return world.request(self.node.socket, request["method"], target, None if body is None else body.encode(), request.get("headers"))

    def answer(self, request, response, live):
        status, headers, text = live
        if status != response["status"]:
            raise Difference("status %d instead of %d: %s" % (status, response["status"], text[:300]))
        self.headers(request, response, status, headers)
        recorded, path = response.get("body"), request["path"]
        if path.startswith("/distribution/"):
            return
        if "body_text" in response:
            self.compare.text(response["body_text"], text.decode(), "body")
        elif "body" not in response:
            if text:
                raise Difference("body: %r instead of nothing" % text[:300])
        else:
            body = json.loads(text)
            if path == "/info":
                recorded, body = recorded["Swarm"], body["Swarm"]
            elif path == "/version" and status == 200:
                recorded = dict({k: "<present>" for k in recorded}, Platform="<any>", _elided=True, Os=recorded["Os"], Arch="<any>")
                recorded = {k: v for k, v in recorded.items() if v != "<present>" or k not in body}
            elif path == "/networks":
                recorded = [dict(x, IPAM="<any>", Options="<any>", Labels="<any>", Created="<any>") for x in recorded]
            self.compare.json(of_the_machine(recorded), of_the_machine(body), unordered=bool(UNORDERED.search(path)))

    def headers(self, request, response, status, live):
        if status == 404 and response.get("body", {}).get("message") == "page not found":
            return      # the engine's own, which is asked for whatever is not the swarm's
        expected = dict(self.recording["common_response_headers"])
        if response.get("headers") == "<ping>":
            expected.update(self.recording["ping_response_headers"])
        elif "headers" in response:
            expected.update(response["headers"])
        elif "body" in response and status < 400:
            expected["Content-Type"] = "application/json"
        for name, value in expected.items():
            if name in ("Server", "Builder-Version"):   # each program's own
                value = live.get(name.lower())
            if name == "Api-Version":
                value = self.api["ApiVersion"]
            if name.lower() not in live and name != "Builder-Version" or live.get(name.lower()) != value:
                raise Difference("header %s: %r instead of %r" % (name, live.get(name.lower()), value))

    # --- by the CLI ----------------------------------------------------------------------------------------------

    def command(self, step):
        argv = [self.bindings.fill(x) for x in step["argv"][1:]]
        api = next((x["request"]["api"] for x in step["exchanges"] if "api" in x["request"]), None)
        # With the recorded engine the CLI agreed on this version; ours speaks a newer one than the old engine.
        prefix = ["env", "DOCKER_API_VERSION=" + api] if api and self.recording["variant"].startswith("e20") else ["env"]
        deadline = time.monotonic() + self.patience
        while True:
            result = self.docker(prefix, argv, step.get("stdin"))
            difference = self.compare.attempt(self.output, step, *result)
            if difference is None:
                return
            if not READING & set(argv) or "--rotate" in argv or result[0] != step["rc"] or time.monotonic() > deadline:
                raise Difference("docker %s: %s" % (" ".join(argv), difference))
            time.sleep(0.2)

    def docker(self, prefix, argv, stdin):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DOCKER_")}
        environment.update(DOCKER_HOST="unix://" + self.node.socket, HOME=self.node.directory, LC_ALL="C.UTF-8")
        done = world.subprocess.run(prefix + [self.cli] + argv, env=environment, input=(stdin or "").encode(), timeout=100,
                                    stdout=world.subprocess.PIPE, stderr=world.subprocess.PIPE)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def output(self, step, status, out, err):
        argv, recorded = step["argv"], step["stdout"]
        if status != step["rc"]:
            raise Difference("exit status %d instead of %d: %s" % (status, step["rc"], err))
        if argv[1] == "version":
            server = json.loads(out).get("Server") if "json" in argv else out.partition("Server:")[2]
            if not server or self.api["ApiVersion"] not in str(server):
                raise Difference("stdout: no server in %s" % out)
        elif step.get("progress_stdout"):
            recorded, out = recordings.columns(recorded), recordings.columns(out)
            self.compare.text(recorded[0], out[0], "first line")
            # 20.10 says "converged", 28 says which service.
            self.compare.text(recorded[-1], out[-1], "last line")
        elif recorded.startswith(("[\n", "{\n")):
            quoted = re.sub(r'(?<!")(<(?:version:\d+|int)>)(?!")', r'"\1"', recorded)
            self.compare.json(of_the_machine(json.loads(quoted)), of_the_machine(json.loads(out)), "stdout")
        else:
            own = r"(?m)^( (?:CPUs|Memory|Log|Network|Volume):\s+).*$"
            self.compare.lines(re.sub(own, r"\1-", recorded), re.sub(own, r"\1-", out), "stdout",
                               unordered=bool({"ls", "ps"} & set(argv)) and len(argv) > 2)
        self.compare.lines(step["stderr"], err, "stderr", ignore_case=True)


def of_the_machine(value):
    """Without what a machine has, and its size."""
    if isinstance(value, dict):
        return {k: "<any>" if k == "Resources" and "NanoCPUs" in (v or {}) else of_the_machine(v) for k, v in value.items()}
    return [of_the_machine(x) for x in value] if isinstance(value, list) else value


class Recorded(unittest.TestCase):
    def replay(self, name, cli=None):
        replay = Replay(name, cli)
        try:
            compared = 0
            for i, step, exception in replay.steps():
                what = " ".join(step.get("argv") or [step["exchanges"][0]["request"]["method"], step["exchanges"][0]["request"]["path"]])
                difference = None
                try:
                    replay.run(step, i, 0 if exception else PATIENCE)
                except Difference as error:
                    difference = error
                if exception:
                    continue
                with self.subTest(step=i, what=what):
                    if difference:
                        raise difference
                compared += 1
            self.assertGreater(compared, 0)
        finally:
            replay.node.kill()
            for container in ENGINE.containers(running=False):
                world.ask(ENGINE.socket, "DELETE", "/containers/%s?force=1" % container)


def add(name, recording):
    generation = ".".join(recording["cli"].split(".")[:2])
    path = next((p for v, p in sorted(world.docker_clis().items()) if v.startswith(generation)), None)
    word = re.sub(r"\W", "_", name)
    setattr(Recorded, "test_requests_of_%s_are_answered_alike" % word, lambda self: self.replay(name))

    def by_cli(self):
        if not path:
            self.skipTest("there is no docker CLI %s here; its requests are replayed all the same" % generation)
        self.replay(name, path)
    setattr(Recorded, "test_docker_%s_prints_%s" % (generation.replace(".", "_"), word), by_cli)


for NAME, RECORDING in RECORDINGS.items():
    add(NAME, RECORDING)

if __name__ == "__main__":
    world.main()
