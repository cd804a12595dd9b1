"""A case as arrays: the values of its issues, what each is worth, and what ties issues together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from onetext.model import Header, Utility
from onetext.model.condition import Condition, condition_of, space_of
from onetext.model.issue import Value
from onetext.solving import Factor, Tie, is_in, product_is, product_within, sum_within

MOST_VALUES = 100_000
"""How many values an issue may have."""

Table = list[list[Fraction]]


@dataclass(frozen=True)
class Space:
    """What `solving.find_frontier` takes, with the ids behind the numbers.

    `tables[issue][value][party]`; `values[issue]` are the values of an issue in the same order.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    tables: tuple[Table, ...]
    factors: tuple[Factor, ...]
    caps: tuple[Fraction | None, ...] | None
    names: tuple[tuple[str, ...], ...]

    def package(self, options: Sequence[int]) -> dict[str, Value]:
        """The values of a package of options."""
        return {issue: values[n] for issue, values, n in zip(self.issues, self.values, options, strict=True)}


class Endless(Exception):
    """Some issues have no end of values."""

    def __init__(self, issues: tuple[str, ...]) -> None:
        super().__init__("issues without an end of values")
        self.issues = issues


def space_of_case(header: Header, utilities: Mapping[str, Utility]) -> Space:
    """The packages of a case for these parties, in the order of the header. Raises Endless.

    The issues are those that some utility looks at or some constraint binds.
    """
    constraints = [condition_of(item.holds, header.issues, None, header.zone) for item in header.constraints.values()]
    combined = {
        party: [
            (condition_of(one.holds, header.issues, None, header.zone), Fraction(one.worth) / Fraction(utility.out_of))
            for one in utility.combinations
        ]
        for party, utility in utilities.items()
    }
    conditions = [*constraints, *(condition for held in combined.values() for condition, _ in held)]
    looked_at = frozenset[str]().union(
        *(condition.issues for condition in conditions), *(utility.issues for utility in utilities.values())
    )
    issues = tuple(name for name in header.issues if name in looked_at)
    grid = space_of({name: header.issues[name] for name in issues}, conditions)
    endless = tuple(
        name
        for name in issues
        if grid[name].size > MOST_VALUES
        or (header.issues[name].kind != "choice" and None in (header.issues[name].lo, header.issues[name].hi))
    )
    if endless:
        raise Endless(endless)
    values = tuple(tuple(grid[name].values()) for name in issues)
    reader = _Reader(issues, values)
    parties = tuple(utilities)
    factors = [Factor(reader.tie(condition)) for condition in constraints]
    for place, party in enumerate(parties):
        for condition, worth in combined[party]:
            factors.append(Factor(reader.tie(condition), _only(place, len(parties), worth)))
    caps = tuple(None if one.most is None else Fraction(one.most) for one in utilities.values())
    tables = tuple(_table(name, held, tuple(utilities.values())) for name, held in zip(issues, values, strict=True))
    names = tuple(tuple(f"{name}={_plain(value)}" for value in held) for name, held in zip(issues, values, strict=True))
    return Space(
        parties, issues, values, tables, tuple(factors), caps if any(c is not None for c in caps) else None, names
    )


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else format(value.normalize(), "f")


def _only(place: int, count: int, worth: Fraction) -> tuple[Fraction, ...]:
    return tuple(worth if n == place else Fraction(0) for n in range(count))


def _table(issue: str, values: tuple[Value, ...], utilities: tuple[Utility, ...]) -> Table:
    columns = []
    for utility in utilities:
        evaluation = next((one for one in utility.values if one.issue == issue), None)
        out_of = Fraction(utility.out_of)
        columns.append([Fraction(0) if evaluation is None else evaluation.of(value) / out_of for value in values])
    return [list(row) for row in zip(*columns, strict=True)]


class _Reader:
    """Conditions over issues as ties over numbered options."""

    def __init__(self, issues: tuple[str, ...], values: tuple[tuple[Value, ...], ...]) -> None:
        self.place = {name: n for n, name in enumerate(issues)}
        self.values = values

    def tie(self, condition: Condition) -> Tie:
        """The same condition over options."""
        match condition.op:
            case "in":
                place = self.place[str(condition.issue)]
                return is_in(place, [n for n, value in enumerate(self.values[place]) if condition.reading.holds(value)])
            case "all" | "any" | "not":
                parts = tuple(map(self.tie, condition.parts))
                if not parts:
                    return Tie("true" if condition.op == "all" else "false")
                return Tie(condition.op, parts=parts)
        return self._numbers(condition)

    def _numbers(self, condition: Condition) -> Tie:
        """A sum or product; of values that are no numbers it does not hold."""
        amounts: dict[int, list[Fraction]] = {}
        for factor in condition.factors:
            place = self.place[factor.issue]
            own = [Fraction(factor.times) * _number(value) for value in self.values[place]]
            held = amounts.get(place)
            if held is None:
                amounts[place] = own
            elif condition.op == "sum":
                amounts[place] = [one + other for one, other in zip(held, own, strict=True)]
            else:
                amounts[place] = [one * other for one, other in zip(held, own, strict=True)]
        target = None if condition.issue is None else self.place[condition.issue]
        if condition.op == "sum":
            found = sum_within(amounts, condition.reading.lo, condition.reading.hi)
        elif target is None:
            found = product_within(amounts, condition.reading.lo, condition.reading.hi)
        else:
            found = product_is(amounts, target, [_number(value) for value in self.values[target]])
        for place in (*amounts, *([] if target is None else [target])):
            numbers = [n for n, value in enumerate(self.values[place]) if isinstance(value, Decimal)]
            if len(numbers) < len(self.values[place]):
                found = found & is_in(place, numbers)
        return found


def _number(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, Decimal) else Fraction(0)
