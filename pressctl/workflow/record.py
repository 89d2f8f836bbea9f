"""The record, opened for a desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pressctl.store.record.database import Database
from pressctl.store.record.opening import open_record, open_to_read
from pressctl.workflow.desk import Desk


@contextmanager
def record_of(desk: Desk) -> Iterator[Database]:
    """Open the workspace's record, making it where there is none yet."""
    with open_record(desk.workspace.database, clock=lambda: desk.clock().instant) as database:
        yield database


@contextmanager
def record_if_any(desk: Desk) -> Iterator[Database | None]:
    """Open the record if there is one: reading and dry runs make none."""
    if not desk.workspace.database.exists():
        yield None
        return
    with record_of(desk) as database:
        yield database


@contextmanager
def record_to_read(desk: Desk) -> Iterator[Database | None]:
    """Open the record, if there is one, to read it alone: that works on a read-only disk, too."""
    if not desk.workspace.database.exists():
        yield None
        return
    with open_to_read(desk.workspace.database) as database:
        yield database
