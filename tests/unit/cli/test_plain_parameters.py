"""Words, paths and switches reach a command as they would by typer's own checks, without what those load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
from pathlib import Path
import typer
from pressctl.cli.plain_parameters import take_plainly
take_plainly()
app = typer.Typer(add_completion=False)
@app.command()
def act(
    files: list[Path], one: Path = Path("x"), word: str = None, words: list[str] = None, yes: bool = False,
    number: int = 3,
):
    print(repr((files, one, word, words, yes, number)))
    print("pydantic" in sys.modules)
app()
"""


def _act(*arguments: str, code: str = CODE) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def test_values_have_the_types_that_the_command_wants() -> None:
    plain = _act("a", "b", "--one", "c", "--word", "d", "--words", "e", "--yes", "--number", "4")
    typers = _act(
        "a", "b", "--one", "c", "--word", "d", "--words", "e", "--yes", "--number", "4",
        code=CODE.replace("take_plainly()\n", "", 1).replace("import take_plainly\n", "import take_plainly as _\n"),
    )  # fmt: skip
    assert plain.stdout.splitlines()[0] == typers.stdout.splitlines()[0]
    assert _act("a").stdout.splitlines()[0] == repr(([Path("a")], Path("x"), None, None, False, 3))


def test_what_can_be_wrong_is_still_checked() -> None:
    wrong = _act("a", "--number", "four")
    assert wrong.returncode == 2
    assert "--number" in wrong.stderr


def test_a_command_of_words_and_paths_does_not_load_pydantic() -> None:
    code = CODE.replace("    number: int = 3,\n", "").replace(", number))", "))")
    assert _act("a", "--yes", code=code).stdout.splitlines()[1] == "False"
