"""The repository itself is a workspace, with the sample that `init` makes."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import find_workspace
from pressctl.source.kinds import kind_names
from pressctl.store.press_list.reading import read_contacts
from pressctl.workflow.opening import open_release

ROOT = Path(__file__).resolve().parents[2]
RESERVED = re.compile(r"@([a-z0-9-]+\.)*(example\.(org|com|net)|example)$")


def test_the_repository_is_a_workspace_whose_sample_is_complete() -> None:
    workspace = find_workspace(ROOT / "pressctl" / "cli")
    assert workspace.root == ROOT
    config = load_config(workspace.config_file)
    for slug in workspace.slugs():
        opened = open_release(workspace, config, slug)
        assert opened.lacking() == {}
        assert opened.stale() == {}


def test_it_holds_what_init_would_make() -> None:
    sample = ROOT / "templates" / "sample"
    for name in ("pressctl.toml", "contacts.csv"):
        assert (ROOT / name).read_bytes() == (sample / name).read_bytes(), f"copy templates/sample/{name}"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """Return the tool that writes the samples into the repository."""
    spec = spec_from_file_location("samples", ROOT / "docs" / "tools" / "samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_its_releases_are_the_samples_of_every_kind(tool: ModuleType) -> None:
    there = tool.in_repository()
    assert tool.samples(tool.identities_in(there)) == there, "run python docs/tools/samples.py"
    kinds = {match[1] for text in there.values() if (match := re.search(r"(?m)^kind: (\S+)$", text))}
    assert kinds == set(kind_names(None))


def test_every_address_of_a_sample_is_at_a_reserved_domain(tool: ModuleType) -> None:
    for path, text in tool.in_repository().items():
        for address in re.findall(r"[^\s\"'<(/]+@[^\s\">,;)]+", text):
            assert RESERVED.search(address.rstrip(".:،؛").lower()), (path, address)
        for host in re.findall(r"https?://([^/\s)\]]+)", text):
            assert re.fullmatch(r"([a-z0-9-]+\.)*example(\.(org|com|net))?", host), (path, host)


def test_every_address_is_at_a_reserved_domain() -> None:
    for contact in read_contacts(ROOT / "contacts.csv").contacts:
        assert RESERVED.search(contact.email), contact.email
    text = (ROOT / "pressctl.toml").read_text(encoding="utf-8")
    for address in re.findall(r'[^\s"<]+@[^\s">]+', text):
        assert RESERVED.search(address), address
