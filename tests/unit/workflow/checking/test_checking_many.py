"""Many documents on several processors give what they give one by one, unreadable ones included."""

from __future__ import annotations

import os
from concurrent import futures
from datetime import date
from pathlib import Path

import pytest

from pressctl.errors import BadInput
from pressctl.workflow.checking.documents import check_document
from pressctl.workflow.checking.house import house_of
from pressctl.workflow.checking.many import check_documents


def test_order_and_findings_are_those_of_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    paths = []
    for number in range(90):
        path = tmp_path / f"{number:02}.txt"
        path.write_text(
            f"School {number} opens\n\nBaku, {number % 28 + 1} May 2018 – A the the school opened.\n", "utf-8"
        )
        paths.append(path)
    paths.insert(40, tmp_path / "gone.txt")
    house = house_of(None, date(2018, 10, 30))
    found = list(check_documents(house, paths))
    gone = found.pop(40)
    assert isinstance(gone, BadInput)
    assert gone.message == "gone.txt cannot be read: no such file or directory"
    assert found == [check_document(house, path) for path in paths if path.name != "gone.txt"]


def test_no_more_processes_begin_than_windows_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Begun(Exception):
        pass

    def begin(workers: int, **_: object) -> None:
        raise Begun(workers)

    monkeypatch.setattr(os, "cpu_count", lambda: 128)
    monkeypatch.setattr(futures, "ProcessPoolExecutor", begin)
    with pytest.raises(Begun, match=r"^61$"):
        list(check_documents(house_of(None, date(2018, 10, 30)), [Path("a.txt")] * 10_000))
