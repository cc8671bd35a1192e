"""Real processes for tests: a container engine, skepds, the genuine docker CLI.

A test program ends with `world.main()`. It then runs in network, mount and PID namespaces of its own: it meets nothing of this
machine and of other tests, and whatever it leaves behind, containers included, ends with it. Without root it is skipped (exit
status 77) and says so; as root everything that is missing is a failure.
"""
import contextlib
import ctypes
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
from urllib.parse import quote_plus as quote

SKIPPED = 77
DIRECTORY = "SKEP_TEST_WORLD"          # set for the program inside
PDEATHSIG = 1
CGROUPS = "/sys/fs/cgroup"
IMAGE = "searchsvc:v1.0"               # what the recordings call it; serves its pages on port 8080
GENTLE = "web:v1"                      # the same, but it heeds SIGTERM


def run_tests():
    unittest.main(verbosity=2, warnings="ignore")    # exits; what is left running ends with this namespace


def main(inner=run_tests):
    if DIRECTORY in os.environ:
        inner()
        sys.exit(0)
    if os.geteuid() != 0:
        print("skipped: namespaces and containers need root")
        sys.exit(SKIPPED)
    directory = tempfile.mkdtemp(prefix="skep-process.", dir="/tmp")
    os.chmod(directory, 0o711)
    command = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--propagation", "private",
               sys.executable, os.path.abspath(__file__), sys.executable] + sys.argv
    try:
        inside = subprocess.Popen(command, env=dict(os.environ, **{DIRECTORY: directory}),
                                  preexec_fn=lambda: ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL))
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: inside.kill())
        status = inside.wait()
    finally:
        remove_cgroups(directory)
        shutil.rmtree(directory, ignore_errors=True)
    sys.exit(status if status >= 0 else 1)


def first_process(command):
    """PID 1 of the namespace: prepares it, then reaps whoever is orphaned until the test program has ended."""
    run("mount", "-t", "tmpfs", "tmpfs", "/run")
    run("ip", "link", "set", "lo", "up")
    program = subprocess.Popen(command).pid
    while True:
        pid, status = os.wait()
        if pid == program:
            return os.waitstatus_to_exitcode(status)


def remove_cgroups(directory):
    name = os.path.basename(directory)
    for top in [CGROUPS] + [os.path.join(CGROUPS, x) for x in (os.listdir(CGROUPS) if os.path.isdir(CGROUPS) else [])]:
        for path, _, _ in os.walk(os.path.join(top, name), topdown=False):
            with contextlib.suppress(OSError):
                os.rmdir(path)


def run(*argv, check=True, timeout=60, **options):
    """What the command wrote; fails with it when its exit status is not 0."""
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout, **options)
    text = done.stdout.decode("utf-8", "replace")
    if check and done.returncode:
        raise AssertionError("%s: exit status %d: %s" % (" ".join(argv), done.returncode, text.strip()))
    return text


def eventually(condition, what, timeout=30):
    """Waits until the condition holds and gives its value; what it raises or gives last is part of the failure."""
    deadline, last = time.monotonic() + timeout, None
    while True:
        try:
            last = condition()
            if last:
                return last
        except (AssertionError, OSError, http.client.HTTPException, KeyError, ValueError, TypeError) as error:
            last = error
        if time.monotonic() > deadline:
            raise AssertionError("not within %d s: %s; last: %.2000s" % (timeout, what, last))
        time.sleep(0.1)


