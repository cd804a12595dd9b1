"""Any sound agreement can be followed at any day, whatever happens under it, and the page of it can be written."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings

from onetext.actions.view import as_it_stands
from onetext.model import situation_of
from onetext.reporting import monitor_occasions, monitor_page, monitor_sheets, write_markdown
from tests.lived import faults_of, lived_cases, stand_at
from tests.strategies import SEEDS

FEW = settings(max_examples=settings().max_examples // 2)


@FEW
@given(SEEDS)
def test_the_laws_of_monitoring_hold_whatever_happens_under_an_agreement(seed: int) -> None:
    assert list(faults_of(seed)) == []


@FEW
@given(SEEDS)
def test_every_standing_can_be_written(seed: int) -> None:
    for case, deal in lived_cases(seed):
        standing = stand_at(case, deal, "2024-03-01")
        case = as_it_stands(case, situation_of(case))
        assert write_markdown(monitor_page(standing, case, printed=True)).startswith("# Monitoring")
        assert monitor_sheets(standing, case)[0].name == "Obligations"
        assert all(occasion.what for occasion in monitor_occasions(standing, case))


def test_the_lives_that_are_drawn_bring_duties_into_every_state() -> None:
    states: Counter[str] = Counter()
    for seed in range(120):
        for case, deal in lived_cases(seed):
            states.update(item.state for item in stand_at(case, deal, "2024-02-01").obligations)
    assert set(states) == {"pending", "active", "suspended", "fulfilled", "violated", "expired", "terminated"}
