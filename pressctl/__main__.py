"""`python -m pressctl` and the `pressctl` script."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from pressctl.cli.main import run

    run()


if __name__ == "__main__":
    main()
