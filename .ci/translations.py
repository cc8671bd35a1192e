#!/usr/bin/env python3
"""Keeps translations/*.ts in step with the sources.

Usage: translations.py update     writes what lupdate finds into every file, keeping what is translated
       translations.py check      prints what is missing, unfinished or left over and exits 1 if there is any

lupdate names the context of a text by the class as it reads it; the program asks by the name that moc knows, namespaces included, or by
the one that Q_DECLARE_TR_FUNCTIONS gives. Here the contexts are those of the program.
"""
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
from xml.sax.saxutils import escape

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LUPDATE = ("/usr/lib/qt6/bin/lupdate", "/usr/bin/lupdate6", "lupdate")
LANGUAGES = {"en": 2, "de": 2, "ja": 1}    # with how many forms a number has


def sources():
    for room in ("ui", "app/desktop"):
        for folder, _, names in os.walk(os.path.join(ROOT, room)):
            for name in sorted(names):
                if name.endswith((".h", ".cpp")):
                    yield os.path.relpath(os.path.join(folder, name), ROOT)


def contexts():
    """{(class, its folder or ""): the context that the program asks for}"""
    found, given_contexts, classes = {}, set(), set()
    for path in sources():
        text = open(os.path.join(ROOT, path), encoding="utf-8").read()
        spaces = re.findall(r"^namespace ([\w:]+) \{", text, re.M)
        for name, given in re.findall(r"struct (\w+)\s*\{\s*Q_DECLARE_TR_FUNCTIONS\(([\w:]+)\)", text):
            found[name, path] = given
            given_contexts.add(given)
        for name in re.findall(r"^class (\w+)[^;{]*\{\s*Q_OBJECT", text, re.M):
            found[name, os.path.dirname(path)] = "::".join(spaces[:1] + [name])
            classes.add(name)
        # A class without Q_OBJECT speaks for the one above it that has it.
        # "using S = ServiceFields; S::tr(…)": lupdate does not see through it and names no context.
        for given in re.findall(r"^ *using \w+ = (\w+);", text, re.M):
            if (given, path) in found:
                found["", path] = found[given, path]
    if given_contexts & classes:    # lupdate cannot tell whose text it is
        sys.exit("contexts named like a class with Q_OBJECT: " + ", ".join(sorted(given_contexts & classes)))
    return found


def lupdate():
    """[(context, source, comment, plural)] in the order of the sources."""
    program = next((p for p in LUPDATE if subprocess.run(["which", p], stdout=subprocess.DEVNULL).returncode == 0), None)
    if not program:
        sys.exit("there is no lupdate here (qt6-l10n-tools)")
    known = contexts()
    with tempfile.TemporaryDirectory() as scratch:
        target = os.path.join(scratch, "all.ts")
        subprocess.run([program, "-silent", "-locations", "absolute"] + list(sources()) + ["-ts", target], cwd=ROOT, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        messages = {}
        for context in tree.parse(target).getroot().iter("context"):
            short = context.findtext("name").split("::")[-1]
            for message in context.iter("message"):
                files = {os.path.relpath(os.path.join(scratch, x.get("filename")), ROOT) for x in message.iter("location")}
                for path in sorted(files):
                    name = (known.get((short, path)) or known.get((short, os.path.dirname(path)))
                            or next((v for (n, _), v in sorted(known.items()) if n == short), context.findtext("name")))
                    key = (name, message.findtext("source"), message.findtext("comment") or "")
                    messages[key] = message.get("numerus") == "yes"
    return messages


def read(path):
    """{(context, source, comment): [forms]} of what is translated and finished."""
    kept = {}
    if not os.path.exists(path):
        return kept
    for context in tree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type"):
                continue
            forms = [f.text or "" for f in translation.iter("numerusform")] or [translation.text or ""]
            kept[context.findtext("name"), message.findtext("source"), message.findtext("comment") or ""] = forms
    return kept


def wanted(language, messages):
    """English needs a file for its plural forms alone."""
    return {k: plural for k, plural in messages.items() if plural or language != "en"}


def whole(language, plural, forms):
    return forms is not None and len(forms) == (LANGUAGES[language] if plural else 1) and all(forms)


def write(path, language, messages, kept):
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
             '<TS version="2.1" language="%s" sourcelanguage="en">' % language]
    for context in sorted({k[0] for k in messages}):
        lines += ["<context>", "    <name>%s</name>" % context]
        for key, plural in messages.items():
            if key[0] != context:
                continue
            forms = kept.get(key)
            lines.append("    <message%s>" % (' numerus="yes"' if plural else ""))
            lines.append("        <source>%s</source>" % escape(key[1]))
            if key[2]:
                lines.append("        <comment>%s</comment>" % escape(key[2]))
            done = "" if whole(language, plural, forms) else ' type="unfinished"'
            if plural:
                lines.append("        <translation%s>" % done)
                for form in (forms or [""] * LANGUAGES[language]):
                    lines.append("            <numerusform>%s</numerusform>" % escape(form))
                lines.append("        </translation>")
            else:
                lines.append("        <translation%s>%s</translation>" % (done, escape(forms[0] if forms else "")))
            lines.append("    </message>")
        lines.append("</context>")
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(lines + ["</TS>"]) + "\n")


def main(verb):
    messages, failed = lupdate(), 0
    for language in LANGUAGES:
        path = os.path.join(ROOT, "translations", "skep_%s.ts" % language)
        here, kept = wanted(language, messages), read(path)
        if verb == "update":
            # A text that only changed its context keeps its translation.
            by_text = {k[1:]: forms for k, forms in kept.items()}
            write(path, language, here, {k: kept.get(k) or by_text.get(k[1:]) for k in here if k in kept or k[1:] in by_text})
            continue
        for key, plural in here.items():
            forms = kept.get(key)
            marks = lambda text: sorted(re.findall(r"%L?\d+|%n", text))
            if not whole(language, plural, forms):
                print("%s: %s: not translated: %s" % (os.path.basename(path), key[0], key[1]))
                failed += 1
            elif any(set(marks(form)) - set(marks(key[1])) or set(marks(key[1])) - set(marks(form)) - {"%n"} for form in forms):
                print("%s: %s: other numbered arguments: %s" % (os.path.basename(path), key[0], key[1]))
                failed += 1
        for key in kept.keys() - here.keys():
            print("%s: %s: nobody asks for it any more: %s" % (os.path.basename(path), key[0], key[1]))
            failed += 1
    if failed:
        print("%d breaches; .ci/translations.py update writes what is new into the files" % failed)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("update", "check"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
