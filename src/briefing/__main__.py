"""`python -m briefing`, and the entry point of the installed command."""

from __future__ import annotations

import gc
import sys

# Next to nothing of what is made while modules are imported is garbage, and looking for it takes a tenth of the start.
gc.disable()

from briefing.cli.quick import read_words, run  # noqa: E402


def main() -> None:
    """Run the command line and leave with its exit code.

    Raises:
        SystemExit: always.
    """
    words = read_words(sys.argv[1:])
    if words is not None:
        raise SystemExit(run(words))
    gc.enable()
    from briefing.cli.main import cli  # noqa: PLC0415 - opening the app doesn't need it

    cli.main(prog_name="briefing")


if __name__ == "__main__":
    main()
