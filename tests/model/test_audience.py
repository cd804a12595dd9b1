"""Audiences and viewers: who may see what, and whose words an entry holds."""

from __future__ import annotations

from typing import Any

import pytest

from onetext.errors import UnknownViewer
from onetext.model import Roster
from tests.cast import entry, header

ROSTER = Roster(header())
M = ("mediators",)


@pytest.mark.parametrize(
    ("kind", "plain", "audience"),
    [
        # What a party itself said to the mediators: the mediators and that party.
        ("statement", {"speaker": "nadia", "to": "mira", "words": "no"}, (*M, "north")),
        ("statement", {"speaker": "sami", "to": "mediators", "words": "no"}, (*M, "south")),
        ("statement", {"speaker": "unnamed aide of south", "to": "mira", "words": "no"}, M),
        ("statement", {"speaker": "nadia", "to": "shuttle", "words": "no"}, ("shuttle", "north")),
        ("demand", {"party": "north", "requires": {"truce": "9 days"}, "to": "amina"}, (*M, "north")),
        ("response", {"by": "south-council", "state": "rejected"}, (*M, "south")),
        ("criticism", {"by": "nadia", "words": "too short"}, (*M, "north")),
        ("promise", {"by": "sami", "to": "tove", "what": "quiet"}, (*M, "south")),
        # Everything else: the mediators.
        ("statement", {"speaker": "nadia", "words": "no"}, M),
        ("statement", {"speaker": "nadia", "to": "sami", "words": "no"}, M),
        ("demand", {"party": "north", "requires": {"truce": "9 days"}}, M),
        ("position", {"party": "north", "issue": "truce", "value": "9 days"}, M),
        ("interest", {"party": "north", "wants": "water"}, M),
        ("assessment", {"party": "north", "ranking": "truce"}, M),
        ("statement", {"speaker": "amina", "to": "mira", "words": "no"}, M),
        ("event", {"what": "rain"}, M),
    ],
)  # fmt: skip
def test_without_an_audience_an_entry_is_for_these(kind: str, plain: dict[str, Any], audience: tuple[str, ...]) -> None:
    assert ROSTER.audience(entry("x", kind, **plain)) == audience


@pytest.mark.parametrize(
    ("kind", "plain", "expected"),
    [
        ("statement", {"speaker": "nadia", "for": "south", "words": "no"}, {"north"}),
        ("statement", {"speaker": "unnamed aide of south", "words": "no"}, set()),
        ("proposal", {"author": ["mira", "south"]}, {"south"}),
        ("draft", {"by": ["north", "south"]}, {"north", "south"}),
        ("approval", {"body": "north-council", "state": "pending"}, {"north"}),
        ("position", {"party": "south", "issue": "truce", "value": "9 days"}, {"south"}),
        ("assessment", {"party": "north", "ranking": "truce"}, set()),
        ("event", {"what": "rain", "who": "north"}, set()),
    ],
)  # fmt: skip
def test_an_entry_holds_the_own_words_of_these_parties(kind: str, plain: dict[str, Any], expected: set[str]) -> None:
    assert ROSTER.own_words(entry("x", kind, **plain)) == expected


@pytest.mark.parametrize(
    ("name", "viewer", "members", "inside"),
    [
        ("north", "north", {"north"}, False),
        ("nadia", "north", {"north"}, False),
        ("mira", "mira", {"mira"}, True),
        ("shuttle", "shuttle", {"mira"}, True),
        ("mediators", "mediators", {"mira", "amina", "tove"}, True),
    ],
)  # fmt: skip
def test_these_are_viewers(name: str, viewer: str, members: set[str], inside: bool) -> None:
    found = ROSTER.viewer(name)
    assert (found.id, found.members, found.inside) == (viewer, members, inside)


@pytest.mark.parametrize("name", ["oriol", "all", "", "truce", "north-council", "MIRA", "Nadia"])
def test_these_are_none(name: str) -> None:
    with pytest.raises(UnknownViewer):
        ROSTER.viewer(name)


@pytest.mark.parametrize(
    ("audience", "viewers"),
    [
        (["all"], {"north", "south", "mira", "amina", "mediators", "shuttle", "desk"}),
        (["mediators"], {"mira", "amina", "mediators", "shuttle", "desk"}),
        (["shuttle"], {"mira", "shuttle"}),
        (["shuttle", "desk"], {"mira", "amina", "mediators", "shuttle", "desk"}),
        (["desk", "north"], {"amina", "desk", "north"}),
        (["nobody"], set()),
    ],
)  # fmt: skip
def test_an_audience_reaches_these_viewers(audience: list[str], viewers: set[str]) -> None:
    everybody = ("north", "south", "mira", "amina", "mediators", "shuttle", "desk")
    assert {name for name in everybody if ROSTER.may_see(ROSTER.viewer(name), audience)} == viewers
