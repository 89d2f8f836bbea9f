"""How fast `pressctl check` reads releases: many beside textlint with nine rules, and one beside `--version`.

The same 500 texts, made of this repository's own samples, go to both programs in one run, a whole process each;
textlint and its rules come from npm into a cache folder outside the repository. The standing aims: twenty times as fast
per release, and a single check outside an office in three times the time of `pressctl --version`. Without npm the
first is skipped.
"""

from __future__ import annotations

import compileall
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from platformdirs import user_cache_path
from startup import seconds

ROOT = Path(__file__).parents[1]
RELEASES = 500
SHARE = 100
"""So many of them are enough to tell textlint's time for one; all would take minutes."""
AIM = 20.0
AIM_SINGLE = 3.0
RUNS = 15
TEXTLINT = "textlint@15"
RULES = {
    "alex": True,
    "common-misspellings": True,
    "max-comma": True,
    "no-start-duplicated-conjunction": True,
    "no-todo": True,
    "period-in-list-item": True,
    "stop-words": True,
    "terminology": True,
    "write-good": True,
}


def texts() -> list[str]:
    """Return the samples as anybody would hand them in: headline, dateline, text, without front matter."""
    found = []
    for file in sorted(ROOT.glob("releases/*/en.md")):
        matter, body = file.read_text(encoding="utf-8").split("\n---\n", 1)
        headline = re.search(r"(?m)^headline: (.*)$", matter)
        found.append(f"# {headline[1] if headline else 'Release'}\n\nBaku, 30 October 2018 – {body.strip()}\n")
    return found


def write_releases(folder: Path) -> list[str]:
    samples = texts()
    for number in range(RELEASES):
        text = samples[number % len(samples)]
        contact = f"\nMedia contact: Ana Example, Press Officer, ana{number}@example.org, +994 12 555 01 44\n"
        (folder / f"release-{number:03}.md").write_text(text + contact, encoding="utf-8", newline="\n")
    return sorted(str(path) for path in folder.glob("*.md"))


def installed_textlint() -> tuple[list[str], Path] | None:
    """Return the command of textlint with its rules and the folder to run it in; nothing where that cannot be."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("textlint: skipped, there is no npm")
        return None
    folder = user_cache_path("pressctl-bench") / "textlint"
    program = folder / "node_modules" / "textlint" / "bin" / "textlint.js"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        wanted = [TEXTLINT, *(f"textlint-rule-{name}" for name in RULES)]
        asked = [npm, "install", "--no-audit", "--no-fund", "--silent", *wanted]
        if subprocess.run(asked, cwd=folder, check=False).returncode or not program.exists():
            print("textlint: skipped, npm could not install it")
            return None
    (folder / ".textlintrc.json").write_text(json.dumps({"rules": RULES}), encoding="utf-8")
    return [node, str(program), "--format", "json"], folder


def whole_process(command: list[str], folder: Path) -> tuple[float, float]:
    """Return the seconds that passed, and those that the processors worked (nothing on Windows)."""
    begun, before = time.perf_counter(), os.times()
    ended = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=False)
    taken, after = time.perf_counter() - begun, os.times()
    if ended.returncode not in {0, 1} or not ended.stdout.lstrip().startswith((b"[", b"{")):
        raise SystemExit(f"{command[0]} ended with {ended.returncode}: {ended.stdout[:200]!r}")
    worked = after.children_user - before.children_user + after.children_system - before.children_system
    return taken, worked


def many(folder: Path) -> bool:
    files = write_releases(folder)
    ours, ours_worked = whole_process([sys.executable, "-m", "pressctl", "check", "--json", *files], folder)
    print(f"pressctl check, {RELEASES} releases: {ours:6.2f} s, {ours / RELEASES * 1000:6.2f} ms a release")
    textlint = installed_textlint()
    if textlint is None:
        return False
    command, where = textlint
    theirs, theirs_worked = whole_process([*command, *files[:SHARE]], where)
    ratio = (theirs / SHARE) / (ours / RELEASES)
    print(
        f"textlint with {len(RULES)} rules, {SHARE} of them: {theirs:6.2f} s, {theirs / SHARE * 1000:6.2f} ms a release"
    )
    print(f"{ratio:5.1f} times as fast   aim {AIM:.0f}", end="")
    print(f"   (in processor time {theirs_worked / SHARE / (ours_worked / RELEASES):.1f})" if ours_worked else "")
    return ratio < AIM


def one(folder: Path, where: str, start: Path) -> float:
    """Tell how long one check takes beside `--version`, both begun in the folder `start`; return the ratio."""
    file = next(iter(sorted(folder.glob("*.md"))))
    check = [sys.executable, "-m", "pressctl", "check", "--exit-zero", str(file)]
    version = [sys.executable, "-m", "pressctl", "--version"]
    seconds(check, start), seconds(version, start)  # a warm-up that is not counted
    pairs = [(seconds(check, start), seconds(version, start)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    times = f"{ours * 1000:4.0f} ms   --version {theirs * 1000:4.0f} ms"
    print(f"pressctl check FILE {where} {times}   ratio {ours / theirs:4.2f}", end="")
    return ours / theirs


def single(folder: Path) -> bool:
    # A developer's cache has the expressions of many a version; a user's has those of one, written by the warm-up.
    os.environ |= dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA"), str(folder / "cache"))
    ratio = one(folder, "anywhere,    ", folder)
    print(f"   aim {AIM_SINGLE:.0f}")
    one(folder, "in an office,", ROOT)
    print("   its pressctl.toml is read and validated, too")
    return ratio > AIM_SINGLE


def main() -> int:
    compileall.compile_dir(ROOT / "pressctl", quiet=2)  # as an installed package is; an editable one may not be
    with tempfile.TemporaryDirectory() as name:
        missed = [many(Path(name)), single(Path(name))]
    return 1 if any(missed) else 0


if __name__ == "__main__":
    sys.exit(main())
