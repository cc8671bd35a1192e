"""Recorded answers against live ones.

A recording holds placeholders for what differs from run to run: `<id:node1>`, `<id12:task2>` (its first 12 characters),
`<token:1>`, `<version:3>`, `<time>` … (tests/data/docker-api/README.md). One that has a name stands for the same value wherever it
comes up again, except a version, which is the last one shown.
"""
import glob
import json
import os
import re

PLACEHOLDER = re.compile(r"<(?:(id|hex)(\d*):([a-z]*\d+)|(version|token|unlockkey|pem|pubkey|ip):(\d+)|(host)(\d+)"
                         r"|(time|ago|int|addr|subnet|vxlan|path|dns|any))>")
STAMP = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?[+-]\d\d:?\d\d(?: \w+)?|Z)"
SHAPES = {
    "version": r"\d+", "token": r"SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}", "unlockkey": r"SWMKEY-1-[A-Za-z0-9+/=]+",
    "pem": r"(?:-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?)+", "pubkey": r"[A-Za-z0-9+/=]+",
    "ip": r"[0-9.]+", "host": r"[\w.-]+", "time": STAMP, "ago": r"(?:[Ll]ess than a second|[Aa]bout an? \w+|\d+ \w+) ago",
    "int": r"-?\d+", "addr": r"[0-9a-f.:]+", "subnet": r"[\d./]+", "vxlan": r"[\d,]+", "path": r"\S+", "dns": r"\S+", "any": r".*?"}
# They say something of the machine, not of the server.
OF_THE_MACHINE = {"Plugins", "Containers", "Peers"}


class Bindings:
    """What the placeholders stand for so far; what is bound in a comparison that fails is undone."""

    def __init__(self):
        self.values = {}

    def copy(self):
        return dict(self.values)

    def restore(self, values):
        self.values = values

    def get(self, kind, name):
        return self.values.get((kind, name))

    def bind(self, kind, name, value):
        """False when it stands for something else already. Of an id the first characters may come before the rest."""
        known = self.get(kind, name)
        if kind == "version" or known is None:
            if kind == "id" and any(k[0] == "id" and "x" not in name + k[1] and v == value for k, v in self.values.items()):
                return False
            self.values[(kind, name)] = value
        elif kind in ("id", "hex") and value.startswith(known):
            self.values[(kind, name)] = value
        else:
            return known == value or (kind in ("id", "hex") and known.startswith(value))
        return True

    def fill(self, text):
        """The text to send, with values for its placeholders."""
        def value(m):
            kind, size, name = m.group(1) or m.group(4) or m.group(6) or m.group(8), m.group(2), m.group(3) or m.group(5) or m.group(7)
            known = self.get(kind, name)
            if known is None:
                raise Difference("nothing has shown a value for " + m.group(0))
            return known[:int(size)] if size else known
        return PLACEHOLDER.sub(value, text)


class Difference(AssertionError):
    pass


def short(value):
    text = repr(value)
    return text if len(text) < 300 else text[:300] + "…"


