"""How long `pressctl review read` takes beside pandoc, and whether its time grows with the document alone.

Whole processes side by side, each the best of several runs, one of each in turn. The reviewed release is a real copy of
the sample with changes written into it; the long documents are 200 pages with 1,250, 2,500 and 5,000 changes.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

LIMIT = 2.0
"""Times pandoc's time that reading a reviewed release may take."""
MEMORY = 300_000_000
SIZES = (1250, 2500, 5000)
PARAGRAPHS = 2000
"""Of about 60 words: 200 pages."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORDS = "The office says that the bus leaves at ten and that nobody has to pay for it today. "


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        reviewed = _reviewed_release(folder)
        print("a reviewed release, whole processes")
        _beside_pandoc(reviewed, folder, 15)
        print("200 pages")
        for changes in SIZES:
            path = folder / f"{changes}.docx"
            path.write_bytes(_long_document(changes))
            _measured(path, changes)
        print("200 pages with 5,000 changes, beside pandoc")
        _beside_pandoc(folder / "5000.docx", folder, 2)


def _pressctl(path: Path) -> list[str]:
    installed = Path(sys.executable).with_name("pressctl")
    program = [str(installed)] if installed.exists() else [sys.executable, "-m", "pressctl"]
    return [*program, "review", "read", str(path)]


def _beside_pandoc(path: Path, folder: Path, times: int) -> None:
    ours = _pressctl(path)
    if shutil.which("pandoc") is None:
        print(f"  pressctl {_best([ours], folder, times)[0]:.2f} s; pandoc is not installed")
        return
    theirs = ["pandoc", "--track-changes=all", "-f", "docx", "-t", "json", str(path)]
    best = _best([ours, theirs], folder, times)
    verdict = "within" if best[0] <= LIMIT * best[1] else "ABOVE"
    print(f"  pressctl {best[0]:.2f} s, pandoc {best[1]:.2f} s: {best[0] / best[1]:.2f} times, {verdict} {LIMIT:g}")


def _best(commands: list[list[str]], folder: Path, times: int) -> list[float]:
    best = [float("inf")] * len(commands)
    for _ in range(times):
        for number, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, cwd=folder, capture_output=True, check=True)
            best[number] = min(best[number], time.perf_counter() - start)
    return best


def _measured(path: Path, changes: int) -> None:
    asking = (
        "import resource, sys, time; from pathlib import Path; from pressctl.review.read import read\n"
        "data = Path(sys.argv[1]).read_bytes(); start = time.perf_counter()\n"
        "review = read(data, None, None, name='long')\n"
        "print(len(review.changes), time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    made = subprocess.run([sys.executable, "-c", asking, str(path)], capture_output=True, encoding="utf-8", check=True)
    found, seconds, memory = made.stdout.split()
    octets = int(memory) * (1 if sys.platform == "darwin" else 1024)
    verdict = "below" if octets < MEMORY else "ABOVE"
    print(
        f"  {changes:,} changes ({int(found):,} told): {float(seconds):.2f} s, {octets / 1e6:.0f} MB, "
        f"{verdict} {MEMORY / 1e6:.0f}"
    )


def _reviewed_release(folder: Path) -> Path:
    """Return a copy of the sample release as it comes back: words replaced in every second paragraph."""
    office = folder / "office"
    made: Callable[..., object] = subprocess.run
    made([sys.executable, "-m", "pressctl", "init", str(office)], capture_output=True, check=True)
    send = ["review", "send", "six", "--to", "press@example.org", "--language", "en", "--no-mail", "--yes"]
    made([sys.executable, "-m", "pressctl", "-w", str(office), *send], capture_output=True, check=True)
    (copy,) = office.glob("releases/*/review/*.docx")
    back = office / "back.docx"
    back.write_bytes(_with_changes(copy.read_bytes()))
    return back


def _with_changes(content: bytes) -> bytes:
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(b"</w:p>", _CHANGE + b"</w:p>", 25)
            written.writestr(part, data)
    return stream.getvalue()


_WHO = 'w:id="9" w:author="Elena Example" w:date="2018-10-24T16:02:00Z"'
_CHANGE = f'<w:ins {_WHO}><w:r><w:t xml:space="preserve"> More words.</w:t></w:r></w:ins>'.encode()


def _long_document(changes: int) -> bytes:
    each = max(1, changes // PARAGRAPHS)
    left, paragraphs = changes, []
    for number in range(PARAGRAPHS):
        here = min(left, each + (number % 2 if changes % PARAGRAPHS else 0))
        left -= here
        paragraphs.append(_paragraph(here))
    paragraphs.append(_paragraph(left))
    body = f'<w:document xmlns:w="{_W}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    stream = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
            'document.main+xml"/></Types>',
        )
        written.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{kind}" Target="word/document.xml"/>'
            "</Relationships>",
        )
        written.writestr("word/document.xml", body)
    return stream.getvalue()


def _paragraph(changes: int) -> str:
    run = f'<w:r><w:t xml:space="preserve">{_WORDS}</w:t></w:r>'
    change = (
        f'<w:del {_WHO}><w:r><w:delText xml:space="preserve">ten </w:delText></w:r></w:del>'
        f'<w:ins {_WHO}><w:r><w:t xml:space="preserve">eleven </w:t></w:r></w:ins>'
    )
    return f"<w:p>{run * 3}{(change + run) * changes}</w:p>"


if __name__ == "__main__":
    main()
