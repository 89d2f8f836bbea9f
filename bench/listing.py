"""How long `pressctl list` takes with 500 releases in four languages, beside `pressctl --version`.

Whole processes, taken in turn in one run; the ratio of the medians is what counts. The standing aim is 4.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from startup import compare

RELEASES = 500
AIM = 4.0
PROGRAM = [sys.executable, "-m", "pressctl"]


def office(folder: Path) -> Path:
    """Make a workspace with 500 copies of the sample release, each with its own identity and day."""
    subprocess.run([*PROGRAM, "init", str(folder)], check=True, stdout=subprocess.DEVNULL)
    sample = next((folder / "releases").iterdir())
    for number in range(RELEASES - 1):
        day = f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}"
        copy = folder / "releases" / f"{day}-announcement-number-{number}"
        shutil.copytree(sample, copy)
        for file in copy.glob("*.md"):
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(r"(?m)^id: .*$", f"id: {uuid4()}", text), encoding="utf-8", newline="\n")
    return folder


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = office(Path(folder) / "office")
        for arguments in (["list"], ["list", "--json"]):
            ours, theirs = compare([*PROGRAM, "-w", str(root), *arguments], [*PROGRAM, "--version"], runs=11)
            ratio = ours / theirs
            aim = f"   aim {AIM}" if arguments == ["list"] else "   reads every text in full; no aim"
            times = f"{ours * 1000:6.0f} ms   --version {theirs * 1000:4.0f} ms"
            print(f"pressctl {' '.join(arguments):<12} of {RELEASES}  {times}   ratio {ratio:5.2f}{aim}")
            if arguments == ["list"]:
                missed = ratio > AIM
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
