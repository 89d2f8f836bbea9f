from __future__ import annotations

import pytest

from pressctl.errors import BadInput
from pressctl.language.encodings import decode_text

REFUSAL = BadInput("no text")


@pytest.mark.parametrize(
    "text", ["A caf\ufffd in Baku", "\ufffd" * 40, "Bakı \ufffd şəhəri", "line\nCaf\ufffd\n" * 2000, "\ufffd plain"]
)
def test_utf_8_stays_utf_8_where_somebody_else_has_lost_a_letter_before(text: str) -> None:
    found = decode_text(text.encode("utf-8"), REFUSAL)
    assert (found.text, found.encoding, found.guessed) == (text, "utf-8", False)


def test_an_old_encoding_is_found_beside_a_sign_that_looks_like_utf_8() -> None:
    data = "Der Bürgermeister eröffnete die Straße in Köln über dem Fluß. ï¿½".encode("cp1252")
    assert decode_text(data, REFUSAL).encoding == "cp1252"


def test_bytes_that_are_broken_are_still_counted_where_lost_letters_stand_beside_them() -> None:
    lost = "Café \ufffd. ".encode()
    data = lost + "Der Bürger öffnete das Tor für die Gäste aus Köln und Würzburg".encode("cp1252")
    assert decode_text(data, REFUSAL).guessed
