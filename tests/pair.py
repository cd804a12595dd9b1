"""Whether a viewer can tell two cases apart: by the model, and by everything that the program writes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from onetext.files import check_texts, folder_text
from onetext.model import Case, project, situation_of
from tests.program import run, save

Projection = Callable[[Case, str], Case]

FEW = ("--samples", "100")
"""Draws enough to tell two cases apart by."""

VERBS: tuple[tuple[str, ...], ...] = (
    ("brief",), ("brief", "--json"), ("brief", "--markdown", "--all"), ("brief", "--at", "2024-02-01"), ("brief", "--since", "March 2024", "--json"),
    ("brief", "--meeting", "north"), ("brief", "--meeting", "south", "--json"), ("brief", "--meeting", "nobody"), ("brief", "--at", "one day"),
    ("stick",), ("stick", "--json", "--at", "2024-02-01"), ("count",), ("count", "--json", "--markdown"),
    ("brief", "--html", "out/page.html"), ("brief", "--pdf", "out/page.pdf"), ("brief", "--meeting", "north", "--html", "out/page.html"),
    ("bridge", *FEW), ("bridge", "--json", "--at", "2024-02-01", *FEW), ("bridge", "--markdown", "--all", "--quick", *FEW),
    ("ask", *FEW), ("ask", "--json", "--at", "2024-02-01", *FEW), ("ask", "--clean", "north", *FEW), ("ask", "--assume", "nothing", *FEW), ("bridge", "--scenario", "north=doves", *FEW), ("export", "out", "--as", "negmas"),
    ("believe", "--samples", "100"), ("believe", "--samples", "100", "--json", "--at", "2024-02-01"), ("believe", "--samples", "100", "--since", "March 2024", "--markdown"),
    ("believe", "--samples", "100", "--html", "out/page.html"), ("believe", "--samples", "9"),
    ("monitor",), ("monitor", "--json"), ("monitor", "--at", "2024-02-01", "--json"), ("monitor", "--agreement", "nothing"),
    ("monitor", "--excel", "out/a.xlsx", "--calendar", "out/a.ics"), ("monitor", "--html", "out/page.html"),
    ("agree",), ("agree", "--json"), ("agree", "--package", "nothing"),
    ("check",), ("check", "--json"), ("export", "out"), ("export", "out", "--json", "--at", "2024-02-01"),
)  # fmt: skip
"""What a viewer may ask, each with its options; errors too. What begins with `out` is a place to write to."""


def tell_apart(one: Case, other: Case, viewer: str, project: Projection = project) -> list[str]:
    """By which means of the model the viewer can tell two cases apart."""
    mine, yours = project(one, viewer), project(other, viewer)
    means = {
        "projection": (mine, yours),
        "folder": (folder_text(mine), folder_text(yours)),
        "problems": (check_texts(folder_text(mine))[1], check_texts(folder_text(yours))[1]),
        "situation": (situation_of(mine), situation_of(yours)),
        "fingerprint": (mine.fingerprint, yours.fingerprint),
    }
    return [name for name, (left, right) in means.items() if left != right]


def tell_apart_by_verbs(
    one: Case, other: Case, viewer: str, place: Path, verbs: tuple[tuple[str, ...], ...] = VERBS
) -> list[str]:
    """By which verbs the viewer can tell two cases apart; the folders lie at one place, one after the other."""
    shown = [dict(_shown(case, viewer, place, verbs)) for case in (one, other)]
    return told_by(*shown)


def told_by(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """Which verbs gave two viewers of one projection other things; where they part is said on the error stream."""
    verbs = [verb for verb in one if one[verb] != other[verb]]
    for verb in verbs:
        texts = repr(one[verb]), repr(other[verb])
        parted = next((n for n, (a, b) in enumerate(zip(*texts, strict=False)) if a != b), 0)
        start = max(parted - 40, 0)
        print(f"{verb}: {' | '.join(text[start : start + 200] for text in texts)}", file=sys.stderr)
    return verbs


def _shown(case: Case, viewer: str, place: Path, verbs: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, object]]:
    folder = save(case, place / "case")
    for verb, *options in verbs:
        target = [str(place / word) if word.split("/")[0] == "out" else word for word in options]
        if any(word.startswith("out/") for word in options):
            (place / "out").mkdir()
        outcome = run(verb, folder, *target, "--for", viewer)
        written = {path.name: path.read_bytes() for path in (place / "out").glob("*")}
        yield " ".join((verb, *options)), (outcome, written)
        shutil.rmtree(place / "out", ignore_errors=True)
    shutil.rmtree(folder)
