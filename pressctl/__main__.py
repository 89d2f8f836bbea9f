"""`python -m pressctl` and the `pressctl` script."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    from pressctl.cli.boundary import within_bounds

    try:
        within_bounds(_work)
    finally:
        gc.freeze()  # the process ends: to look once more for what could be freed takes a tenth of a short run


def _work() -> None:
    from pressctl.cli.main import app  # within the bounds: a Ctrl-C while it loads is no error, either

    app()


if __name__ == "__main__":
    main()
