"""Build bridges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onetext.actions.reading import check_draws, choose_readings
from onetext.actions.suppose import suppose
from onetext.actions.view import as_it_stands, view_case
from onetext.errors import UsageError
from onetext.files import Progress, unseen, write_file
from onetext.model import Assessment, Case, Header, Moment, Situation
from onetext.model.bridges import Bridges
from onetext.model.issue import Value, read_value
from onetext.model.slate import Slate
from onetext.record import Place

if TYPE_CHECKING:
    from onetext.model.belief import Beliefs

SAMPLES: Final = 1_000
"""How many draws of each side beliefs are made of."""
LEFT_OUT: Final = 20
"""How many assessments are left out in turn at most: the latest."""
_FEWER: Final = 400
"""How many draws are made where an assessment is left out."""


@dataclass(frozen=True)
class Wish:
    """What is asked of a slate: how many packages, and in how many issues they differ (None: a quarter).

    `fixed` are terms as issue=value, `assumed` entries (see `suppose`); `quick` leaves no assessment out in turn.
    `scenario` names, as PARTY=NAME, one rival reading of a side that is taken alone.
    """

    count: int = 5
    differ: int | None = None
    fixed: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    seed: int = 0
    samples: int = SAMPLES
    quick: bool = False
    scenario: tuple[str, ...] = ()


WISH: Final = Wish()
NOTHING: Final[Mapping[str, tuple[Value, ...]]] = {}


@dataclass(frozen=True)
class Bridged:
    """The bridges of a case and its slate, as of when, the projection that they were built on, and the same as it now
    stands, with what was assumed."""

    bridges: Bridges
    slate: Slate
    as_of: Moment
    case: Case
    current: Case


def bridge_case(
    folder: Place,
    viewer: str | None = None,
    at: str | None = None,
    progress: Progress = unseen,
    wish: Wish = WISH,
    told: Progress = unseen,
    stopped: Callable[[], bool] = lambda: False,
) -> Bridged:
    """The frontier and the solution concepts of the case in a folder for a viewer, where utilities are stated; and the
    slate, where something is believed of the sides. Raises what reading raises, and UsageError.

    `told` hears how many assessments were left out of how many, and `stopped` may end that early.
    """
    check_wish(wish)
    case, moment = view_case(folder, viewer, at, progress)
    supposed = suppose(case, wish.assumed)
    situation = supposed.situation
    ground = find_ground(situation, wish)
    beliefs = ground.beliefs
    fixed = {} if beliefs is None else _all_fixed(wish, situation.header, beliefs)
    readings = {} if beliefs is None else choose_readings(wish.scenario, beliefs)
    if not wish.quick:
        ground = leave_out(ground, situation, wish, told, stopped)
    slate = replace(lay_slate(ground.read_as(readings), situation, wish, fixed, supposed.ids), scenario=readings)
    return Bridged(ground.bridges, slate, moment or situation.latest, case, as_it_stands(supposed.case, situation))


@dataclass(frozen=True)
class Ground:
    """What slates are laid on: the bridges of a situation, what is believed of the sides (None: every utility is stated
    and nothing assessed), and the same with one of the `assessments` left out, each."""

    bridges: Bridges
    beliefs: Beliefs | None
    left_out: tuple[Beliefs, ...] = ()
    assessments: int = 0

    def read_as(self, readings: Mapping[str, str]) -> Ground:
        """The same on one rival reading alone of each party that is named."""
        if self.beliefs is None or not readings:
            return self
        left_out = tuple(one.read_as(readings) for one in self.left_out)
        return replace(self, beliefs=self.beliefs.read_as(readings), left_out=left_out)


def find_ground(situation: Situation, wish: Wish = WISH, beliefs: Beliefs | None = None) -> Ground:
    """What slates of a situation can be laid on; long work. `beliefs` are those that are known already."""
    from onetext.bridging import find_bridges  # loads NumPy

    bridges = find_bridges(situation)
    assessed = any(True for _ in situation.of(Assessment))
    if bridges.parties and not bridges.missing and not assessed:
        return Ground(bridges, None)
    if beliefs is None:
        from onetext.believing import believe

        beliefs = believe(situation, wish.seed, wish.samples, contradictions=False)
    return Ground(bridges, beliefs, (), len(_views(situation, beliefs)))


def leave_out(
    ground: Ground,
    situation: Situation,
    wish: Wish = WISH,
    told: Progress = unseen,
    stopped: Callable[[], bool] = lambda: False,
) -> Ground:
    """The same with the assessments left out in turn, for the ranges of chances; long work, which may end early."""
    if ground.beliefs is None or ground.beliefs.silent:
        return ground
    views = _views(situation, ground.beliefs)
    return replace(ground, left_out=tuple(_left_out(ground.beliefs, situation, views, told, stopped)))


def lay_slate(
    ground: Ground,
    situation: Situation,
    wish: Wish = WISH,
    fixed: Mapping[str, tuple[Value, ...]] = NOTHING,
    assumed: tuple[str, ...] = (),
) -> Slate:
    """The slate, with some issues held to some values; none where nothing is left to believe."""
    if ground.beliefs is None:
        return Slate(missing="nothing assessed")
    from onetext.bridging import Request, make_slate

    request = Request(wish.count, wish.differ, wish.seed, fixed, ground.left_out, ground.assessments, assumed)
    return make_slate(ground.beliefs, situation, request)


def check_wish(wish: Wish) -> None:
    """Raises UsageError for numbers that make no sense."""
    if wish.count < 1:
        raise UsageError(f"a slate of {wish.count} shows nothing", "write --packages 5")
    if wish.differ is not None and wish.differ < 1:
        raise UsageError("packages that differ in no issue are the same", "write --differ 2")
    check_draws(wish.seed, wish.samples)


def _all_fixed(wish: Wish, header: Header, beliefs: Beliefs) -> dict[str, tuple[Value, ...]]:
    """What is fixed. Raises UsageError, also where packages cannot differ in as many issues as is asked."""
    found: dict[str, tuple[Value, ...]] = {}
    for words in wish.fixed:
        issue, values = _fixed(words, header, beliefs)
        if issue in found:
            raise UsageError(f"'{issue}' is fixed twice", "fix it once; a range such as 40 to 50 leaves it some values")
        found[issue] = values
    most = len(beliefs.grid.issues)
    if not beliefs.silent and wish.differ is not None and wish.differ > most:
        raise UsageError(f"packages of {most} issues cannot differ in {wish.differ}", f"write --differ 1 to {most}")
    return found


def _fixed(words: str, header: Header, beliefs: Beliefs) -> tuple[str, tuple[Value, ...]]:
    """An issue and the values that it is held to, from issue=value."""
    issue, sign, stated = (part.strip() for part in words.partition("="))
    if not sign or issue not in header.issues:
        raise UsageError(f"'{words}' fixes no issue", f"write ISSUE=VALUE, with one of: {', '.join(header.issues)}")
    try:
        reading = read_value(header.issues[issue], stated, header.zone)
    except ValueError as error:
        raise UsageError(f"--fix {issue}: {error}", "write a value of the issue") from None
    if beliefs.silent:
        return issue, ()
    if issue not in beliefs.grid.issues:
        raise UsageError(f"'{issue}' has one value only, so there is nothing to fix", "leave it out")
    values = beliefs.grid.values[beliefs.grid.issues.index(issue)]
    held = tuple(value for value in values if reading.holds(value))
    if not held:
        numbers = [str(value) for value in values]
        what = f"no package that is looked at gives '{issue}' the value {stated}, only what was named, and even steps"
        raise UsageError(what, f"write one of: {', '.join(numbers)}")
    return issue, held


def _views(situation: Situation, beliefs: Beliefs) -> tuple[str, ...]:
    """The assessments and stated utilities that beliefs rest on, in the order of the record."""
    resting = frozenset[str]().union(*(belief.rests_on for belief in beliefs.parties.values()))
    order = (*situation.header.utilities, *(entry.id for entry, _ in situation.of(Assessment)))
    return tuple(name for name in order if name in resting)


def _left_out(
    beliefs: Beliefs, situation: Situation, views: Sequence[str], told: Progress, stopped: Callable[[], bool]
) -> Iterator[Beliefs]:
    """The beliefs with one assessment left out, each in turn."""
    from onetext import believing

    chosen = views[-LEFT_OUT:]
    found = believing.leave_out(beliefs, situation, chosen, min(_FEWER, beliefs.samples))
    for done in range(len(chosen)):
        told(done, len(chosen))
        if stopped():
            return
        yield next(found)


def save_chart(content: bytes, file: Path) -> None:
    """Write a chart as a new file. Raises TargetNotEmpty."""
    write_file(content, file)
