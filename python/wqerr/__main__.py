"""`python -m wqerr` is the program `wqerr`, which is installed beside this package."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

PROGRAM = "wqerr" + (sysconfig.get_config_var("EXE") or "")


def main() -> int:
    """Runs the program with the arguments of this process; returns its exit status."""
    program = next((path for path in _places() if path.is_file()), None)
    if program is None:
        print(f"{PROGRAM} is not installed in {sysconfig.get_path('scripts')}", file=sys.stderr)
        return 2
    command = [str(program), *sys.argv[1:]]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.run(command).returncode


def _places() -> Iterator[Path]:
    """Where installers put programs: the environment's, the user's, and beside `pip install --target`."""
    yield Path(sysconfig.get_path("scripts"), PROGRAM)
    yield Path(sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user")), PROGRAM)
    packages = Path(__file__).parent.parent
    yield packages / "bin" / PROGRAM
    yield packages / "Scripts" / PROGRAM


if __name__ == "__main__":
    sys.exit(main())
