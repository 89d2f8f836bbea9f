"""Page and mail, looked over by axe in Chromium: both looks, every language, by day and by night.

axe runs in a frame for each document, all of them in one browser: starting it is what takes the time. The page's own
content security policy forbids every script, so the test takes it away.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import axe_core_python
import pytest
from lxml.html import document_fromstring

from pressctl.config.looks import LookName
from pressctl.export.frame import MailFrame, lead
from pressctl.export.html import render_html, render_mail_html
from pressctl.export.sheet import Placed, Sheet
from pressctl.language.labels import load_labels
from pressctl.model.release import Edition
from pressctl.model.text import Emphasis, Foreign, Paragraph, Strong, Words

AXE = os.environ.get("AXE") or str(Path(axe_core_python.__file__).parent / "axe.min.js")
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

pytestmark = pytest.mark.chromium


def documents(sheet: Sheet, look: LookName) -> Mapping[str, str]:
    """Page and mail of a sheet in a look."""
    inlines = (
        Words("A "),
        Foreign("az", (Words("Milli Məclis"),)),
        Emphasis((Words(" may "),)),
        Strong((Words("do"),)),
    )
    dressed = replace(
        sheet, look=replace(sheet.look, name=look), body=(*sheet.body, Placed("body[9]", Paragraph(inlines)))
    )
    labels = load_labels(None, sheet.language)
    frame = MailFrame(
        greeting=labels.greeting.neutral,
        preheader=lead(sheet),
        sender=sheet.letterhead.office,
        opt_out=labels.mail.opt_out.format(office=sheet.letterhead.office, address="press@example.org"),
        opt_out_address="press@example.org",
        note="A note",
    )
    name = f"{look.value}-{sheet.language}"
    return {f"page-{name}": render_html(dressed), f"mail-{name}": render_mail_html(dressed, frame)}


def judged(documents: Mapping[str, str], chromium: str, folder: Path, *, night: bool) -> Mapping[str, list[str]]:
    """Return what axe finds wrong with each document."""
    frames = []
    for name, text in documents.items():
        off = NOT_OF_A_MAIL if name.startswith("mail") else ()
        run = RUN % (json.dumps(off), json.dumps(TAGS), name)
        allowed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        script = f"<script>{Path(AXE).read_text(encoding='utf-8')}</script><script>{run}</script></body>"
        file = folder / f"{name}.html"
        file.write_text(allowed.replace("</body>", script), encoding="utf-8")
        frames.append(f'<iframe src="{html.escape(file.name)}" width="760" height="3000"></iframe>')
    host = folder / "host.html"
    host.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{''.join(frames)}", encoding="utf-8")
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        f"--user-data-dir={folder / 'profile'}", "--allow-file-access-from-files", "--window-size=800,3000",
        f"--blink-settings=preferredColorScheme={0 if night else 1}", "--virtual-time-budget=60000", "--dump-dom",
        host.as_uri(),
    ]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, check=True, timeout=180).stdout.decode("utf-8")
    results = {line.get("id"): json.loads(line.text) for line in document_fromstring(shown).iter("pre")}
    assert set(results) == set(documents)
    assert all(result["passes"] > 10 for result in results.values())
    return {name: result["said"] for name, result in results.items()}


@pytest.fixture
def in_languages(composed: Callable[..., Sheet], edition: Edition) -> Callable[..., Mapping[str, str]]:
    """Return what sets page and mail in every look and in some languages."""

    def make(*languages: str) -> Mapping[str, str]:
        sheets = [composed(replace(edition, language=language)) for language in languages]
        return {name: text for sheet in sheets for look in LookName for name, text in documents(sheet, look).items()}

    return make


@pytest.mark.parametrize(
    ("night", "languages"), [(False, ("en", "az", "ru", "ar")), (True, ("en", "ar"))], ids=["day", "night"]
)
def test_axe_finds_nothing_in_page_and_mail(
    in_languages: Callable[..., Mapping[str, str]],
    program: Callable[[str], str],
    tmp_path: Path,
    night: bool,
    languages: tuple[str, ...],
) -> None:
    found = judged(in_languages(*languages), program("chromium"), tmp_path, night=night)
    assert {name: said for name, said in found.items() if said} == {}


def test_the_look_over_finds_what_is_wrong(sheet: Sheet, program: Callable[[str], str], tmp_path: Path) -> None:
    page = documents(sheet, LookName.MODERN)["page-modern-en"]
    spoilt = (
        re.sub(r' alt="[^"]*"', "", page)
        .replace("--ink: #1c1c1c", "--ink: #cccccc")
        .replace('<html lang="en"', "<html")
    )
    found = judged({"page": spoilt}, program("chromium"), tmp_path, night=False)
    assert {said.partition(":")[0] for said in found["page"]} >= {"image-alt", "color-contrast", "html-has-lang"}
