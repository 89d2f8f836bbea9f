"""Verify a dossier without pressctl: python verify.py [HEAD], in the folder where the dossier was unpacked.

Python 3.8 or later, nothing else. The hash of a batch is SHA-256 over the hash before it and the seal of each event, a
line each; a seal is the SHA-256 of the event's line. Events that are not of this release stand here as seals alone.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Iterator  # noqa: UP035 - an auditor's Python may be old


def sha256(data: str | bytes) -> str:
    """Return the digest in hexadecimal."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")).hexdigest()


def _faults_of_files(folder: Path) -> Iterator[str]:
    """Yield what is not as MANIFEST says."""
    for line in (folder / "MANIFEST").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        if not (folder / name).is_file():
            yield f"{name} is missing"
        elif sha256((folder / name).read_bytes()) != digest:
            yield f"{name} was changed"


def _unlisted(folder: Path) -> list[str]:
    """Return the files that MANIFEST does not name: they may be the reader's own, and prove nothing."""
    listed = {line.split("  ", 1)[1] for line in (folder / "MANIFEST").read_text(encoding="utf-8").splitlines()}
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != "MANIFEST" and name not in listed)


def _faults_of_chain(chain: dict[str, Any], heads: set[str]) -> Iterator[str]:
    """Recompute every batch, and yield what does not fit; `heads` gets every hash of the chain."""
    previous, expected = "0" * 64, 1
    for row in chain["rows"]:
        events, last = row["events"], row["last_event"]
        which = f"events {expected} to {last}"
        if row["previous"] != previous or row["first_event"] != expected:
            yield f"the chain is broken before event {expected}"
        elif events is None:
            sys.stdout.write(f"Not shown, so not proved: {which}\n")
        elif len(events) != last - expected + 1 or not all(
            "seal" in event or json.loads(event["line"])["number"] == number
            for number, event in enumerate(events, expected)
        ):
            yield f"{which} are not complete"
        else:
            seals = [
                event["line"] if row["form"] == 1 else event.get("seal") or sha256(event["line"]) for event in events
            ]
            if sha256("\n".join([previous, *seals])) != row["hash"]:
                yield f"one of the {which} was changed"
        previous, expected = row["hash"], last + 1
        heads.add(previous)
    if previous != chain["head"]:
        yield "the head is not the last hash of the chain"


def main(folder: Path, wanted: str) -> int:
    """Say whether the dossier is whole; `wanted` is the head of a receipt, or empty."""
    heads: set[str] = set()
    try:
        chain = json.loads((folder / "chain.json").read_text(encoding="utf-8"))
        faults = [*_faults_of_files(folder), *_faults_of_chain(chain, heads)]
        whole = f"Whole: {chain['events']} events, head {chain['head']}"
        for name in _unlisted(folder):
            sys.stdout.write(f"Not in MANIFEST, so not proved: {name}\n")
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        sys.stdout.write(f"Damaged: MANIFEST or chain.json cannot be read ({error})\n")
        return 1
    if wanted and wanted not in heads:
        faults.append("the head of your receipt is not in this chain")
    sys.stdout.write("\n".join(faults or [whole]) + "\n")
    if not faults:
        sys.stdout.write("The chain proves the events. That the other files are the office's own is shown by the\n")
        sys.stdout.write("SHA-256 of the .zip alone, which the office was told when it made the dossier.\n")
    if not (wanted or faults):
        sys.stdout.write("Without the head from a receipt, a chain that was rebuilt looks whole, too.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # an old console does not know every letter of a file's name
    sys.exit(main(Path(__file__).resolve().parent, sys.argv[1].strip().lower() if len(sys.argv) > 1 else ""))
