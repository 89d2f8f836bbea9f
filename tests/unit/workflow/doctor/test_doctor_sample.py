"""What is left of the sample office in one's own is said, and stands in the way of mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.load import parse_config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import CONFIG, Workspace
from pressctl.model.moment import Moment, parse_moment
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, Verdict
from pressctl.workflow.doctor.office import examine_names
from pressctl.workflow.doctor.sample_left import examine_sample
from pressctl.workflow.office.own import OfficeAnswers, own_office

SAMPLE = (builtin_templates() / "sample" / CONFIG).read_text(encoding="utf-8")
OWN = own_office(OfficeAnswers(name={"en": "Bureau"}, languages=("en", "fr"), email="press@bureau.example"))
SMTP = ('transport = "folder"', 'transport = "smtp"')


def desk_of(folder: Path, text: str) -> Desk:
    now: Moment = parse_moment("2026-11-24T10:00Z")
    return Desk(Workspace(folder), parse_config(text, Path(CONFIG)), lambda: now, "anna")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contacts = (builtin_templates() / "sample" / "contacts.csv").read_bytes()
    (tmp_path / "contacts.csv").write_bytes(contacts)
    return tmp_path


def found(folder: Path, text: str) -> list[Diagnosis]:
    return list(examine_sample(desk_of(folder, text)))


def test_the_sample_office_as_it_is_may_be_looked_at(folder: Path) -> None:
    assert found(folder, SAMPLE) == []


def test_a_name_of_ones_own_above_sample_facts_is_remarked(folder: Path) -> None:
    said = found(folder, SAMPLE.replace('name = { en = "Example Mission in Azerbaijan"', 'name = { en = "Bureau"', 1))
    assert {each.verdict for each in said} == {Verdict.REMARK}
    assert "the media contact, the boilerplate, the address, the e-mail address" in said[0].finding
    assert "the place" in said[0].finding


def test_the_sample_office_must_not_mail(folder: Path) -> None:
    said = found(folder, SAMPLE.replace(*SMTP))
    assert {each.verdict for each in said} == {Verdict.WRONG}
    assert "its name" in said[0].finding
    assert "never receive mail" in said[-1].finding


def test_ones_own_office_has_nothing_left(folder: Path) -> None:
    assert found(folder, OWN) == []
    (folder / "contacts.csv").write_text("email,name\nanna@myexample.com,Anna\n", encoding="utf-8")
    assert found(folder, OWN.replace(*SMTP)) == []


def test_a_name_without_a_language_of_the_office_is_said(folder: Path) -> None:
    (said,) = examine_names(desk_of(folder, OWN))
    assert "no text in fr" in said.finding
    assert list(examine_names(desk_of(folder, SAMPLE))) == []