class Comparison:
    """Compares under bindings. `extra` and `missing`: members that may be there, or not, because only one generation has them."""

    def __init__(self, bindings, extra=(), missing=(), substitutions=()):
        self.bindings, self.extra, self.missing, self.substitutions = bindings, set(extra), set(missing), substitutions

    def attempt(self, compare, *arguments):
        """None, or how they differ; then nothing is bound."""
        before = self.bindings.copy()
        try:
            compare(*arguments)
        except Difference as difference:
            self.bindings.restore(before)
            return difference
        return None

    def text(self, recorded, live, where="", ignore_case=False):
        for pattern, replacement in self.substitutions:
            recorded = re.sub(pattern, replacement, recorded)
        pattern, names, end = "", [], 0
        for m in PLACEHOLDER.finditer(recorded):
            pattern += re.escape(recorded[end:m.start()])
            end = m.end()
            if m.group(1):
                pattern += "(%s{%s})" % ("[0-9a-z]" if m.group(1) == "id" else "[0-9a-f]", m.group(2) or (25 if m.group(1) == "id" else 64))
                names.append((m.group(1), m.group(3)))
            elif m.group(8):
                pattern += "(?:%s)" % SHAPES[m.group(8)]
            else:
                kind, name = (m.group(4), m.group(5)) if m.group(4) else (m.group(6), m.group(7))
                known = self.bindings.get(kind, name)
                pattern += "(%s)" % (SHAPES[kind] if known is None or kind == "version" else re.escape(known))
                names.append((kind, name))
        match = re.fullmatch(pattern + re.escape(recorded[end:]), live, re.S | (re.I if ignore_case else 0))
        if not match or not all(self.bindings.bind(kind, name, value) for (kind, name), value in zip(names, match.groups())):
            raise Difference("%s: %s instead of %s" % (where, short(live), short(recorded)))

    def json(self, recorded, live, where="body", unordered=False):
        if recorded == "<any>":
            return
        if isinstance(recorded, dict):
            if not isinstance(live, dict):
                raise Difference("%s: %s instead of an object" % (where, short(live)))
            for name, value in sorted(recorded.items(), key=lambda x: x[0] not in ("ID", "Slot", "Spec", "Name")):
                if name == "_elided" or name in OF_THE_MACHINE:
                    continue
                if name in live:
                    self.json(value, live[name], where + "." + name)
                elif value != "<any>" and name not in self.missing:
                    raise Difference("%s.%s: missing, recorded as %s" % (where, name, short(value)))
            for name in live:
                if name not in recorded and not recorded.get("_elided") and name not in self.extra | OF_THE_MACHINE:
                    raise Difference("%s.%s: %s is too much" % (where, name, short(live[name])))
        elif isinstance(recorded, list):
            if not isinstance(live, list) or len(recorded) != len(live):
                raise Difference("%s: %s instead of %d elements" % (where, short(live), len(recorded)))
            if unordered:
                self.bag(recorded, live, where, self.json)
            else:
                for i, (a, b) in enumerate(zip(recorded, live)):
                    self.json(a, b, "%s[%d]" % (where, i))
        elif isinstance(recorded, str) and re.fullmatch(r"<(int|version:\d+)>", recorded):
            if isinstance(live, bool) or not isinstance(live, int):
                raise Difference("%s: %s instead of a number" % (where, short(live)))
            self.text(recorded, str(live), where)
        elif isinstance(recorded, str):
            if not isinstance(live, str):
                raise Difference("%s: %s instead of %s" % (where, short(live), short(recorded)))
            if where.endswith(".EngineVersion"):
                recorded = "<any>"
            # What a JSON reader complains of is its own; messages begin with a capital or not.
            if where == "body.message" and recorded.startswith("invalid JSON: "):
                recorded = "invalid JSON: <any>"
            if where == "body.message":
                recorded, live = recorded[:1].lower() + recorded[1:], live[:1].lower() + live[1:]
            self.text(recorded, live, where)
        elif recorded != live or isinstance(recorded, bool) != isinstance(live, bool):
            raise Difference("%s: %s instead of %s" % (where, short(live), short(recorded)))

    def bag(self, recorded, live, where, compare):
        """Every element has its counterpart, in any order."""
        if not recorded:
            return
        nearest = None
        for i, candidate in enumerate(live):
            def rest():
                compare(recorded[0], candidate, where + "[]")
                self.bag(recorded[1:], live[:i] + live[i + 1:], where, compare)
            difference = self.attempt(rest)
            if difference is None:
                return
            if nearest is None or len(str(difference).split(":")[0]) > len(str(nearest).split(":")[0]):
                nearest = difference
        raise nearest or Difference("%s: nothing left for %s" % (where, short(recorded[0])))

    def lines(self, recorded, live, where, unordered=False, ignore_case=False):
        """Tables and texts of the CLI; columns are as wide as the values need."""
        recorded, live = columns(recorded), columns(live)

        def compare(a, b, here):
            self.text(a, b, here, ignore_case)
        if "<elided>" in recorded:
            self.elided(recorded, live, where, compare)
        elif len(recorded) != len(live):
            raise Difference("%s: %d lines instead of %d: %s instead of %s" % (where, len(live), len(recorded), short(live), short(recorded)))
        elif unordered:
            self.bag(recorded, live, where, compare)
        else:
            for i, (a, b) in enumerate(zip(recorded, live)):
                compare(a, b, "%s line %d" % (where, i + 1))

    def elided(self, recorded, live, where, compare):
        if not recorded:
            if live:
                raise Difference("%s: %s is too much" % (where, short(live)))
            return
        if recorded[0] != "<elided>":
            compare(recorded[0], live[0] if live else "", where)
            return self.elided(recorded[1:], live[1:], where, compare)
        for skipped in range(len(live) + 1):
            if self.attempt(self.elided, recorded[1:], live[skipped:], where, compare) is None:
                return
        raise Difference("%s: nothing left for %s in %s" % (where, short(recorded[1:]), short(live)))


def columns(text):
    text = re.sub(r"(?:<pem:\d+>|-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----)\n*", "certificate\n", text, flags=re.S)
    return ["\t".join(re.split(r" {2,}|\t+", line.rstrip())) for line in text.rstrip("\n").split("\n")] if text.strip() else []


def load(directory):
    """{name: recording}"""
    found = {}
    for path in sorted(glob.glob(os.path.join(directory, "*.json"))):
        with open(path) as f:
            found[os.path.basename(path)[:-5]] = json.loads(re.sub(r"(?:[Aa]bout an? \w+|[Ll]ess than a second) ago", "<ago>", f.read()))
    return found


def members(value, into):
    for name, inner in value.items() if isinstance(value, dict) else []:
        into.add(name)
        members(inner, into)
    for inner in value if isinstance(value, list) else []:
        members(inner, into)


def members_of_one_generation(recordings):
    """(of 20.10 only, of 28 only): members of answers."""
    seen = {"e20": set(), "e28": set()}
    for recording in recordings.values():
        for step in recording["steps"]:
            for exchange in step.get("exchanges", []):
                members(exchange["response"].get("body"), seen[recording["variant"][:3]])
    return seen["e20"] - seen["e28"], seen["e28"] - seen["e20"]
