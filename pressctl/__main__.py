"""`python -m pressctl` and the `pressctl` script."""

from __future__ import annotations

import gc
from typing import Final

_YOUNG: Final = 200_000
"""How many new objects are made before somebody looks for cycles among them: loading a command makes fewer, and all of
them stay. With Python's 700 that search takes a twelfth of a short run."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_YOUNG, 20, 20)
    from pressctl.cli.boundary import within_bounds

    try:
        within_bounds(_work)
    finally:
        gc.freeze()  # the process ends: to look once more for what could be freed takes a tenth of a short run


def _work() -> None:
    from pressctl.cli.main import app  # within the bounds: a Ctrl-C while it loads is no error, either
    from pressctl.cli.usage import obey

    obey(app)


if __name__ == "__main__":
    main()
