#!/usr/bin/env python3
"""Runs clang-tidy over the project's sources as they were compiled in BUILD.

A file is done when it, or a header that it answers for, or .clang-tidy changed since it last passed; what passed is
remembered by content, for all checkouts side by side, as ccache remembers what was compiled. Every header of ours has one file that answers for it: that of its own name, else
the first that includes it. So a change to a header that all include is checked once, not four hundred times.
Usage: tidy.py BUILD
"""
import concurrent.futures
import functools
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "mien-tidy"
FOLDERS = ("app/", "core/")


def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return set(listed.splitlines())


def dependencies(build: pathlib.Path) -> dict[str, list[str]]:
    """Per source file, all the project's files that it was built from (ninja knows; ccache makes paths relative)."""
    lines = subprocess.run(["ninja", "-C", build, "-t", "deps"], check=True, capture_output=True, text=True).stdout
    found: dict[str, list[str]] = {}
    for block in re.split(r"\n\n", lines):
        paths = [os.path.normpath(build / path) for path in re.findall(r"^    (.*)$", block, re.M)]
        ours = [os.path.relpath(path, ROOT) for path in paths
                if path.startswith(f"{ROOT}/") and "/.venv/" not in path and not path.startswith(f"{build}/")]
        if ours:
            found[ours[0]] = sorted(set(ours))
    return found


def answers(depends: dict[str, list[str]], files: list[str]) -> dict[str, list[str]]:
    """Per source file, itself and the headers that it answers for."""
    found = {file: [file] for file in files}
    includers: dict[str, list[str]] = {}
    for file in files:
        for header in depends.get(file, []):
            if header != file and header.startswith(FOLDERS):
                includers.setdefault(header, []).append(file)
    for header in sorted(includers):
        own = os.path.splitext(header)[0] + ".cpp"
        found[own if own in includers[header] else includers[header][0]].append(header)
    return found


@functools.cache
def linter() -> bytes:
    """What a verdict rests on besides the files: the linter's version and what it is asked."""
    version = subprocess.run(["clang-tidy", "--version"], check=True, capture_output=True).stdout
    return version + (ROOT / ".clang-tidy").read_bytes() + pathlib.Path(__file__).read_bytes()


def key(files: list[str]) -> str:
    digest = hashlib.sha256(linter())
    for file in files:
        path = ROOT / file
        digest.update(file.encode() + b"\0" + (path.read_bytes() if path.exists() else b"") + b"\0")
    return digest.hexdigest()


def check(build: pathlib.Path, file: str) -> tuple[str, str]:
    """The complaints about one file; empty when there are none."""
    result = subprocess.run(["clang-tidy", "--quiet", "-p", build, "--extra-arg=-Wno-unknown-warning-option",
                             "--extra-arg=-Wno-c++11-narrowing", file],
                            cwd=ROOT, capture_output=True, text=True)
    return file, "" if result.returncode == 0 else result.stdout + result.stderr


def main() -> int:
    build = (ROOT / sys.argv[1]).resolve()
    depends = dependencies(build)
    known = tracked()
    commands = json.loads((build / "compile_commands.json").read_text())
    files = {os.path.relpath(entry["file"], ROOT) for entry in commands}
    files = sorted(file for file in files & known if file.startswith(FOLDERS))
    todo = {file: key(checked) for file, checked in answers(depends, files).items()}
    todo = {file: stamp for file, stamp in todo.items() if not (CACHE / stamp).exists()}
    CACHE.mkdir(parents=True, exist_ok=True)
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, complaints in pool.map(lambda name: check(build, name), todo):
            print(f"{file}: {'complaints' if complaints else 'fine'}", flush=True)
            if complaints:
                bad += 1
                print(complaints)
            else:
                (CACHE / todo[file]).touch()
    print(f"{len(files)} files, {len(todo)} checked, {bad} with complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
