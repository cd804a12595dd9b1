"""Drawn cases whose agreements are signed and lived under: deliveries, lists, findings and powers at random."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from onetext.model import SECTIONS, Agreement, Case, Entry, project, read_entry, read_moment, situation_of
from onetext.model.standing import Standing
from onetext.monitoring import follow
from tests.strategies import make_case
from tests.writer import PARTS, Pool, Writer

KINDS = ("delivery", "delivery", "delivery", "notice", "finding", "power", "incident")
DAYS = ("2024-01-15", "2024-06-01", None)
AFTER_ALL = "2026-01-01"


def lived_cases(seed: int) -> Iterator[tuple[Case, str]]:
    """For each agreement of a drawn case, that case with a life under it, and the agreement's id."""
    case = project(make_case(seed, 30), "mediators")
    for entry, body in [*situation_of(case).of(Agreement)]:
        yield Case(case.header, (*case.entries, *_life(case, entry.id, body, seed))), entry.id


def _life(case: Case, deal: str, body: Agreement, seed: int) -> Iterator[Entry]:
    pool = Pool()
    for section, kind in SECTIONS.items():
        for name in case.header.section(section):
            pool.add(kind, name)
    pool.add("agreement", deal)
    w = Writer(("life", seed), pool)
    w.tz = case.header.tz
    signed = {
        "kind": "signature",
        "parties": list(body.parties),
        "agreement": deal,
        "since": "2023-11-01",
        "said": "2023-11-01",
    }
    plain = [{"id": "zz-signed", **signed}]
    for n in range(25):
        kind = w.one(KINDS)
        fields = w.body(kind) | {"of" if kind == "power" else "under": deal}
        if kind == "finding":
            fields.pop("incident", None)
        if kind == "finding" or (kind == "delivery" and w.maybe(0.8)):
            fields["clause"] = w.one(PARTS[1:])
        if kind == "power" and w.maybe(0.7):
            fields["act"] = w.one(("suspension", "restoration", "extension"))
        if kind in ("delivery", "incident"):
            fields["when"] = w.day()
        plain.append({"id": f"zz-{n}", "kind": kind, "said": w.day(), **fields})
    for item in plain:
        found, faults = read_entry(item, case.header.tz)
        assert found is not None, (item, faults)
        yield found


def stand_at(case: Case, deal: str, at: str | None) -> Standing:
    """How an agreement stands at the end of a day."""
    return follow(situation_of(case), None if at is None else read_moment(at, case.header.tz), deal)


def learned_in_another_order(case: Case, seed: int) -> tuple[Case, Case]:
    """The case without its corrections, as it was learned and as it might have been."""
    kept = [entry for entry in case.entries if entry.kind != "correction"]
    chance = random.Random(seed)
    late = [replace(entry, learned=read_moment(f"2025-01-{chance.randint(1, 28):02}")) for entry in kept]
    return Case(case.header, tuple(kept)), Case(case.header, tuple(late))


def faults_of(seed: int) -> Iterator[str]:
    """What is wrong with the standings of a seed's cases: which law does not hold."""
    for case, deal in lived_cases(seed):
        for at in DAYS:
            standing = stand_at(case, deal, at)
            counted = [name for item in standing.obligations for name in item.rests_on] + list(standing.outside)
            if len(counted) != len(set(counted)):
                yield f"{seed}: a delivery counts twice"
            if any(item.status == "established" and item.finding is None for item in standing.violations):
                yield f"{seed}: established without a finding"
            if any(item.state == "fulfilled" and item.done != "yes" for item in standing.obligations):
                yield f"{seed}: fulfilled, and not surely done"
        one, other = learned_in_another_order(case, seed)
        if stand_at(one, deal, AFTER_ALL) != stand_at(other, deal, AFTER_ALL):
            yield f"{seed}: the order of learning matters"


def suspended_by_hand(
    acts: list[tuple[bool, int, set[str], int]], n: int, stages: Mapping[str, str | None]
) -> set[str]:
    """The slow truth: which duties are suspended at the end of the nth day. Each act is whether it suspends, its day,
    of which parts (none: all), and after how many days it ends by itself (0: not)."""
    held = set()
    for duty, stage in stages.items():
        until: list[int | None] = []
        touching = [act for act in acts if not act[2] or duty in act[2] or stage in act[2]]
        for stop, at, _, length in sorted(touching, key=lambda act: (act[1], not act[0])):
            if at > n:
                continue
            if stop:
                until.append(at + length if length else None)
            else:
                until = [end if end is not None and end < at else at - 1 for end in until]
        if any(end is None or end >= n for end in until):
            held.add(duty)
    return held
