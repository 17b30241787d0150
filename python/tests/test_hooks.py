"""Tracebacks of uncaught exceptions are followed by explanations: run in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cases
import pytest
from conftest import ROWS

KEY_ROW = next(row for row in ROWS if row.id == "access-key-unavailable")
TITLE = "403 Forbidden.Frozen (user-frozen)"
START = 'import asyncio, sys, threading, wqerr\nwqerr.install("en")\n'
FROZEN = 'RuntimeError("Error code: 403 - {\'error\': {\'code\': \'Forbidden.Frozen\', \'message\': \'User has been frozen.\'}}")'


def run(program: str, *options: str) -> str:
    """What the program leaves on the screen."""
    command = [sys.executable, *options, "-c", program]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60).stdout


def test_the_traceback_is_followed_by_the_explanation() -> None:
    shown = run(f"{START}raise {FROZEN}")
    assert shown.index("RuntimeError") < shown.index(TITLE)
    assert shown.count(TITLE) == 1
    assert shown.endswith("mhyk52ofkyit2gaim3a\n")


def test_the_language_is_the_one_asked_for() -> None:
    assert "能否重试：" in run(f'import wqerr; wqerr.install("zh"); raise {FROZEN}', "-X", "utf8")


def test_installing_twice_explains_once_and_uninstalling_undoes_it() -> None:
    assert run(f"{START}wqerr.install()\nraise {FROZEN}").count(TITLE) == 1
    assert TITLE not in run(f"{START}wqerr.uninstall()\nraise {FROZEN}")
    assert TITLE not in run(f"wqerr = __import__('wqerr'); wqerr.uninstall(); raise {FROZEN}")


@pytest.mark.parametrize(
    "error", ["ValueError(403)", "KeyError('message')", "KeyboardInterrupt()", "SystemExit('403 User has been frozen.')"]
)
def test_other_tracebacks_look_as_always(error: str) -> None:
    assert run(f"{START}raise {error}").replace("line 3", "line 1") == run(f"raise {error}")


def test_a_hook_that_was_there_before_stays() -> None:
    before = "import sys\nsys.excepthook = lambda *_: print('before')\n"
    shown = run(f"{before}{START}raise {FROZEN}")
    assert "before" in shown and TITLE in shown


def test_threads() -> None:
    program = f"{START}def work(): raise {FROZEN}\nt = threading.Thread(target=work)\nt.start(); t.join()"
    shown = run(program)
    assert shown.index("Exception in thread") < shown.index(TITLE)


def test_tasks_of_asyncio_that_nobody_asked_for() -> None:
    program = f"""{START}
async def work(): raise {FROZEN}
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    del task
asyncio.run(main())
"""
    shown = run(program)
    assert shown.index("Task exception was never retrieved") < shown.index("RuntimeError: ") < shown.index(TITLE)
    assert shown.count(TITLE) == 1


def test_what_asyncio_runs() -> None:
    assert TITLE in run(f"{START}async def main(): raise {FROZEN}\nasyncio.run(main())")


def test_no_key_is_in_what_the_hook_writes() -> None:
    shown = run(f"{START}raise RuntimeError('''Error code: 403 - {KEY_ROW.message}''')")
    _, _, explanation = shown.partition("\n\n")
    assert "access-key-unavailable" in explanation and cases.API_KEY not in explanation


@pytest.mark.parametrize("broken", ["sys.stderr = None", "sys.stderr.close()", "sys.stderr = object()"])
def test_nothing_of_a_broken_standard_error_is_made_worse(broken: str) -> None:
    assert "wqerr" not in run(f"{START}{broken}\nraise {FROZEN}")


def test_an_encoding_without_chinese() -> None:
    program = f'import wqerr, sys; sys.stderr.reconfigure(encoding="ascii", errors="strict"); wqerr.install("zh"); raise {FROZEN}'
    shown = run(program)
    assert "UnicodeEncodeError" not in shown and "RuntimeError" in shown


def test_a_broken_exception() -> None:
    broken = "class Broken(Exception):\n    def __str__(self): raise ValueError\n    response = property(__str__)\n"
    shown = run(f"{broken}{START}raise Broken")
    assert "Broken" in shown and "wqerr" not in shown.replace("import wqerr", "")


IPYTHON = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
import IPython.core.getipython
shell.run_line_magic("load_ext", "wqerr")
shell.run_cell({cell!r})
shell.run_line_magic("unload_ext", "wqerr")
print("-" * 8)
shell.run_cell({cell!r})
"""


def test_cells_of_ipython(tmp_path: Path) -> None:
    pytest.importorskip("IPython")
    shown = run(IPYTHON.format(cell=f"raise {FROZEN}"))
    with_hooks, _, without = shown.partition("--------\n")
    assert with_hooks.count(TITLE) == 1, shown
    assert "Retry: No" in with_hooks
    assert TITLE not in without
