"""From the entries of a situation to what is heard of one party.

Only what a viewer may see and what is in force is there to be heard: the situation is that of a projection.
"""

from __future__ import annotations

from typing import Final

from onetext.believing.assessed import Assessed
from onetext.believing.ear import Ear
from onetext.believing.heard import Hearing, Line, Order, Reply, Sure
from onetext.believing.said import Said
from onetext.believing.stance import Stances
from onetext.model import Assessment, Situation
from onetext.model.belief import Answered, Grid
from onetext.model.utility import Utility

MOST_REPLIES: Final = 400
"""How many answers of a side count: the last ones. More tell little that is new, and take long."""


def scenarios_of(situation: Situation, party: str) -> tuple[str, ...]:
    """The rival readings of a party, by the order in which they are first named."""
    views = (view for _, view in situation.of(Assessment) if view.party == party and view.scenario is not None)
    return tuple(dict.fromkeys(str(view.scenario) for view in views))


def listen(
    situation: Situation,
    grid: Grid,
    party: str,
    stances: Stances,
    scenario: str | None = None,
    without: frozenset[str] = frozenset(),
) -> Hearing:
    """All that is heard of a party. Of assessments that belong to a rival reading only those of `scenario` count;
    entries in `without` are passed over."""
    ear = Ear(situation, grid, party, stances, scenario, without)
    assessed, said = Assessed(ear), Said(ear)
    views = list(assessed.views())
    orders = [item for item in views if isinstance(item, Order)]
    known = {item.issue for item in orders}
    spoken = [item for item in stances.orders(party, said.weights()) if item.issue not in known]
    sure: list[Sure] = [item for item in views if not isinstance(item, Reply | Line)]
    lines = [*(item for item in views if isinstance(item, Line)), *assessed.limits(orders)]
    answers = list(said.answers())
    replies = [item for item in (*views, *said.proposals(), *answers) if isinstance(item, Reply)]
    replies = _latest([*replies, *said.approvals()], ear)
    lines += said.demands()
    name, utility = _utility(ear)
    return Hearing(
        party,
        (*sure, *spoken),
        tuple(replies),
        tuple(lines),
        ear.bodies,
        utility,
        name,
        tuple(dict.fromkeys(ear.unused)),
        tuple(item for item in answers if isinstance(item, Answered)),
    )


def _latest(replies: list[Reply], ear: Ear) -> list[Reply]:
    if len(replies) <= MOST_REPLIES:
        return replies
    order = {name: n for n, name in enumerate(ear.situation.in_force)}
    ordered = sorted(replies, key=lambda reply: order[reply.entries[0]])
    for reply in ordered[:-MOST_REPLIES]:
        ear.leave_out(ear.situation.in_force[reply.entries[0]], f"it answered {MOST_REPLIES} times since")
    return ordered[-MOST_REPLIES:]


def _utility(ear: Ear) -> tuple[str | None, Utility | None]:
    """What the party stated last that packages are worth to it, if it did."""
    for name, one in reversed(ear.situation.header.utilities.items()):
        if one.party == ear.party and not one.supposed and name not in ear.without:
            return name, one
    return None, None
