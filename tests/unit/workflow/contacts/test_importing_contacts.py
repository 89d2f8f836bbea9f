"""Taking people over: who is new, who is merged, who stays out; rows in = taken + merged + not taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import NothingToDo
from pressctl.store.lists.base import LossKind, Reading
from pressctl.store.lists.candidates import Reason
from pressctl.store.lists.mapping import propose
from pressctl.store.lists.merging import Choice, Conflict, OnDuplicate
from pressctl.store.lists.reading import read_list
from pressctl.workflow.contacts.importing import Mapped, carry_out, list_to_import_into, plan_import
from pressctl.workflow.contacts.looking_over import RemarkKind, check_list
from pressctl.workflow.contacts.merging import ByRule, Double, ForAll, ImportPlan, Likely
from pressctl.workflow.contacts.typed_cells import basis_fault

LIST = "email,name,outlet,role,tags\nleyla@x.example,Leyla Məmmədova,Example TV,Reporter,tv\n"
LEYLA = "leyla@x.example,Leyla Məmmədova,Example TV"
SAID = 'AZ,"consent, 2026-11-24, fair"'
ALL = ForAll(basis="consent, 2026-11-24, fair", country="AZ", tags=("fair",))


class Deciding:
    """An arbiter that answers the same to everybody."""

    def __init__(self, likely: Likely) -> None:
        self.likely = likely

    def same_address(self, double: Double) -> Callable[[Conflict], Choice] | None:
        return lambda conflict: Choice.THEIRS

    def likely_same(self, double: Double) -> Likely:
        return self.likely


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "contacts.csv").write_text(LIST, encoding="utf-8")
    return Workspace(tmp_path)


def planned(workspace: Workspace, text: str, arbiter: ByRule | Deciding, for_all: ForAll = ALL) -> ImportPlan:
    table = read_list(text.encode(), "new.csv", Reading())
    plan = plan_import(workspace, list_to_import_into(workspace), [Mapped(table, propose(table))], for_all, arbiter)
    assert plan.rows == plan.taken + plan.merged + len(plan.not_taken)
    return plan


def test_a_new_person_gets_what_was_said_of_all(workspace: Workspace) -> None:
    carry_out(workspace, planned(workspace, "E-mail;Name\nnew@x.example;New Person\n", ByRule(OnDuplicate.FILL)))
    text = (workspace.root / "contacts.csv").read_text(encoding="utf-8")
    assert text.startswith("email,name,outlet,role,tags,country,basis\n" + LIST.splitlines()[1])
    assert text.endswith('new@x.example,New Person,,,fair,AZ,"consent, 2026-11-24, fair"\n')


@pytest.mark.parametrize(
    ("rule", "row", "merged"),
    [
        (OnDuplicate.FILL, f'{LEYLA},Reporter,tv;fair,{SAID}', 1),
        (OnDuplicate.UPDATE, f'{LEYLA},Editor,tv;fair,{SAID}', 1),
        (OnDuplicate.KEEP, f"{LEYLA},Reporter,tv", 1),
        (OnDuplicate.SKIP, f"{LEYLA},Reporter,tv", 0),
    ],
)  # fmt: skip
def test_each_rule_for_people_who_are_there(workspace: Workspace, rule: OnDuplicate, row: str, merged: int) -> None:
    plan = planned(workspace, "E-mail;Role\nLEYLA@X.example;Editor\n", ByRule(rule))
    assert plan.merged == merged
    assert [each.reason for each in plan.not_taken] == ([] if merged else [Reason.ON_LIST])
    carry_out(workspace, plan)
    assert (workspace.root / "contacts.csv").read_text(encoding="utf-8").splitlines()[1] == row


def test_a_row_that_stands_twice_in_the_list_is_one_person(workspace: Workspace) -> None:
    text = "E-mail;Name;Role\na@x.example;Anna Example;\nA@x.example;;Editor\n"
    plan = planned(workspace, text, ByRule(OnDuplicate.FILL))
    assert (plan.taken, plan.merged, plan.changed) == (1, 1, 0)
    assert plan.changes.added[0]["role"] == "Editor"


NAMESAKE = "E-mail;Name;Outlet\nother@x.example;Leyla Memmedova;Example TV\n"


def test_nobody_is_made_one_with_somebody_unasked(workspace: Workspace) -> None:
    plan = planned(workspace, NAMESAKE, ByRule(OnDuplicate.UPDATE))
    assert (plan.taken, plan.merged) == (1, 0)
    assert [each.loss.kind for each in plan.losses] == [LossKind.LIKELY_DOUBLE]


@pytest.mark.parametrize(
    ("likely", "first", "kind"),
    [
        (Likely.MERGE, "leyla@x.example", LossKind.SECOND_ADDRESS),
        (Likely.REPLACE, "other@x.example", LossKind.REPLACED),
    ],
)
def test_a_person_may_be_made_one_when_somebody_says_so(
    workspace: Workspace, likely: Likely, first: str, kind: LossKind
) -> None:
    plan = planned(workspace, NAMESAKE, Deciding(likely))
    assert (plan.taken, plan.merged) == (0, 1)
    assert kind in {each.loss.kind for each in plan.losses}
    carry_out(workspace, plan)
    assert (workspace.root / "contacts.csv").read_text(encoding="utf-8").splitlines()[1].startswith(first)


def test_somebody_may_be_left_out(workspace: Workspace) -> None:
    plan = planned(workspace, NAMESAKE, Deciding(Likely.SKIP))
    assert [each.reason for each in plan.not_taken] == [Reason.DECLINED]
    assert not plan.writes


def test_an_address_as_outlook_shows_it_is_an_address_and_a_name(workspace: Workspace) -> None:
    rows = '"""Example, Anna"" <anna@y.example>"\n"""old@z.example"" <bela@y.example>"\n'
    plan = planned(workspace, f"E-mail\n{rows}", ByRule(OnDuplicate.FILL))
    added = [(cells["email"], cells.get("name")) for cells in plan.changes.added]
    assert added == [("anna@y.example", "Example, Anna"), ("bela@y.example", None)]


