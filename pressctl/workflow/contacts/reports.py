"""What an import leaves behind when asked to: the report of what was not taken, and the mapping for the next time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.toml_files import read_toml
from pressctl.errors import BadInput
from pressctl.store.files import write_atomically
from pressctl.store.lists.csv_list import write_csv
from pressctl.store.press_list.cells import COLUMNS
from pressctl.workflow.contacts.importing import Mapped
from pressctl.workflow.contacts.merging import ImportPlan

_HEADER = ("file", "row", "column", "kind", "count", "message")


def write_report(path: Path, plan: ImportPlan) -> None:
    """Write every row and cell that did not come over as CSV; an earlier report is replaced, nothing else is.

    Raises:
        BadInput: something else stands there, or it cannot be written.
    """
    _spare(path, b"\xef\xbb\xbf" + ";".join(_HEADER).encode())
    rows = [(n.file, str(n.row), n.column or "", n.reason.value, "1", n.message) for n in plan.not_taken]
    for each in plan.losses:
        loss = each.loss
        row = "" if loss.row is None else str(loss.row)
        rows.append((each.file, row, loss.column or "", loss.kind.value, str(loss.count), loss.message))
    write_atomically(path, write_csv(_HEADER, rows, excel=True), private=True)


def write_mapping(path: Path, lists: Sequence[Mapped]) -> None:
    """Write where every column went, for `--map FILE.toml`; an earlier mapping is replaced, nothing else is.

    Raises:
        BadInput: something else stands there, or it cannot be written.
    """
    import tomlkit

    said = "Where the columns of a list go: pressctl contacts import --map"
    _spare(path, f"# {said}".encode())
    document = tomlkit.document()
    document.add(tomlkit.comment(said))
    columns = tomlkit.table()
    for each in lists:
        for column in each.mapping.columns:
            if not column.filled and column.target is None:
                continue
            target = column.target
            words = "-" if target is None else target if target in COLUMNS else f"+{target}"
            columns[column.heading] = words
    document["columns"] = columns
    write_atomically(path, tomlkit.dumps(document).encode())


def read_mapping(path: Path) -> dict[str, str]:
    """Return heading → target of a mapping that was kept.

    Raises:
        BadInput: it cannot be read, or is no mapping.
    """
    columns = read_toml(path, str(path)).values.get("columns")
    if not isinstance(columns, dict) or not all(isinstance(target, str) for target in columns.values()):
        raise BadInput(f"{path} is no mapping", hint='it wants a table [columns] with lines such as "Firma" = "outlet"')
    return columns


def _spare(path: Path, beginning: bytes) -> None:
    """Refuse to replace what does not begin as a file of ours does."""
    try:
        present = read_file(path, len(beginning))
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}") from error
    if present and present != beginning:
        raise BadInput(f"{path} is there already and is something else", hint="give another name")
