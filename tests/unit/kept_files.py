"""What may befall a file in the user's cache."""

from __future__ import annotations

from pathlib import Path


def damage(file: Path, how: str) -> None:
    """Damage a kept file: `cut`, `changed`, `empty`, of `another` pressctl, or a `folder` in its place."""
    whole = file.read_bytes()
    match how:
        case "cut":
            file.write_bytes(whole[:-3])
        case "changed":
            file.write_bytes(whole[:-3] + b"xyz")
        case "empty":
            file.write_bytes(b"")
        case "another":
            file.write_bytes(whole.replace(whole[8:12], b"\0\0\0\0", 1))
        case _:
            file.unlink()
            file.mkdir()
