"""Scenarios of other programs, whatever their form: issues, sides, and what values are worth; to a case and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from onetext.model import (
    Case,
    Combination,
    Evaluation,
    Header,
    Issue,
    Line,
    Party,
    Predicate,
    Problem,
    Utility,
    read_quantity,
)
from onetext.model.audience import ALL, MEDIATORS
from onetext.model.predicate import RESERVED

MOST_BYTES = 64_000_000
MOST_VALUES = 100_000
MOST_DIGITS = 400
"""Digits before or after the point of a number of another program, above which it is a slip."""


@dataclass
class ScenarioIssue:
    """An issue by its name, with the names of its options, or from lo to hi by step."""

    name: str
    options: tuple[str, ...] = ()
    lo: Decimal | None = None
    hi: Decimal | None = None
    step: Decimal = Decimal(1)


@dataclass
class Worth:
    """What the values of one issue count: weight * value / out_of."""

    options: dict[str, Decimal] = field(default_factory=dict)
    line: Line | None = None
    weight: Decimal = Decimal(1)
    out_of: Decimal = Decimal(1)


@dataclass
class Box:
    """Ranges of numbers of some issues (by place), each to be in or out of, and what that is worth."""

    worth: Decimal
    ranges: list[tuple[int, Decimal, Decimal, bool]]


@dataclass
class Side:
    """One party's profile; `worths` by the place of the issue."""

    name: str
    worths: dict[int, Worth] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    out_of: Decimal = Decimal(1)
    most: Decimal | None = None
    reservation: Decimal | None = None
    discount: Decimal | None = None


@dataclass
class Scenario:
    """What a folder of another program holds; `lost` is what cannot be kept, `problems` what cannot be read."""

    name: str
    issues: list[ScenarioIssue] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, file: Path, line: int, what: str, fix: str) -> None:
        """Note what cannot be read, and where."""
        self.problems.append(Problem(str(file), line, what, fix))

    def number(self, text: str | None, file: Path, line: int, what: str) -> Decimal | None:
        """A finite number, or a fault."""
        try:
            number = None if text is None else Decimal(text.strip())
        except ArithmeticError:
            number = None
        if number is None or not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
            said = "is missing" if text is None else "is no number that has an end"
            self.fault(file, line, f"{what} {said}", "write digits, such as 0.5")
            return None
        return number

    def once(self, issue: str, names: Iterable[str]) -> tuple[str, ...]:
        """The values of an issue, each once; noted as lost where one is named again."""
        held = [*names]
        found = tuple(dict.fromkeys(held))
        if len(found) < len(held):
            self.lost.append(f"values that '{issue}' names twice")
        return found

    def settle(self, file: Path) -> None:
        """What must hold of every scenario."""
        if not self.issues:
            self.fault(file, 1, "no issue was found", "name the folder that holds the domain and its profiles")
        for issue in self.issues:
            if not issue.options and issue.lo is None:
                self.fault(file, 1, f"the issue '{issue.name}' has no value", "give it at least one")
            if len(issue.options) > MOST_VALUES:
                said = f"the issue '{issue.name}' has {len(issue.options):,} values"
                self.fault(file, 1, said, f"keep {MOST_VALUES:,} at most, or make it a number with coarser steps")
        if len(self.sides) < 2:
            count = "one profile was" if self.sides else "no profile was"
            self.fault(file, 1, f"{count} found", "a scenario needs the profiles of two parties or more")


def read_texts(folder: Path, ends: tuple[str, ...], scenario: Scenario) -> dict[Path, str]:
    """The texts of a folder whose names end so, in the order of their names. Faults for what cannot be read."""
    texts: dict[Path, str] = {}
    if not folder.is_dir():
        scenario.fault(folder, 1, "there is no such folder", "name the folder that holds the domain and its profiles")
        return texts
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in ends and path.is_file():
            if path.stat().st_size > MOST_BYTES:
                scenario.fault(path, 1, "the file is larger than 64 MB", "split the scenario")
                continue
            try:
                texts[path] = path.read_text(encoding="utf-8-sig")
            except (UnicodeDecodeError, OSError):
                scenario.fault(path, 1, "this is not UTF-8 text", "save the file as UTF-8")
    return texts


