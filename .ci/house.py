#!/usr/bin/env python3
"""The rules of the house that a compiler does not check: who includes whom, what pure rooms may not use, what nobody may.

Usage: house.py [ROOT]. Prints one line for each breach and exits 1 if there is any.
"""
import os
import re
import sys

SOURCES = (".h", ".cpp")
IMPURE = [
    (r"\bQObject\b|\bQTimer\b|\bQThread\b|\bQCoro\b", "an event loop"),
    (r"\bunordered_(map|set)\b|\bQHash\b|\bQSet\b", "a container without a defined order"),
    (r"currentDateTime|system_clock::now|steady_clock::now|\bsystemNow\b", "a clock"),
    (r"std::random_device|secureRandom|secureBytes|makeSecureId", "randomness that is no argument"),
    (r"std::thread|std::mutex|\bco_await\b", "a thread or a coroutine"),
    (r"\bQFile\b|std::ifstream|std::ofstream|\bfopen\(", "the disk"),
]
FORBIDDEN = [
    (r"\bthrow\b(?!\s*\()", "throw: errors are Result values"),
    (r"\bSIGNAL\(|\bSLOT\(", "string-based connect"),
    (r"\b(FIXME|XXX|TODO)\b", "a note to self: write an issue or an ADR"),
    (r"(?<![\w.])/(home|root|mnt)/\w", "a path of one machine"),
    (r"\bqDebug\(|\bqWarning\(|\bqInfo\(", "a log message without a category"),
    (r"#include <unordered_(map|set)>", None),
]
BANNED_SUFFIX = re.compile(r"^(class|struct) (\w+(Helper|Utils?|Handler|Processor))\b")


def layers(path):
    """{room: (allowed rooms, pure)}"""
    rooms = {}
    for line in open(path, encoding="utf-8"):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        room, _, rest = line.partition("->")
        words = rest.split()
        rooms[room.strip()] = ({w for w in words if w not in ("-", "pure")}, "pure" in words)
    return rooms


def code_of(line):
    """The line without its comment and without the text of string literals."""
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return line.split("//")[0]


def check_file(name, text, rooms):
    """Breaches of one file; `name` is its path from the root."""
    found = []
    room = os.path.dirname(name)
    while room and room not in rooms:
        room = os.path.dirname(room)
    allowed, pure = rooms.get(room, (None, False))
    for number, line in enumerate(text.splitlines(), 1):
        at = "%s:%d: " % (name, number)
        include = re.match(r'\s*#include "([^"]+)"', line)
        if include and allowed is not None and "/" in include.group(1):
            target = os.path.dirname(include.group(1))
            while target and target not in rooms:
                target = os.path.dirname(target)
            if target and target != room and target not in allowed:
                found.append(at + "%s may not include %s" % (room, target))
        code = code_of(line)
        if pure and not include:
            for pattern, what in IMPURE:
                if re.search(pattern, code):
                    found.append(at + "pure room uses %s" % what)
        for pattern, what in FORBIDDEN:
            if what and re.search(pattern, line if "path" in what or "note" in what else code):
                found.append(at + what)
        if BANNED_SUFFIX.match(line):
            found.append(at + "a name that does not say what the thing is: " + BANNED_SUFFIX.match(line).group(2))
    if name.endswith(".h") and "#pragma once" not in text:
        found.append(name + ":1: no #pragma once")
    return found


def check_tree(root):
    rooms = layers(os.path.join(root, ".ci", "layers.txt"))
    found = []
    for room in rooms:
        if not os.path.isdir(os.path.join(root, room)):
            found.append(".ci/layers.txt: no such room: " + room)
    for top in ("shared", "daemon", "app", "ui"):
        for folder, _, files in os.walk(os.path.join(root, top)):
            for file in sorted(files):
                path = os.path.relpath(os.path.join(folder, file), root)
                if not file.endswith(SOURCES):
                    continue
                with open(os.path.join(root, path), encoding="utf-8") as f:
                    found += check_file(path, f.read(), rooms)
                parent = os.path.dirname(path)
                while parent and parent not in rooms:
                    parent = os.path.dirname(parent)
                if not parent and os.path.dirname(path) != "daemon":
                    found.append(path + ": belongs to no room of .ci/layers.txt")
    return found


if __name__ == "__main__":
    breaches = check_tree(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    print("\n".join(breaches) if breaches else "house rules: no breach")
    sys.exit(1 if breaches else 0)
