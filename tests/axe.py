"""axe, run over many documents in one Chromium: starting the browser is what takes the time.

axe runs in a frame for each document. A page's own content security policy forbids every script, so it is taken away.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import axe_core_python
from lxml.html import document_fromstring

AXE = Path(os.environ.get("AXE") or Path(axe_core_python.__file__).parent / "axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_OF_A_MAIL = ("region", "landmark-one-main")
"""A mail is shown inside the page of a mail program, which has the landmarks."""
RUN = """
addEventListener("load", async () => {
  const off = Object.fromEntries(%s.map(rule => [rule, {enabled: false}]));
  const found = await axe.run(document, {runOnly: {type: "tag", values: %s}, rules: off});
  const said = found.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 160)).join(" | "));
  const line = parent.document.createElement("pre");
  line.id = "%s";
  line.textContent = JSON.stringify({said, passes: found.passes.length});
  parent.document.body.append(line);
});
"""


def judged(documents: Mapping[str, str], chromium: str, folder: Path, *, night: bool) -> Mapping[str, list[str]]:
    """Return what axe finds wrong with each document; the name of a mail begins with `mail`."""
    (folder / "axe.js").write_bytes(AXE.read_bytes())
    frames = []
    for name, text in documents.items():
        off = NOT_OF_A_MAIL if name.startswith("mail") else ()
        run = RUN % (json.dumps(off), json.dumps(TAGS), name)
        allowed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        script = f'<script src="axe.js"></script><script>{run}</script></body>'
        file = folder / f"{name}.html"
        file.write_text(allowed.replace("</body>", script), encoding="utf-8")
        frames.append(f'<iframe src="{html.escape(file.name)}" width="760" height="3000"></iframe>')
    host = folder / "host.html"
    host.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{''.join(frames)}", encoding="utf-8")
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        f"--user-data-dir={folder / 'profile'}", "--allow-file-access-from-files", "--window-size=800,3000",
        f"--blink-settings=preferredColorScheme={0 if night else 1}", "--dump-dom",
        f"--virtual-time-budget={60000 + 5000 * len(frames)}", host.as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, check=True, timeout=600).stdout.decode("utf-8")
    results = {line.get("id"): json.loads(line.text) for line in document_fromstring(shown).iter("pre")}
    assert set(results) == set(documents)
    assert all(result["passes"] > 10 for result in results.values())
    return {name: result["said"] for name, result in results.items()}
