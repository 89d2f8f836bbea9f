"""`new correction` and `new withdrawal` as an officer uses them: from the release that was wrong to the mails."""

from __future__ import annotations

from collections import Counter
from email import message_from_bytes, policy

from tests.acceptance.conftest import PressOffice

CORRECTION = (
    "new", "correction", "--set", "corrects=six-organizations",
    "--set", "fields.wrong=The release said that parliamentarians from 11 countries took part.",
    "--set", "fields.right=Parliamentarians from 12 countries took part.",
    "--set", "draft.wrong_words=11 countries", "--set", "draft.right_words=12 countries",
)  # fmt: skip


def corrected(office: PressOffice) -> str:
    """Draft a correction of the sample; return its slug."""
    ended = office.run(*CORRECTION)
    assert ended.code == 0, ended.err
    (slug,) = (path.name for path in (office.root / "releases").iterdir() if "-correction-" in path.name)
    return slug


def test_a_correction_is_drafted_exported_and_mailed_as_one(office: PressOffice) -> None:
    first = office.slug
    assert office.run("send", first, "--to", "az-media", "--yes").code == 0
    text = office.file("en").read_text(encoding="utf-8")
    office.file("en").write_text(
        text.replace("headline: Six organizations", "headline: 6 organizations"), encoding="utf-8"
    )
    slug = corrected(office)
    exported = office.run("export", slug, "--format", "txt")
    assert exported.code == 0, exported.err
    line = "Correction of: “Six organizations join forces in Baku against human\ntrafficking”, version 1 of "
    (written,) = (office.root / "releases" / slug / "out").glob("*.txt")
    assert line in written.read_text(encoding="utf-8")
    before = set((office.root / "outbox").rglob("*.eml"))
    sent = office.run("send", slug, "--to", "international", "--yes")
    assert sent.code == 0, sent.err
    mails = set((office.root / "outbox").rglob("*.eml")) - before
    subjects = Counter(str(message_from_bytes(mail.read_bytes(), policy=policy.default)["Subject"]) for mail in mails)
    assert mails
    assert set(subjects) == {"Correction: 6 organizations join forces in Baku against human trafficking"}


def test_an_unfinished_correction_is_not_sent(office: PressOffice) -> None:
    slug = corrected(office)
    file = office.root / "releases" / slug / "en.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("corrects:")] + text[text.index("---\n\n") :], encoding="utf-8")
    refused = office.run("send", slug, "--to", "all", "--yes")
    assert refused.code == 4
    assert "the release that it corrects" in refused.err + refused.out


def test_a_reference_to_nothing_is_named_with_its_line(office: PressOffice) -> None:
    slug = corrected(office)
    file = office.root / "releases" / slug / "en.md"
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("corrects:"))
    lines[at + 1] = "  id: 7d1f5c1e-0000-4000-8000-000000000001"
    file.write_text("\n".join(lines), encoding="utf-8")
    refused = office.run("export", slug)
    assert refused.code == 3
    assert f"en.md:{at + 2}" in refused.err
    assert "no release of this office has this id" in " ".join(refused.err.split())


def test_a_withdrawal_asks_which_release_and_why(office: PressOffice) -> None:
    refused = office.run("new", "withdrawal")
    assert refused.code == 3
    for words in ("--set corrects=", "--set headline=", "--set fields.reason="):
        assert words in refused.err
    wrong = office.run("new", "withdrawal", "--set", "corrects=nothing-like-it")
    assert wrong.code == 3
    assert 'no release "nothing-like-it"' in wrong.err
