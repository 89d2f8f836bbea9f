"""What press officers use otherwise: mailmerge (Python) and nodemailer (JavaScript), kept apart from the project.

Both get what pressctl's message has: a text, an HTML version and the same document, personal by one name.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

MAILMERGE = "mailmerge==2.3.0"
NODEMAILER = "nodemailer@10.6.1"
CONNECTIONS = 8
"""Of nodemailer's pool, where it is asked for one."""


@dataclass(frozen=True)
class Letter:
    """What a rival sends."""

    text: str
    html: str
    document: Path | None


def cache() -> Path:
    """Return the folder in which the rivals are kept: never in the repository."""
    named = os.environ.get("PRESSCTL_BENCH_CACHE")
    folder = Path(named) if named else Path.home() / ".cache" / "pressctl-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def mailmerge_program() -> Path | None:
    """Return mailmerge, installed where it is not yet; nothing where it cannot be."""
    place = cache() / "mailmerge"
    program = place / "bin" / "mailmerge"
    if not program.exists():
        install = [place / "bin" / "python", "-m", "pip", "install", "--quiet", MAILMERGE]
        for command in ([sys.executable, "-m", "venv", str(place)], list(map(str, install))):
            if subprocess.run(command, check=False, capture_output=True).returncode:
                return None
    return program if program.exists() else None


def mailmerge(program: Path, folder: Path, port: int, letter: Letter, number: int) -> float:
    """Send so many with mailmerge, and return how long it took."""
    folder.mkdir(exist_ok=True)
    attachment = f"ATTACHMENT: {letter.document}\n" if letter.document else ""
    (folder / "mailmerge_template.txt").write_text(
        "TO: {{email}}\nFROM: press@example.org\nSUBJECT: Sirens and gauges\nMIME-Version: 1.0\n"
        f"{attachment}Content-Type: multipart/alternative; boundary=cut\n\n--cut\n"
        f"Content-Type: text/plain; charset=utf-8\n\nDear {{{{name}}}},\n\n{letter.text}\n--cut\n"
        f"Content-Type: text/html; charset=utf-8\n\n<p>Dear {{{{name}}}},</p>\n{letter.html}\n--cut--\n",
        encoding="utf-8",
    )
    rows = [f"reporter{n}@example.com,Nigar Example {n}" for n in range(number)]
    (folder / "mailmerge_database.csv").write_text("\n".join(["email,name", *rows, ""]), encoding="utf-8")
    (folder / "mailmerge_server.conf").write_text(f"[smtp_server]\nhost = 127.0.0.1\nport = {port}\n", encoding="utf-8")
    began = time.perf_counter()
    subprocess.run([program, "--no-dry-run", "--no-limit"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def nodemailer_folder() -> Path | None:
    """Return where nodemailer is, installed where it is not yet; nothing where it cannot be."""
    npm, place = shutil.which("npm"), cache() / "nodemailer"
    if npm is None or shutil.which("node") is None:
        return None
    if not (place / "node_modules" / "nodemailer").exists():
        place.mkdir(exist_ok=True)
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(place), NODEMAILER]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return None
    return place


_SCRIPT = """
const nodemailer = require("nodemailer"), fs = require("fs");
const {port, number, connections, text, html, document} = JSON.parse(fs.readFileSync("letter.json", "utf8"));
const pool = connections ? {pool: true, maxConnections: connections, maxMessages: Infinity} : {};
const road = nodemailer.createTransport({host: "127.0.0.1", port, secure: false, ignoreTLS: true, ...pool});
const attachments = document ? [{filename: "release.docx", content: fs.readFileSync(document)}] : [];
const send = n => road.sendMail({
  from: "press@example.org", to: `"Nigar Example ${n}" <reporter${n}@example.com>`, subject: "Sirens and gauges",
  text: `Dear Nigar Example ${n},\\n\\n${text}`, html: `<p>Dear Nigar Example ${n},</p>\\n${html}`, attachments,
});
const all = async () => {
  if (connections) await Promise.all(Array.from({length: number}, (_, n) => send(n)));
  else for (let n = 0; n < number; n++) await send(n);
};
const began = process.hrtime.bigint();
all().then(() => { console.log(Number(process.hrtime.bigint() - began) / 1e9); road.close(); });
"""


def nodemailer(place: Path, port: int, letter: Letter, number: int, *, connections: int = 0) -> float:
    """Send so many with nodemailer, and return how long the sending took (without Node's start).

    Args:
        place: where it is installed.
        port: of the server.
        letter: what to send.
        number: to how many.
        connections: of its pool; without one, each message waits for the last, as its documentation begins.
    """
    (place / "bench.js").write_text(_SCRIPT, encoding="utf-8")
    facts = {
        "port": port,
        "number": number,
        "connections": connections,
        "text": letter.text,
        "html": letter.html,
        "document": str(letter.document) if letter.document else None,
    }
    (place / "letter.json").write_text(json.dumps(facts), encoding="utf-8")
    ended = subprocess.run(["node", "bench.js"], cwd=place, check=True, capture_output=True, text=True)
    return float(ended.stdout)
