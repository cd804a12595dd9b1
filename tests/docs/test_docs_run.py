"""The commands that README, tutorial and guides show are run, and what they show as output is what comes out.

A page runs from top to bottom in a folder of its own that holds a copy of `examples`. In a `console` block every line
`$ onetext ...` or `$ python ...` is a command; the lines after it are its output, in order, spaces aside, where `...` stands for whatever
was left out. A comment before a fenced block says more:

    <!-- write: PATH -->      the block is written as that file
    <!-- append: PATH -->     the block is added to that file
    <!-- exit: 1 -->          the last command of the block ends with that code
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *(ROOT / "docs/tutorial").glob("*.md"), *(ROOT / "docs/how-to").glob("*.md"))
)
BLOCK = re.compile(
    r"(?:^<!-- (?P<order>write|append|exit): (?P<what>\S+) -->\n+)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.M | re.S,
)


@dataclass
class Command:
    """One command of a page, the lines shown as its output, and the code it should end with."""

    line: str
    shown: list[str] = field(default_factory=list)
    code: int = 0


@dataclass
class Text:
    """A block that is to be a file, or the end of one."""

    path: str
    text: str
    mode: str


def steps_of(page: str) -> Iterator[Command | Text]:
    """What a page does, in order."""
    for block in BLOCK.finditer(page):
        order, what, text = block["order"], block["what"], block["text"]
        if order in ("write", "append"):
            yield Text(what, text, "w" if order == "write" else "a")
        elif block["language"] == "console":
            commands = list(_commands(text))
            if order == "exit" and commands:
                commands[-1].code = int(what)
            yield from commands


def _commands(text: str) -> Iterator[Command]:
    now: Command | None = None
    for line in text.splitlines():
        if line.startswith("$ "):
            if now is not None:
                yield now
            now = Command(line[2:]) if line.startswith(("$ onetext ", "$ python ")) else None
        elif now is not None and line.strip():
            now.shown.append(line)
    if now is not None:
        yield now


def missing_line(shown: list[str], output: str) -> str | None:
    """The first of the lines shown that is not in the output, after those before it; None if all are there."""
    lines = iter([_plain(line) for line in output.splitlines()])
    for line in shown:
        wanted = re.compile(".*".join(re.escape(part.strip()) for part in _plain(line).split("...")))
        if line.strip() != "..." and not any(wanted.fullmatch(found.strip()) for found in lines):
            return line
    return None


def _plain(line: str) -> str:
    return " ".join(line.replace("\u2068", "").replace("\u2069", "").split())


def run_page(page: str, folder: Path) -> None:
    """Run the steps of a page in a folder; fails with the command and what came out."""
    bin_folder = Path(sys.executable).parent
    env = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
    }
    for step in steps_of(page):
        if isinstance(step, Text):
            path = folder / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open(step.mode, encoding="utf-8") as file:
                file.write(step.text)
            continue
        done = subprocess.run(
            step.line, shell=True, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8"
        )
        output = done.stdout + done.stderr
        assert done.returncode == step.code, f"$ {step.line}\nended with {done.returncode}, not {step.code}:\n{output}"
        line = missing_line(step.shown, output)
        assert line is None, (
            f"$ {step.line}\nthis line is shown and did not come out:\n{line}\nwhat came out:\n{output}"
        )


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_shows_is_what_happens(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    run_page((ROOT / name).read_text(encoding="utf-8"), tmp_path)


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial/index.md"])
def test_the_first_pages_of_a_newcomer_run_every_step_they_name(name: str) -> None:
    commands = [
        step.line.split()[1]
        for step in steps_of((ROOT / name).read_text(encoding="utf-8"))
        if isinstance(step, Command)
    ]
    assert set(commands) >= {"new", "check", "brief", "export"}


def test_a_line_that_does_not_come_out_is_noticed(tmp_path: Path) -> None:
    for wrong in ("$ onetext --version\nonetext 0\n", "$ onetext check nowhere\n", "$ onetext no-such-verb\n"):
        with pytest.raises(AssertionError):
            run_page(f"```console\n{wrong}```\n", tmp_path)


def test_lines_are_looked_for_in_order_and_dots_stand_for_what_was_left_out() -> None:
    assert missing_line(["a", "...", "c d"], "a\nb\nc    d\n") is None
    assert missing_line(["one ... three"], "one two three\n") is None
    assert missing_line(["b", "a"], "a\nb\n") == "a"