class _Ids:
    """Ids made of names; each is given once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)

    def make(self, name: str, other: str) -> str:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._")[:60] or other
        if re.fullmatch(r"e\d+", base):
            base = f"{other}-{base}"
        found, n = base, 2
        while found in self.taken:
            found, n = f"{base}-{n}", n + 1
        self.taken.add(found)
        return found


def case_of(scenario: Scenario) -> Case:
    """The case of a sound scenario: parties, issues and utilities, all for the mediators only."""
    ids = _Ids({*RESERVED, ALL, MEDIATORS})
    names = [ids.make(issue.name, "issue") for issue in scenario.issues]
    options = [_option_ids(issue) for issue in scenario.issues]
    issues = {name: _issue(issue, held) for name, issue, held in zip(names, scenario.issues, options, strict=True)}
    parties, utilities = {}, {}
    for side in scenario.sides:
        party = ids.make(side.name, "party")
        parties[party] = Party(name=side.name)
        utilities[ids.make(f"{party}-utility", "utility")] = _utility(side, party, names, options)
    return Case(Header(title=scenario.name, parties=parties, issues=issues, utilities=utilities))


def _option_ids(issue: ScenarioIssue) -> dict[str, str]:
    ids = _Ids()
    return {name: ids.make(name, "option") for name in issue.options}


def _issue(issue: ScenarioIssue, options: dict[str, str]) -> Issue:
    if issue.options:
        return Issue(name=issue.name, options={held: name for name, held in options.items()})
    return Issue(name=issue.name, kind="number", lo=issue.lo, hi=issue.hi, step=issue.step)


def _utility(side: Side, party: str, names: list[str], options: list[dict[str, str]]) -> Utility:
    values = tuple(
        Evaluation(
            issue=names[place],
            options={options[place].get(name, name): worth for name, worth in held.options.items()} or None,
            line=held.line,
            weight=held.weight,
            out_of=held.out_of,
        )
        for place, held in sorted(side.worths.items())
    )
    combinations = tuple(Combination(_predicate(box, names), box.worth) for box in side.boxes)
    return Utility(party, values, combinations, side.out_of, side.most, side.reservation, side.discount)


def _predicate(box: Box, names: list[str]) -> Predicate:
    parts = []
    for place, lo, hi, inside in box.ranges:
        within = _within(names[place], lo, hi)
        parts.append(within if inside else Predicate("not", parts=(within,)))
    return parts[0] if len(parts) == 1 else Predicate("all", parts=tuple(parts))


def _within(issue: str, lo: Decimal, hi: Decimal) -> Predicate:
    if lo == hi:
        return Predicate("is", issue=issue, stated=format(lo, "f").replace("-", "−"))
    if lo < 0:
        ends = [f"at least {lo:f}", f"at most {hi:f}"]
        return Predicate("all", parts=tuple(Predicate("is", issue=issue, stated=end.replace("-", "−")) for end in ends))
    return Predicate("is", issue=issue, stated=f"between {lo:f} and {hi:f}")


def scenario_of(case: Case) -> Scenario:
    """What other programs can hold of a case: issues with an end, and utilities. `lost` says what they cannot."""
    header = case.header
    scenario = Scenario(header.title)
    valued = frozenset[str]().union(*(utility.issues for utility in header.utilities.values()))
    kept = [name for name, issue in header.issues.items() if name in valued or _has_end(issue)]
    for name in header.issues:
        if name not in kept:
            scenario.lost.append(f"the issue '{name}', whose values have no end")
    for name in kept:
        issue = header.issues[name]
        if issue.kind == "choice":
            scenario.issues.append(ScenarioIssue(issue.name, tuple(issue.options.values())))
        elif _has_end(issue):
            scenario.issues.append(ScenarioIssue(issue.name, (), issue.lo, issue.hi, issue.step or Decimal(1)))
        else:
            scenario.fault(Path(header.title), 1, f"'{name}' has no end, or options beside numbers", "give lo and hi")
    for constraint in header.constraints:
        scenario.lost.append(f"the constraint '{constraint}': these forms have none")
    if case.entries:
        scenario.lost.append(f"{len(case.entries)} entries of the record")
    for utility in header.utilities.values():
        side = Side(header.parties[utility.party].name, {}, [], utility.out_of, utility.most)
        side.reservation, side.discount = utility.reservation, utility.discount
        for evaluation in utility.values:
            named = header.issues[evaluation.issue].options
            worths = {named.get(name, name): worth for name, worth in (evaluation.options or {}).items()}
            held = Worth(worths, evaluation.line, evaluation.weight, evaluation.out_of)
            side.worths[kept.index(evaluation.issue)] = held
        for combination in utility.combinations:
            box = _box(combination, kept)
            if box is None:
                scenario.lost.append(f"a combination of '{utility.party}' that is no box of numbers")
            else:
                side.boxes.append(box)
        for place, held_issue in enumerate(scenario.issues):
            side.worths.setdefault(place, _nothing(held_issue))
        scenario.sides.append(side)
    return scenario


def _nothing(issue: ScenarioIssue) -> Worth:
    """What an issue counts for a side that does not look at it."""
    if issue.options:
        return Worth(dict.fromkeys(issue.options, Decimal(0)), weight=Decimal(0))
    return Worth(line=Line(Decimal(0)), weight=Decimal(0))


def _has_end(issue: Issue) -> bool:
    return issue.kind == "choice" or (issue.lo is not None and issue.hi is not None and not issue.options)


def _is_range(predicate: Predicate) -> bool:
    """Whether it says the two ends of one issue's numbers, each on its own."""
    ends = predicate.parts
    return predicate.op == "all" and all(end.op == "is" and end.issue == ends[0].issue for end in ends)


def _box(combination: Combination, kept: list[str]) -> Box | None:
    """A combination as ranges of numbers, if it is one."""
    try:
        return _read_box(combination, kept)
    except ValueError:  # words that are no quantity: an option
        return None


def _read_box(combination: Combination, kept: list[str]) -> Box | None:
    whole = combination.holds
    parts = whole.parts if whole.op == "all" and not _is_range(whole) else (whole,)
    ranges = []
    for part in parts:
        inside = part.op != "not"
        atom = part if inside else part.parts[0]
        if _is_range(atom):
            ends = [read_quantity(end.stated) for end in atom.parts]
            lo = max((end.lo for end in ends if end.lo is not None), default=None)
            hi = min((end.hi for end in ends if end.hi is not None), default=None)
            issue = atom.parts[0].issue
        elif atom.op == "is":
            found = read_quantity(atom.stated)
            lo, hi, issue = found.lo, found.hi, atom.issue
        else:
            return None
        if lo is None or hi is None or issue is None:
            return None
        ranges.append((kept.index(issue), lo, hi, inside))
    return Box(combination.worth, ranges)


Reader = Callable[[Path], Scenario]
Writer = Callable[[Scenario], dict[str, str]]
