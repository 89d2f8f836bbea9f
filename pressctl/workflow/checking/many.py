"""Checking many documents at once, on every processor; one that cannot be read does not keep the others from it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from pressctl.errors import BadInput
from pressctl.frozen import replace
from pressctl.workflow.checking.documents import CheckedText, check_document
from pressctl.workflow.checking.house import House

_WORTH_A_PROCESS = 40
"""Documents; a process takes as long to begin as so many to check."""
_MOST = 61
"""Processes that Windows lets one process wait for."""


def check_documents(house: House, paths: Sequence[Path]) -> Iterator[CheckedText | BadInput]:
    """Check documents that are no releases, in order; in place of one that cannot be read stands what is wrong."""
    workers = min(os.cpu_count() or 1, _MOST, len(paths) // _WORTH_A_PROCESS)
    check_one = partial(_checked, replace(house, voided=None))  # the record is about releases
    if workers < 2 or house.ask or house.dictionaries:  # what the net and a dictionary said is kept in this process
        yield from map(check_one, paths)
        return
    from concurrent.futures import ProcessPoolExecutor

    share = max(1, len(paths) // (workers * 4))
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_the_parent) as pool:
        try:
            yield from pool.map(check_one, paths, chunksize=share)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _checked(house: House, path: Path) -> CheckedText | BadInput:
    try:
        return check_document(house, path)
    except BadInput as error:
        return BadInput(error.message, hint=error.hint, problems=error.problems)


def _leave_interrupts_to_the_parent() -> None:
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
