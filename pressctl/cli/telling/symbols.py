"""The four symbols, and what stands for them on a console that cannot show them."""

from __future__ import annotations

from pressctl.frozen import Frozen


class Symbols(Frozen):
    """Marks that always have a word beside them."""

    done: str = "✓"
    warning: str = "!"
    failed: str = "✗"
    quiet: str = "·"
    rule: str = "│"
    dash: str = "·"


PLAIN = Symbols(done="+", failed="x", quiet="-", rule="|", dash="-")


def symbols_for(encoding: str | None) -> Symbols:
    """Return the symbols that a stream of this encoding can show."""
    symbols = Symbols()
    try:
        "✓✗·│".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return symbols
