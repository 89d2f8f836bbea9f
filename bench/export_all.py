"""Whether `export --all` over 500 releases keeps its memory, and how many releases a second it writes.

Each release has a photograph and is written in every format. The process's peak memory is taken after 100 releases and
after 500: the ratio is what counts. The standing aim is 1.1.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from offices import made_office, multiply
from PIL import Image

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.export.base import Format
from pressctl.model.moment import Moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.exporting.many import Reached, Selection, export_many
from pressctl.workflow.exporting.one import ExportOrder

RELEASES = 500
EARLY = 100
AIM = 1.1
PHOTOGRAPH = (2000, 1333)
MEDIA = """media:
  - file: media/hall.jpg
    alt: A hall
    caption: The hall on the eve of the conference
    credit: Nadir Example
"""


def peak_memory() -> int:
    """Return the most memory that this process has had, in KiB."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def furnish(folder: Path, number: int) -> Workspace:
    """Make an office of `number` releases, each with a photograph of its own."""
    workspace, _, sample = made_office(folder)
    for variant in workspace.release(sample).glob("??.md"):
        if variant.name != "en.md":
            variant.unlink()
    multiply(workspace, number)
    photograph = folder / "hall.jpg"
    noise = [Image.effect_noise(PHOTOGRAPH, 60) for _ in range(3)]
    Image.merge("RGB", noise).save(photograph, quality=60)
    for slug in workspace.slugs():
        release = workspace.release(slug)
        (release / "media").mkdir(exist_ok=True)
        shutil.copyfile(photograph, release / "media" / "hall.jpg")
        text = (release / "en.md").read_text(encoding="utf-8")
        opening, matter, body = text.split("---\n", 2)
        (release / "en.md").write_text(f"{opening}---\n{matter}{MEDIA}---\n{body}", encoding="utf-8", newline="\n")
    return workspace


def main(number: int = RELEASES) -> int:
    if sys.platform == "win32":
        print("export --all   memory cannot be measured on this system")
        return 0
    marks: dict[int, int] = {}

    def reached(state: Reached) -> None:
        if state.done in {EARLY, number}:
            marks[state.done] = peak_memory()

    with tempfile.TemporaryDirectory() as name:
        workspace = furnish(Path(name), number)
        desk = Desk(
            workspace,
            load_config(workspace.config_file),
            lambda: Moment(datetime(2019, 1, 1, 9, tzinfo=UTC), "Asia/Baku"),
            "bench",
        )
        begun = time.perf_counter()
        done = export_many(
            desk, Selection(workspace.slugs()), ExportOrder(tuple(Format)), stop=lambda: False, progress=reached
        )
        passed = time.perf_counter() - begun
    if done.failed or done.releases != number:
        print(f"only {done.releases} of {number} were exported: {done.failed[:1]}", file=sys.stderr)
        return 1
    ratio = marks[number] / marks[EARLY]
    memory = f"{marks[EARLY] / 1024:.0f} MB after {EARLY}, {marks[number] / 1024:.0f} MB after {number}"
    print(f"export --all        {memory}   ratio {ratio:4.2f}   aim {AIM}   {number / passed:.1f} releases/s")
    return 1 if ratio > AIM else 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
