"""Why a side may take a package or not, in words: once what holds for every package, and by package what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from onetext.model.issue import Value
from onetext.model.slate import Drive, Floated, Slate
from onetext.reporting.chance import hundredths, share_words
from onetext.reporting.page import Block, Heading, Line, Lines, Note
from onetext.reporting.phrase import joined
from onetext.reporting.value import value_words
from onetext.reporting.words import Words

_ROLES: Final = {"carried": "carried by", "held_back": "held back by"}
_NEAR: Final = 5
"""In hundredths, how far the chances of one reason may lie apart over the packages to be said once."""
_DIFFERS: Final = "Where a chance runs from one figure to another, it differs from package to package."


class Reason(NamedTuple):
    """One issue that carries a yes or holds it back: at which value, and how likely the yes would be then, at least and
    at most over the packages that it holds for, in hundredths."""

    role: str
    issue: str
    value: Value
    lo: int
    hi: int

    @property
    def about(self) -> tuple[str, str, Value]:
        """What it is, whatever the chance."""
        return self[:3]


def reason_blocks(slate: Slate, words: Words) -> Iterator[Block]:
    """The reasons of each side: those that hold for all packages whose answer is open, then those of some alone."""
    once, apart = [], []
    for party in slate.parties:
        reasons = {n: found for n, one in enumerate(slate.packages, 1) if (found := _reasons(one, party))}
        shared = find_shared([*reasons.values()])
        if shared:
            label = _which([*reasons], len(slate.packages))
            once.append((Line(f"{words.name(party)}: {_said(shared, words)}", label=label), shared))
        known = {one.about for one in shared}
        for n, found in reasons.items():
            if own := [one for one in found if one.about not in known]:
                said = _said(own, words, {one.role for one in shared})
                apart.append((n, Line(f"{words.name(party)}: {said}", label=f"Package {n}")))
    if not once and not apart:
        return
    yield Heading("What carries a yes, and what holds it back")
    yield Lines((*(line for line, _ in once), *(line for _, line in sorted(apart, key=lambda one: one[0]))))
    if any(one.lo != one.hi for _, shared in once for one in shared):
        yield Note(_DIFFERS)


def find_shared(packages: list[list[Reason]]) -> list[Reason]:
    """The reasons that all packages have, in the order of the first, where their chances lie near each other.

    >>> reasons = [("truce", "long", 1), ("dam", "low", 9)]
    >>> find_shared([[Reason("carried", issue, to, n * by, n * by) for issue, to, by in reasons] for n in (3, 4)])
    [Reason(role='carried', issue='truce', value='long', lo=3, hi=4)]
    """
    found = []
    for one in packages[0] if packages else ():
        alike = [other for reasons in packages for other in reasons if other.about == one.about]
        lo, hi = min(other.lo for other in alike), max(other.hi for other in alike)
        if len(alike) == len(packages) and hi - lo <= _NEAR:
            found.append(one._replace(lo=lo, hi=hi))
    return found


def _reasons(package: Floated, party: str) -> list[Reason]:
    """The reasons of one side for one package; none where its answer is recorded."""
    held = package.reasons.get(party)
    if held is None or package.accept[party].settled is not None:
        return []
    by_role: Mapping[str, Iterable[Drive]] = {"carried": held.carried, "held_back": held.held_back}
    return [
        Reason(role, one.issue, one.value, hundredths(one.chance), hundredths(one.chance))
        for role, drives in by_role.items()
        for one in drives
    ]


def _which(numbers: list[int], total: int) -> str:
    if len(numbers) == 1:
        return f"Package {numbers[0]}"
    return "Every package" if len(numbers) == total else f"Packages {joined(map(str, numbers))}"


def _said(reasons: Iterable[Reason], words: Words, before: Iterable[str] = ()) -> str:
    """Reasons in a row; what is carried or held back by something that was said `before` is so "also"."""
    said = []
    for role, verb in _ROLES.items():
        told = [
            f"{words.name(one.issue)} (at {value_words(words, one.issue, one.value)}, {_span_words(one.lo, one.hi)})"
            for one in reasons
            if one.role == role
        ]
        if told:
            said.append(f"{'also ' if role in before else ''}{verb} {joined(told)}")
    return "; ".join(said)


def _span_words(lo: int, hi: int) -> str:
    """From one chance to another, in hundredths.

    >>> _span_words(40, 40), _span_words(0, 3), _span_words(97, 100)
    ('about 4 in 10', 'at most 3 in 100', 'at least 97 in 100')
    """
    if lo == hi:
        return share_words(lo / 100)
    if lo == 0:
        return f"at most {hi} in 100"
    return f"at least {lo} in 100" if hi == 100 else f"about {lo} to {hi} in 100"
