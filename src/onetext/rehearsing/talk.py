"""Talks from the first draft to the last: propose, hear, learn, propose again, improve after a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.rehearsing.mediator import Mediator
from onetext.rehearsing.party import Options, Party, Reply

DRAFTS = 40
"""How many drafts are floated at most, unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Round:
    """One draft: what it was put beside, what each side answered, and how likely each yes was thought before.

    `text` is the text that all took and that is thought best once the answers are heard, if there is one.
    """

    number: int
    draft: Options
    table: Options | None
    answers: Mapping[str, Reply]
    chances: Mapping[str, float]
    joint: float
    text: Options | None

    @property
    def taken(self) -> bool:
        """Whether all said yes."""
        return all(answer.takes for answer in self.answers.values())


@dataclass(frozen=True, slots=True)
class Talk:
    """How talks went. `text` is what lies on the table at the end: a text that all took, or None."""

    rounds: tuple[Round, ...]
    text: Options | None

    @property
    def reached(self) -> int | None:
        """The number of the first draft that all took."""
        return next((one.number for one in self.rounds if one.taken), None)


def hold_talks(mediator: Mediator, parties: Mapping[str, Party], drafts: int = DRAFTS) -> Talk:
    """Talks of at most so many drafts. With the aim "agreement" they end at the first text that all take.

    Parties may be of any making: all they need is `answer(draft, table)`.

    >>> from onetext.believing import Open
    >>> from onetext.model.belief import Grid
    >>> from onetext.rehearsing import Plan, Simulated
    >>> grid = Grid(("truce", "gate"), (("short", "long"), ("shut", "open")))
    >>> mediator = Mediator(grid, {"north": Open((2, 2)), "south": Open((2, 2))}, Plan(draws=200))
    >>> north, south = Simulated(((0, 0.7), (0.3, 0)), 0.5), Simulated(((0.3, 0), (0, 0.7)), 0.5)
    >>> talk = hold_talks(mediator, {"north": north, "south": south})
    >>> grid.package(talk.text), talk.reached <= 4
    ({'truce': 'long', 'gate': 'open'}, True)
    """
    rounds: list[Round] = []
    for number in range(1, drafts + 1):
        draft = mediator.propose()
        table, chances = mediator.table, mediator.chances(draft)
        joint = 1.0
        for chance in chances.values():
            joint *= chance
        answers = {name: party.answer(draft, table) for name, party in parties.items()}
        mediator.hear(answers)
        rounds.append(Round(number, draft, table, answers, chances, joint, mediator.text))
        if mediator.plan.aim == "agreement" and mediator.agreed:
            break
    return Talk(tuple(rounds), mediator.text)
