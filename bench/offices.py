"""An office to measure in: a new workspace with its sample release, and as many copies of it as are wanted."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

from pressctl.config.load import load_config
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace


def made_office(folder: Path) -> tuple[Workspace, Config, str]:
    """Make a workspace in `folder`; return it, its configuration and its release's slug."""
    subprocess.run([sys.executable, "-m", "pressctl", "init", "office"], cwd=folder, check=True, capture_output=True)
    workspace = Workspace(folder / "office")
    return workspace, load_config(workspace.config_file), workspace.slugs()[0]


def multiply(workspace: Workspace, number: int) -> None:
    """Make releases of other identities from the sample's original, until there are `number`."""
    (sample,) = workspace.slugs()
    text = (workspace.release(sample) / "en.md").read_text(encoding="utf-8")
    for count in range(number - 1):
        folder = workspace.releases / f"2019-01-01-release-{count:04}"
        folder.mkdir()
        own = re.sub(r"(?m)^id: .*$", f"id: {uuid4()}", text)
        (folder / "en.md").write_text(own, encoding="utf-8", newline="\n")
