"""The repository itself is a workspace, with the sample that `init` makes."""

from __future__ import annotations

import re
from pathlib import Path

from pressctl.config.load import load_config
from pressctl.config.workspace import find_workspace
from pressctl.store.contacts import read_contacts
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


def test_every_address_is_at_a_reserved_domain() -> None:
    for contact in read_contacts(ROOT / "contacts.csv").contacts:
        assert RESERVED.search(contact.email), contact.email
    text = (ROOT / "pressctl.toml").read_text(encoding="utf-8")
    for address in re.findall(r'[^\s"<]+@[^\s">]+', text):
        assert RESERVED.search(address), address
