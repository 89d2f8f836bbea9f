"""The named queries: each is somebody's."""

from __future__ import annotations

import re
from pathlib import Path

import pressctl.store

STORE = Path(next(iter(pressctl.store.__path__)))


def test_every_named_query_is_asked_for() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in STORE.rglob("*.py"))
    names = [
        name
        for file in sorted((STORE / "record" / "sql" / "queries").glob("*.sql"))
        for name in re.findall(r"^-- name: (\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(names) == len(set(names)) > 50
    assert [name for name in names if f'"{name}"' not in code] == []
