"""The outline of an agreement: its parts by id and its categories with those they belong to, looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from onetext.model.agreement import Agreement
from onetext.model.obligation import Category, ExchangeKey, Obligation, Stage

Part = Stage | Obligation


@dataclass(frozen=True)
class Outline:
    """An agreement, with what is asked of it again and again.

    >>> from onetext.model import make
    >>> deal = make(Agreement, parties=["north"], categories={"women": {"name": "Women", "of": "held"}, "held": "Held"})
    >>> Outline(deal).wider["women"]
    ('women', 'held')
    """

    agreement: Agreement

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """Stages and obligations by id, in their order."""
        found: dict[str, Part] = {stage.id: stage for stage in self.agreement.stages}
        return found | {obligation.id: obligation for obligation in self.agreement.obligations}

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Categories by id."""
        return {category.id: category for category in self.agreement.categories}

    @cached_property
    def keys(self) -> Mapping[str, ExchangeKey]:
        """Exchange keys by id."""
        return {key.id: key for key in self.agreement.keys}

    @cached_property
    def wider(self) -> Mapping[str, tuple[str, ...]]:
        """Each category and those it is part of, from the narrowest."""
        return {name: tuple(self.agreement.wider(name)) for name in self.categories}

    @cached_property
    def in_category(self) -> Mapping[str, tuple[Obligation, ...]]:
        """The obligations of each category, those of narrower ones included."""
        found: dict[str, list[Obligation]] = {}
        for obligation in self.agreement.obligations:
            for name in self.wider.get(obligation.category or "", ()):
                found.setdefault(name, []).append(obligation)
        return {name: tuple(items) for name, items in found.items()}

    def stage_of(self, obligation: Obligation) -> Stage | None:
        """The stage that an obligation belongs to."""
        stage = self.parts.get(obligation.stage or "")
        return stage if isinstance(stage, Stage) else None

    def most(self, name: str) -> Decimal | None:
        """The most that can come under an obligation or in a category; None where nothing bounds it."""
        part = self.parts.get(name)
        obligations = (part,) if isinstance(part, Obligation) else self.in_category.get(name, ())
        total = Decimal(0)
        for obligation in obligations:
            stage, amount = self.stage_of(obligation), obligation.amount
            if amount is None or amount.hi is None or (stage is not None and stage.extension is not None):
                return None
            total += amount.hi
        return total if obligations else None