def program(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not path:
        raise AssertionError("there is no program %s here (packaging/install-packages run test)" % name)
    return path


def binary(name):
    path = os.path.join(os.environ.get("SKEP_BIN", ""), name)
    if not os.access(path, os.X_OK):
        raise AssertionError("there is no %s in SKEP_BIN (%s)" % (name, os.environ.get("SKEP_BIN")))
    return path


def docker_clis():
    """{version: path} of the genuine docker CLIs of this machine."""
    found = {}
    for directory in os.environ.get("PATH", "").split(":") + ["/usr/local/bin", "/usr/bin"]:
        path = os.path.join(directory, "docker")
        if os.access(path, os.X_OK):
            match = re.match(r"Docker version ([\d.]+)", run(path, "--version", check=False))
            if match:
                found.setdefault(match.group(1), path)
    if not found:
        raise AssertionError("there is no docker CLI here (packaging/install-packages run)")
    return found


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("skep", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def request(path, method, target, body=None, headers=None, timeout=60):
    """(status, headers in lower case, body) of one request to a Unix socket."""
    connection = UnixConnection(path, timeout)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None or method in ("POST", "PUT"):
            connection.putheader("Content-Length", str(len(body or b"")))
        connection.endheaders(body or None)
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


def ask(path, method, target, body=None, expect=(200, 201, 204), timeout=60):
    """The decoded answer; any other status than the expected ones is a failure."""
    data = None if body is None else json.dumps(body).encode()
    status, _, text = request(path, method, target, data, {"Content-Type": "application/json"} if data else {}, timeout)
    if status not in expect:
        raise AssertionError("%s %s: %d %s" % (method, target, status, text[:500].decode("utf-8", "replace")))
    return json.loads(text) if text.strip() else None


def load(engine, tag, start):
    """Makes the image on the engine with this socket."""
    repository, _, version = tag.partition(":")
    change = "CMD " + json.dumps(start)
    target = "/images/create?" + "&".join(k + "=" + quote(v) for k, v in (
        ("fromSrc", "-"), ("repo", repository), ("tag", version), ("changes", change)))
    status, _, answer = request(engine, "POST", target, image(), {"Content-Type": "application/x-tar"})
    if status >= 400 or b'"error"' in answer:
        raise AssertionError("the image cannot be imported: %s" % answer[:500])


class Engine:
    """A dockerd of our own with two small images."""

    def __init__(self, directory, name="engine", namespace=None):
        self.directory = os.path.join(directory, name)
        os.makedirs(self.directory)
        self.socket = os.path.join(self.directory, "engine.sock")
        self.log = open(os.path.join(self.directory, "engine.log"), "ab")
        command = [program("dockerd"), "--data-root", self.directory + "/data", "--exec-root", self.directory + "/exec",
                   "--pidfile", self.directory + "/pid", "--host", "unix://" + self.socket, "--log-level", "warn",
                   "--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", "/" + os.path.basename(directory)]
        self.process = subprocess.Popen(inside(namespace, command), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        eventually(self.answers, "the container engine answers", 60)
        for tag, start in ((IMAGE, ["httpd", "-f", "-p", "8080", "-h", "/www"]),
                           (GENTLE, ["sh", "-c", "trap 'exit 0' TERM; httpd -f -p 8080 -h /www & wait"])):
            load(self.socket, tag, start)

    def answers(self):
        if self.process.poll() is not None:
            with open(self.log.name, errors="replace") as log:
                raise SystemExit("dockerd does not start: " + log.read()[-2000:])
        return request(self.socket, "GET", "/_ping", timeout=5)[0] == 200

    def containers(self, service=None, running=True):
        """Container ids of tasks, by what they run."""
        filters = {"label": ["com.docker.swarm.service.name" + ("=" + service if service else "")]}
        if running:
            filters["status"] = ["running"]
        found = ask(self.socket, "GET", "/containers/json?all=1&filters=" + quote(json.dumps(filters)))
        return {x["Id"]: x["Labels"] for x in found}


def image():
    """A root file system: busybox, what the recordings call of it, and a page."""
    busybox = program("busybox")
    if b"not a dynamic" not in subprocess.run(["ldd", busybox], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout:
        raise AssertionError("%s is not static (packaging/install-packages test)" % busybox)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        def add(name, kind=tarfile.REGTYPE, data=b"", mode=0o755, link=""):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode, entry.size, entry.linkname = kind, mode, len(data), link
            archive.addfile(entry, io.BytesIO(data))
        for name in ("bin", "etc", "proc", "sys", "dev", "www", "root", "tmp"):
            add(name, tarfile.DIRTYPE)
        with open(busybox, "rb") as f:
            add("bin/busybox", data=f.read())
        for name in "sh sleep echo cat env hostname httpd ls nc wget".split():
            add("bin/" + name, tarfile.SYMTYPE, link="busybox")
        add("etc/passwd", data=b"root:x:0:0:root:/root:/bin/sh\n", mode=0o644)
        add("www/index.html", data=b"search v1.0\n", mode=0o644)
    return out.getvalue()


def inside(namespace, command):
    return (["ip", "netns", "exec", namespace] if namespace else []) + command


class Node:
    """One skepd. `address` is where the others reach it."""

    def __init__(self, directory, name, address, engine, namespace=None, options=()):
        self.name, self.address, self.namespace = name, address, namespace
        self.directory = os.path.join(directory, name)
        os.makedirs(self.directory, exist_ok=True)
        self.socket = os.path.join(self.directory, "skepd.sock")
        self.state = os.path.join(self.directory, "state")
        self.command = [binary("skepd"), "--state-dir", self.state, "--socket", self.socket, "--engine", "unix://" + engine.socket,
                        "--hostname", name] + list(options)
        self.process = None

    def start(self):
        assert self.process is None
        with open(os.path.join(self.directory, "skepd.log"), "ab") as log:
            self.process = subprocess.Popen(inside(self.namespace, self.command), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        eventually(lambda: self.alive() and request(self.socket, "GET", "/_ping", timeout=5)[0] == 200, self.name + " answers")
        return self

    def alive(self):
        if self.process.poll() is not None:
            raise SystemExit("%s ended with %s: %s" % (self.name, self.process.returncode, self.log()[-2000:]))
        return True

    def log(self):
        with open(os.path.join(self.directory, "skepd.log"), errors="replace") as log:
            return log.read()

    def kill(self, number=signal.SIGKILL):
        if self.process is None:
            return
        self.process.send_signal(number)
        self.process.wait(30)
        self.process = None

    def ask(self, method, target, body=None, **options):
        return ask(self.socket, method, target, body, **options)

    def docker(self, *argv, cli=None, check=True, timeout=60):
        """(exit status, stdout, stderr) of the docker CLI; just stdout when checked."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DOCKER_")}
        environment.update(DOCKER_HOST="unix://" + self.socket, HOME=self.directory, DOCKER_CONFIG=self.directory, LC_ALL="C.UTF-8")
        done = subprocess.run([cli or sorted(docker_clis().items())[0][1]] + list(argv), env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
        out, error = done.stdout.decode(), done.stderr.decode()
        if not check:
            return done.returncode, out, error
        if done.returncode:
            raise AssertionError("on %s: docker %s: exit status %d: %s" % (self.name, " ".join(argv), done.returncode, error.strip()))
        return out

    def init(self):
        return self.ask("POST", "/swarm/init", {"ListenAddr": self.address + ":2377", "AdvertiseAddr": self.address})

    def join(self, manager, role):
        token = manager.ask("GET", "/swarm")["JoinTokens"][role.capitalize()]
        self.ask("POST", "/swarm/join", {"ListenAddr": self.address + ":2377", "AdvertiseAddr": self.address,
                                         "RemoteAddrs": [manager.address + ":2377"], "JoinToken": token})

    def nodes(self):
        """The swarm's nodes by host name, as this manager shows them."""
        return {x["Description"]["Hostname"]: x for x in self.ask("GET", "/nodes")}

    def leader(self):
        return next((name for name, x in self.nodes().items() if x.get("ManagerStatus", {}).get("Leader")), None)

    def tasks(self, service, state="running"):
        filters = {"service": [service], "desired-state": ["running"]}
        return [x for x in self.ask("GET", "/tasks?filters=" + quote(json.dumps(filters))) if x["Status"]["State"] == state]


def directory():
    return os.environ[DIRECTORY]


if __name__ == "__main__":
    sys.exit(first_process(sys.argv[1:]))
