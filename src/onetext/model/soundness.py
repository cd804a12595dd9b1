"""Whether an agreement can be carried out at all: what is wrong with it, where, and how to mend it.

Names that stand for nothing, categories in which one person falls twice, keys for what nobody gives, conditions that
wait for each other or that nothing can meet, windows that end before they begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from onetext.model.agreement import Agreement
from onetext.model.anchor import Anchor
from onetext.model.flaw import Flaw, Path
from onetext.model.length import check_lengths
from onetext.model.membership import overlap_of
from onetext.model.outline import Outline
from onetext.model.problem import nearest_name
from onetext.model.reach import check_triggers, conditions_of
from onetext.model.window import check_windows


def check_agreement(agreement: Agreement) -> Iterator[Flaw]:
    """Every flaw of an agreement; of names first, since the rest rests on them.

    >>> from onetext.model import make
    >>> deal = make(Agreement, parties=["north"], obligations={
    ...     "a": {"by": "north", "does": "open", "when": {"done": "b"}},
    ...     "b": {"by": "north", "does": "close", "when": {"done": "a"}}})
    >>> [flaw.what for flaw in check_agreement(deal)]
    ["'a' waits for 'b', which waits for 'a'"]
    """
    outline = Outline(agreement)
    flaws = [*_check_ids(agreement), *_check_names(outline)]
    if not flaws:
        for check in (_check_categories, _check_keys, _check_rights, check_triggers, check_windows, check_lengths):
            flaws += check(outline)
    yield from flaws


def _check_ids(agreement: Agreement) -> Iterator[Flaw]:
    first: dict[str, str] = {}
    for section, name in agreement.ids():
        if name in first:
            what = f"'{name}' names two things of this agreement, one in {first[name]}"
            yield Flaw((section, name), what, "give one of them another id")
        first.setdefault(name, section)


# --- names ----------------------------------------------------------------------------------------------------------


class _Names:
    """What the parts of an agreement are called, by what they are."""

    def __init__(self, outline: Outline) -> None:
        deal = outline.agreement
        self.categories, self.parts = set(outline.categories), set(outline.parts)
        self.stages = {stage.id for stage in deal.stages}
        self.countable = self.categories | set(outline.keys)
        self.everything = {name for _, name in deal.ids()}

    def unknown(self, path: Path, names: str | Iterable[str] | None, known: set[str], called: str) -> Iterator[Flaw]:
        """The flaws of names that are not among those known."""
        for name in (names,) if isinstance(names, str) else names or ():
            if name not in known:
                near, some = nearest_name(name, known), ", ".join(sorted(known)[:6]) or "none so far"
                fix = f"did you mean '{near}'?" if near else f"it has: {some}"
                yield Flaw(path, f"'{name}' is no {called} of this agreement", fix)


def _check_names(outline: Outline) -> Iterator[Flaw]:
    deal, names = outline.agreement, _Names(outline)
    for category in deal.categories:
        path: Path = ("categories", category.id)
        yield from names.unknown((*path, "of"), category.of, names.categories, "category")
        yield from names.unknown((*path, "but_not"), category.but_not, names.categories, "category")
    for key in deal.keys:
        yield from names.unknown(("keys", key.id, "category"), key.category, names.categories, "category")
        counters = [counter.category for counter in key.against]
        yield from names.unknown(("keys", key.id, "against"), counters, names.categories, "category")
    for quota in deal.quotas:
        path = ("quotas", quota.id)
        yield from names.unknown((*path, "of"), quota.of, names.countable, "category or key")
        yield from names.unknown((*path, "filled_from"), quota.filled_from, names.categories, "category")
        if quota.residual == "filled" and quota.filled_from is None:
            yield Flaw(path, "it does not say from what the quota is filled", "add 'filled_from:' with a category")
    for stage in deal.stages:
        if stage.renewal is not None:
            yield from names.unknown(("stages", stage.id, "renewal"), stage.renewal.unless, names.parts, _PART)
        if stage.extension is not None:
            path = ("stages", stage.id, "extension")
            yield from names.unknown(path, stage.extension.of, names.categories, "category")
            yield from names.unknown(path, stage.extension.list_of, names.parts, _PART)
    for obligation in deal.obligations:
        path = ("obligations", obligation.id)
        yield from names.unknown((*path, "stage"), obligation.stage, names.stages, "stage")
        yield from names.unknown((*path, "category"), obligation.category, names.categories, "category")
        yield from names.unknown((*path, "amount_listed"), obligation.amount_listed, names.parts, _PART)
        yield from names.unknown((*path, "or_instead"), obligation.or_instead, names.parts, _PART)
        yield from names.unknown((*path, "together_with"), obligation.together_with, names.parts, _PART)
    for right in deal.rights:
        yield from names.unknown(("rights", right.id, "of"), right.of, names.everything, "part")
    for n, guarantee in enumerate(deal.guarantees):
        yield from names.unknown(("guarantees", n, "of"), guarantee.of, names.everything, "part")
    yield from _check_times(deal, names)


_PART: Final = "stage or obligation"


def _check_times(deal: Agreement, names: _Names) -> Iterator[Flaw]:
    for path, anchor in anchors_of(deal):
        yield from names.unknown(path, [name for _, name in anchor.names()], names.parts, _PART)
        if anchor.recurs and path[-1] not in ("ends", "extension"):
            yield Flaw(path, "a beginning cannot be at each swap or day", "name one start or end")
    for path, condition in conditions_of(deal):
        for atom in condition.atoms():
            known = names.parts | names.categories if atom.op == "delivered" else names.parts
            yield from names.unknown(path, list(atom.names()), known, _PART)


def anchors_of(deal: Agreement) -> Iterator[tuple[Path, Anchor]]:
    """Every time of an agreement with its path; those within conditions are with the conditions."""
    for section in ("stages", "quotas", "obligations", "rights"):
        for item in getattr(deal, section):
            for field in ("begins", "ends", "sunset", "until"):
                anchor = getattr(item, field, None)
                if anchor is not None:
                    yield (section, item.id, field), anchor
            for milestone in getattr(item, "milestones", ()):
                yield (section, item.id, "milestones"), milestone.by
            extension = getattr(item, "extension", None)
            if extension is not None and extension.list_due is not None:
                yield (section, item.id, "extension"), extension.list_due
    if deal.sunset is not None:
        yield ("sunset",), deal.sunset


# --- categories and keys --------------------------------------------------------------------------------------------


def _check_categories(outline: Outline) -> Iterator[Flaw]:
    deal, wider = outline.agreement, outline.wider
    for category in deal.categories:
        if category.id in deal.wider(category.of):
            what = f"'{category.id}' is part of itself"
            yield Flaw(("categories", category.id, "of"), what, "name a wider category, or none")
    for one, other in combinations(deal.categories, 2):
        related = one.id in wider[other.id] or other.id in wider[one.id]
        if related or one.by != other.by or one.id in other.but_not or other.id in one.but_not:
            continue
        who = overlap_of(one, other)
        if who is not None:
            what = f"'{other.id}' and '{one.id}' overlap: {who} would be in both"
            yield Flaw(("categories", other.id), what, f"narrow one, or add 'but_not: {one.id}'")
    for key, late in combinations([item for item in deal.keys if not item.people and not item.added], 2):
        if key.category in wider[late.category] or late.category in wider[key.category]:
            what = f"one person would be counted by two keys, '{key.id}' and '{late.id}'"
            fix = "let one be for people by name, or 'added: yes', or for another category"
            yield Flaw(("keys", late.id), what, fix)


def _check_keys(outline: Outline) -> Iterator[Flaw]:
    given = {item.category for item in outline.agreement.obligations if item.category is not None}
    for key in outline.agreement.keys:
        for field, name in (("category", key.category), *(("against", item.category) for item in key.against)):
            if name not in outline.in_category and not given & set(outline.wider[name]):
                fix = f"add an obligation with 'category: {name}', or mend the key"
                yield Flaw(("keys", key.id, field), f"nobody gives '{name}' under this agreement", fix)


def _check_rights(outline: Outline) -> Iterator[Flaw]:
    for right in outline.agreement.rights:
        path: Path = ("rights", right.id)
        if right.automatic and right.when is None:
            yield Flaw(path, f"nothing sets '{right.id}' off", "add 'when:', or let somebody use it: 'by:'")
        if right.automatic and right.act == "extension":
            fix = "give the stage a 'renewal:' or an 'extension:'"
            yield Flaw(path, f"'{right.id}' does not say by how long it extends", fix)
        if not right.automatic and not right.by:
            yield Flaw(path, f"nobody may use '{right.id}'", "add 'by:', or 'automatic: yes' with 'when:'")
