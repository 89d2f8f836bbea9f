"""How long `pressctl --help` and `--version` take, beside a Typer program that prints its version.

Whole processes, taken in turn (A B A B …) in one run; the ratio of the medians is what counts. The
standing aim is 1.6.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 21
AIM = 1.6
HELLO = '''
from typing import Annotated
import typer

app = typer.Typer()

def show(wanted: bool) -> None:
    if wanted:
        print("hello 1.0")
        raise typer.Exit

@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", callback=show, is_eager=True)] = False) -> None:
    """A program that prints its version."""

app()
'''


def seconds(command: list[str], folder: Path | None = None) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def compare(ours: list[str], theirs: list[str], runs: int = RUNS) -> tuple[float, float]:
    seconds(ours), seconds(theirs)  # a warm-up that is not counted
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def main() -> int:
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        for option in ("--version", "--help"):
            ours, theirs = compare(
                [sys.executable, "-m", "pressctl", option], [sys.executable, str(hello), "--version"]
            )
            missed |= ours / theirs > AIM
            times = f"{ours * 1000:6.0f} ms   hello {theirs * 1000:6.0f} ms"
            print(f"pressctl {option:<10} {times}   ratio {ours / theirs:4.2f}   aim {AIM}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
