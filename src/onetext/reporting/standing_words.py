"""What is said of the parts of a standing: their names, amounts and times."""

from __future__ import annotations

from onetext.model import Agreement, Case, Entry, Moment, Quantity, read_moment
from onetext.model.standing import ObligationStanding, Standing
from onetext.reporting.clause import Clauses
from onetext.reporting.phrase import isolated, quantity_words, range_words
from onetext.reporting.words import Words

SURE = {"yes": "● yes", "possible": "△ possible", "no": "⊘ no"}
STATES = {
    "pending": "○ pending",
    "active": "◇ active",
    "suspended": "△ suspended",
    "fulfilled": "● fulfilled",
    "violated": "⊘ violated",
    "expired": "– expired",
    "terminated": "– terminated",
}
DRAWN = 30
"""How many clauses a chart draws."""


class StandingWords:
    """The words of one standing and of the agreement that it is of."""

    def __init__(self, standing: Standing, case: Case) -> None:
        self.standing, self.case, self.words = standing, case, Words(case)
        self.entries: dict[str, Entry] = {entry.id: entry for entry in case.entries}
        entry = self.entries.get(standing.agreement or "")
        self.deal = entry.body if entry is not None and isinstance(entry.body, Agreement) else None
        self.clauses = Clauses(self.deal or Agreement(()), self.words)
        self.duties = {duty.id: duty for duty in self.deal.obligations} if self.deal is not None else {}

    def part(self, item: ObligationStanding) -> str:
        """So much of so much, the unit once."""
        done, due = item.amount_done, item.amount_due
        if done is None or due is None:
            return "not stated"
        return f"{range_words(done.lo, done.hi)} of {quantity_words(due)}"

    def amount(self, amount: Quantity) -> str:
        """An amount, or that nobody said how many."""
        return isolated(amount.words) if amount.lo or amount.hi is not None else "not stated how many"

    def when(self, moment: Moment | None) -> str:
        """A moment, in a sentence or a cell."""
        return self.words.when(moment) if moment is not None else "no date given"

    def day(self, date: str) -> str:
        """A day of exchange, which a standing holds as `2024-04-09`; or the words of one that is no single day."""
        try:
            return self.words.when(read_moment(date, self.case.header.tz))
        except ValueError:
            return isolated(date)
