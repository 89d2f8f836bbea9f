"""Names of files in a dossier, which auditors unpack wherever they sit."""

from __future__ import annotations

import pytest

from pressctl.workflow.dossier.material import _safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Rəy MFA.docx", "rey-mfa.docx"),
        ("Письмо.EML", "pismo.eml"),
        ("../../a:b|c", "a-b-c"),
        ("v1.2 final", "v1-2-final"),
    ],
)
def test_a_name_is_such_as_every_program_unpacks(name: str, safe: str) -> None:
    assert _safe(name) == safe
