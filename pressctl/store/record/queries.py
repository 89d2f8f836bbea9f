"""The named queries of `sql/queries/`, read when one of them is first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_SQL = Path(__file__).parent / "sql"

_QUERY_NAME = re.compile(r"^-- name: (\w+)", re.MULTILINE)


def statement(query: str) -> Any:  # aiosql has no types; the queries' callers give them
    """Return a named query, to be called with a connection and its values."""
    return getattr(queries_of(files_by_query()[query]), query)


def sql_of(query: str) -> str:
    """Return the text of a named query."""
    return str(statement(query).sql)


@cache
def files_by_query() -> Mapping[str, Path]:
    """Return where each named query stands; a file is parsed when one of its queries is first asked for."""
    return {
        name: file
        for file in sorted((_SQL / "queries").glob("*.sql"))
        for name in _QUERY_NAME.findall(file.read_text(encoding="utf-8"))
    }


@cache
def queries_of(file: Path) -> Any:  # likewise
    """Return the queries of one file by name."""
    import aiosql

    return aiosql.from_path(file, "sqlite3", encoding="utf-8")
