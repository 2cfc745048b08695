"""`python -m briefing`, and the entry point of the installed command."""

from __future__ import annotations

from briefing.cli.main import cli


def main() -> None:
    """Run the command line and leave with its exit code.

    Raises:
        SystemExit: always.
    """
    cli.main(prog_name="briefing")


if __name__ == "__main__":
    main()