@pytest.mark.parametrize("column", ["given_name", "family_name"])
def test_of_an_export_with_few_columns_the_name_stays_the_name(workspace: Workspace, column: str) -> None:
    plan = planned(workspace, f"email,name,{column}\nnew@y.example,Nigar Nümunə,N\n", ByRule(OnDuplicate.FILL))
    assert plan.changes.added[0]["name"] == "Nigar Nümunə"


def test_an_empty_list_is_nothing_to_do(workspace: Workspace) -> None:
    with pytest.raises(NothingToDo):
        planned(workspace, "E-mail;Name\n", ByRule(OnDuplicate.FILL))


def test_a_basis_wants_a_date() -> None:
    assert basis_fault("legitimate interest, 2026-11-24, trade fair list") is None
    assert basis_fault("") is not None
    assert basis_fault("consent") is not None
    assert basis_fault("consent, 2026-13-45") is not None
    assert basis_fault("?") is not None
    assert "where the address is from" in (basis_fault("consent, 2026-11-24") or "")
    assert basis_fault("seen at the fair, 2026-11-24") is None


def test_a_formula_is_said_with_its_place_and_taken_as_text(workspace: Workspace) -> None:
    text = "E-mail;Phone\na@x.example;=1+2\nb@x.example;+994 12 555 01 00\nc@x.example;@SUM(A1)\n"
    plan = planned(workspace, text, ByRule(OnDuplicate.FILL))
    losses = [each.loss for each in plan.losses]
    assert [(loss.kind, loss.row, loss.column) for loss in losses] == [
        (LossKind.FORMULA, 2, "Phone"),
        (LossKind.FORMULA, 4, "Phone"),
    ]
    assert "=1+2 is a formula" in losses[0].message


def test_the_check_names_a_cell_that_is_a_formula(workspace: Workspace) -> None:
    cells = "email,name,phone\na@x.example,Anna,=1+2\nb@x.example,Bahar,+994 12 555 01 00\n"
    (workspace.root / "contacts.csv").write_text(cells, encoding="utf-8")
    office = Config.model_validate({"office": {"name": "Example", "timezone": "UTC"}})
    (remark,) = [one for one in check_list(workspace, office).remarks if one.kind is RemarkKind.FORMULA]
    assert (remark.row, remark.email, "phone: =1+2" in remark.message) == (2, "a@x.example", True)


def test_an_address_that_is_twice_in_what_is_imported_is_not_called_on_the_list(workspace: Workspace) -> None:
    plan = planned(workspace, "E-mail;Name\na@x.example;Anna\na@x.example;Anna\n", ByRule(OnDuplicate.SKIP))
    (left,) = plan.not_taken
    assert left.reason is Reason.TWICE
    assert "new.csv row 2" in left.message


def test_a_letter_that_another_program_lost_is_said_once_and_seen_before_a_sending(workspace: Workspace) -> None:
    text = "Given name;Family name;E-mail\nAnna;Hüseynova;a@x.example\nS?bin?;M?mm?dov;b@x.example\n"
    plan = planned(workspace, text, ByRule(OnDuplicate.FILL))
    assert [(each.loss.kind, each.loss.row) for each in plan.losses] == [(LossKind.UNREADABLE, 3)] * 2
    cells = "email,given_name,family_name\na@x.example,Anna,Lind\nb@x.example,S?bin?,M?mm?dov\nc@x.example,Why?,\n"
    (workspace.root / "contacts.csv").write_text(cells, encoding="utf-8")
    office = Config.model_validate({"office": {"name": "Example", "timezone": "UTC"}})
    (remark,) = [one for one in check_list(workspace, office).remarks if one.kind is RemarkKind.LOST_LETTERS]
    assert (remark.row, remark.email) == (3, "b@x.example")
