"""Make the README's pictures from the real outputs: page, mail and plan; and the PDF in both looks.

Needs LibreOffice, Chromium and poppler. Run by hand when the look changes: `python docs/tools/pictures.py`.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import io
import os
import struct
import subprocess
import sys
import tempfile
import termios
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
QUIET = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking")

LAYOUT = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 28px; width: 1344px; display: flex; gap: 24px; align-items: flex-start }}
body {{ background: #e9edf2 }}
figure {{ margin: 0; background: white; border-radius: 6px; box-shadow: 0 2px 10px #0003; overflow: hidden }}
img {{ display: block }}
.terminal {{ position: absolute; left: 28px; bottom: 28px; background: none }}
</style>
<figure style="height: 900px"><img src="{page}" width="636"></figure>
<figure style="height: 900px"><img src="{mail}" width="684"></figure>
<figure class="terminal"><img src="{terminal}" width="760"></figure>
"""


LOOKS = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 28px; width: 1344px; display: flex; gap: 24px; background: #e9edf2 }}
figure {{ margin: 0; background: white; border-radius: 4px; box-shadow: 0 2px 10px #0003; overflow: hidden }}
img {{ display: block }}
</style>
{figures}
"""


def run(*command: str, folder: Path | None = None) -> None:
    """Run a program quietly; its failure is ours."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def in_terminal(*arguments: str, folder: Path) -> str:
    """Return what `pressctl ARGUMENTS` writes to a terminal of 80 columns, with its colours."""
    controller, side = os.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "pressctl", *arguments],
        cwd=folder,
        stdin=side,
        stdout=side,
        stderr=side,
        env={**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", "XDG_CONFIG_HOME": str(me(folder))},
    )
    os.close(side)
    written = bytearray()
    with contextlib.suppress(OSError):  # the terminal closes with its last program
        while data := os.read(controller, 4096):
            written += data
    process.wait()
    os.close(controller)
    return written.decode("utf-8").replace("\r", "")


def me(folder: Path) -> Path:
    """Write down who acts, so that nobody is asked; return the folder of the configuration."""
    configuration = folder / ".configuration"
    (configuration / "pressctl").mkdir(parents=True, exist_ok=True)
    (configuration / "pressctl" / "config.toml").write_text('[me]\nname = "Nigar Example"\n', encoding="utf-8")
    return configuration


def screenshot(source: Path, target: Path, width: int, height: int) -> None:
    """Let Chromium draw a page."""
    with tempfile.TemporaryDirectory() as profile:
        size = f"--window-size={width},{height}"
        run(
            "chromium",
            "--headless",
            *QUIET,
            f"--user-data-dir={profile}",
            size,
            f"--screenshot={target}",
            source.as_uri(),
        )


def embedded(path: Path) -> str:
    """Return a picture as a data URI."""
    kind = "svg+xml" if path.suffix == ".svg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def page(office: Path, folder: Path) -> Path:
    """Set the sample as DOCX and draw its first page."""
    run(sys.executable, "-m", "pressctl", "export", "six", "-f", "docx", "-l", "en", "-o", str(folder), folder=office)
    (docx,) = folder.glob("*.docx")
    run("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), str(docx))  # fmt: skip
    run(
        "pdftoppm",
        "-r",
        "110",
        "-f",
        "1",
        "-l",
        "1",
        "-singlefile",
        "-png",
        str(docx.with_suffix(".pdf")),
        str(folder / "page"),
    )
    return folder / "page.png"


def mail(office: Path, folder: Path) -> Path:
    """Draw the mail that the Arabic reader of the sample gets."""
    for path in sorted((office / "outbox").rglob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        if isinstance(message, EmailMessage) and message["Content-Language"] == "az":
            body = message.get_body(("html",))
            (folder / "mail.html").write_text(body.get_content() if body else "", encoding="utf-8")
            break
    screenshot(folder / "mail.html", folder / "mail.png", 684, 900)
    return folder / "mail.png"


def terminal(office: Path, folder: Path) -> Path:
    """Draw the plan as it stands in a terminal."""
    from rich.console import Console
    from rich.text import Text

    text = in_terminal("send", "six", "--to", "all", "--dry-run", folder=office)
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(Text.from_ansi("$ pressctl send six-organizations --to all --dry-run\n" + text))
    console.save_svg(str(folder / "terminal.svg"), title="pressctl")
    return folder / "terminal.svg"


def looks(office: Path, folder: Path) -> list[Path]:
    """Draw the first page of the PDF in both looks, set from the left and from the right."""
    pages = []
    for look, language in (("modern", "en"), ("classic", "en"), ("modern", "ar"), ("classic", "ar")):
        target = folder / f"{look}-{language}"
        run(sys.executable, "-m", "pressctl", "export", "six", "-f", "pdf", "-l", language, "--look", look,
            "-o", str(target), folder=office)  # fmt: skip
        (pdf,) = target.glob("*.pdf")
        run("pdftoppm", "-r", "60", "-f", "1", "-l", "1", "-singlefile", "-png", str(pdf), str(target))
        pages.append(target.with_suffix(".png"))
    return pages


def main() -> None:
    """Draw everything and put it together."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        office = folder / "office"
        run(sys.executable, "-m", "pressctl", "demo", str(office))
        pictures = {
            "page": embedded(page(office, folder)),
            "mail": embedded(mail(office, folder)),
            "terminal": embedded(terminal(office, folder)),
        }
        (folder / "overview.html").write_text(LAYOUT.format(**pictures), encoding="utf-8")
        screenshot(folder / "overview.html", PICTURES / "overview.png", 1400, 960)
        figures = "".join(
            f'<figure><img src="{embedded(path)}" width="318"></figure>' for path in looks(office, folder)
        )
        (folder / "looks.html").write_text(LOOKS.format(figures=figures), encoding="utf-8")
        screenshot(folder / "looks.html", PICTURES / "looks.png", 1400, 506)


if __name__ == "__main__":
    main()
