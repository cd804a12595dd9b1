"""An exchange between North and South, and what happens under it: made by hand or drawn at random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from onetext.model import Case, Entry, Moment, as_of, project, read_moment, situation_of
from onetext.model.standing import ObligationStanding, Standing
from onetext.monitoring import follow
from tests.cast import case, entry

FIRST_DAY = date(2024, 3, 1)
DEAL: dict[str, Any] = {
    "parties": ["north", "south"],
    "categories": {
        "sick": {"name": "sick people", "by": "north"},
        "women": {"name": "women", "by": "north", "but_not": "sick"},
        "jailed": {"name": "people in jail", "by": "south"},
        "guests": {"name": "guests", "by": "north", "outside_ratio": "yes"},
    },
    "keys": {
        "for-women": {"category": "women", "against": {"jailed": "3"}},
        "for-sick": {"category": "sick", "per": "3", "against": {"jailed": "10"}},
    },
    "quotas": {"at-most": {"of": ["women", "sick"], "total": "40 people"}},
    "stages": {"truce": {"name": "Truce", "begins": "the agreement", "days": "20 days"}},
    "obligations": {
        "free-women": {"by": "north", "does": "free", "category": "women", "amount": "20", "stage": "truce"},
        "free-sick": {"by": "north", "does": "free", "category": "sick", "amount": "about 9", "stage": "truce"},
        "free-jailed": {"by": "south", "does": "free", "category": "jailed", "amount": "90", "stage": "truce"},
        "reopen": {"by": "south", "does": "open the gate", "when": {"delivered": {"free-women": "at least 7"}}, "clock": "stops"},
        "talks": {"by": "north", "does": "begin talks", "begins": "16 days after the start of truce"},
        "trucks": {"by": "south", "does": "let trucks in", "duty": "service", "measure": {"at_least": "10 trucks"}, "stage": "truce"},
        "quiet": {"by": "north", "does": "fire", "duty": "abstention", "stage": "truce"},
    },
}  # fmt: skip
SIGNED = entry(
    "signed", "signature", parties=["north", "south"], agreement="deal", since="2024-03-01", said="2024-02-29"
)


def deal(**changes: Any) -> Entry:
    """The agreement, with some fields changed."""
    return entry("deal", "agreement", said="2024-02-28", **(DEAL | changes))


def day(n: int) -> str:
    """The nth day, from 0."""
    return (FIRST_DAY + timedelta(days=n)).isoformat()


def delivery(name: str, clause: str, n: int, quantity: str, **more: Any) -> Entry:
    """Something handed over under a clause on the nth day."""
    plain = {
        "what": "people",
        "by": "north",
        "under": "deal",
        "clause": clause,
        "quantity": quantity,
        "when": day(n),
        "said": day(n),
    }
    return entry(name, "delivery", **(plain | more))


def stand(
    *entries: Entry, at: str | None = None, agreement: Entry | None = None, signed: bool = True, **header: Any
) -> Standing:
    """How the deal stands at the end of a day, for the mediators."""
    made = case(agreement or deal(), *([SIGNED] if signed else []), *entries, **header)
    return stand_in(made, at)


def stand_in(made: Case, at: str | None = None) -> Standing:
    """How the agreement of a case stands at the end of a day, for the mediators."""
    seen = project(made, "mediators")
    moment: Moment | None = None if at is None else read_moment(at)
    return follow(situation_of(seen if moment is None else as_of(seen, moment)), moment)


def of(standing: Standing, name: str) -> ObligationStanding:
    """One obligation of a standing."""
    return next(item for item in standing.obligations if item.id == name)


CLAUSES = ("free-women", "free-sick", "free-jailed", "reopen", "trucks")
AMOUNTS = ("1", "3", "7", "about 10", "at least 2", "hundreds", "between 2 and 4", "some")


@st.composite
def deliveries(draw: st.DrawFn, amounts: tuple[str, ...] = AMOUNTS) -> list[Entry]:
    """Deliveries under several clauses on several days."""
    drawn = draw(
        st.lists(st.tuples(st.sampled_from(CLAUSES), st.integers(0, 25), st.sampled_from(amounts)), max_size=12)
    )
    return [delivery(f"d{n}", *one) for n, one in enumerate(drawn)]
