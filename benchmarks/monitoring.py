"""How long following an agreement takes, from 100 duties with 1,000 deliveries to 10,000 with 100,000.

    python benchmarks/monitoring.py

Agreement and deliveries are invented: stages one after the other, duties that wait for one another, keys, quotas,
services, suspensions with their rights, steps at once. Each size is measured in a process of its own, with its greatest memory. The peer is the least
that anybody could do in the same run: one pass over the deliveries that adds them up by clause in a dictionary.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

SIZES = ((100, 1_000), (1_000, 10_000), (10_000, 100_000))
START = date(2020, 1, 1)
STAGES, CATEGORIES, SUSPENSIONS = 10, 40, 50


def make_deal(duties: int) -> dict[str, Any]:
    """Plain data of an invented agreement with so many duties."""
    stages: dict[str, Any] = {"stage0": {"name": "Stage 0", "begins": "the agreement", "days": "60 days"}}
    stages["stage0"]["extension"] = {"per": "10", "of": "c0", "most": "30 days"}
    for n in range(1, STAGES):
        stages[f"stage{n}"] = {"name": f"Stage {n}", "begins": f"the end of stage{n - 1}", "days": "60 days"}
    return {
        "parties": ["north", "south"],
        "categories": {f"c{n}": {"name": f"Category {n}", "by": _side(n)} for n in range(CATEGORIES)},
        "stages": stages,
        "obligations": {f"d{n}": _duty(n, duties) for n in range(duties)},
        "keys": {f"k{n}": {"category": f"c{n}", "against": {f"c{n + 1}": "3"}} for n in range(0, CATEGORIES, 2)},
        "quotas": {f"q{n}": {"of": [f"c{n}"], "total": "4000 people"} for n in range(CATEGORIES)},
        "rights": {
            "pause": {"act": "suspension", "by": ["north", "south"], "most": "3 days", "notice": "24 hours"},
            "resume": {"act": "restoration", "by": "mira"},
            "back": {
                "act": "snapback",
                "of": ["stage9"],
                "automatic": "yes",
                "when": {"passed": "500 days after the agreement"},
            },
        },
        "guarantees": [{"by": "mira", "for": "north"}],
    }


def _side(n: int) -> str:
    return ("north", "south")[n % 2]


def _duty(n: int, duties: int) -> dict[str, Any]:
    plain: dict[str, Any] = {"by": _side(n), "does": "as agreed", "stage": f"stage{n * STAGES // duties}"}
    if n % 5 == 0:
        return plain | {"duty": "service", "measure": {"at_least": "10 trucks"}}
    category = f"c{(n // 5 * 4 + n % 5 - 1) % CATEGORIES}"
    plain |= {"category": category, "amount": "30 people", "verifier": "mira"}
    if n % 50 == 1:
        plain |= {"together_with": f"d{n + 1}", "clock": "stops"}
    if n % 7 == 3 and n > 10:
        return plain | {"when": {"delivered": {f"d{n - 2 if (n - 2) % 5 else n - 1}": "at least 7"}}}
    return plain | ({"begins": f"3 days after the end of d{n - 1}"} if n % 11 == 3 and (n - 1) % 5 else {})


def make_case(duties: int, deliveries: int) -> Any:
    """The agreement, its signatures, and so many deliveries on 600 days; some stated vaguely."""
    from onetext.model import (
        Case,
        Delivery,
        Entry,
        Header,
        Power,
        Signature,
        make,
        read_entry,
        read_moment,
        read_quantity,
    )

    header = make(Header, title="Large", parties={"north": "North", "south": "South"}, mediators={"mira": "Mira"})
    deal, faults = read_entry({"id": "deal", "kind": "agreement", "said": "2019-12-30", **make_deal(duties)})
    if deal is None:
        raise SystemExit(faults[0])
    draw = random.Random(duties)
    signature = Signature(("north", "south"), agreement="deal", since=read_moment("2020-01-01"))
    entries = [deal, Entry("signed", signature, said=read_moment("2019-12-31"))]
    amounts = [read_quantity(words) for words in ("1", "2", "3", "about 3", "10")]
    for n in range(deliveries):
        when = read_moment((START + timedelta(days=draw.randrange(600))).isoformat())
        amount, clause = draw.choice(amounts), f"d{draw.randrange(duties)}"
        body = Delivery("as agreed", by="north", quantity=amount, under="deal", clause=clause, when=when)
        entries.append(Entry(f"e-{n}", body, said=when))
    for n in range(SUSPENSIONS):
        for act, by, day in (("suspension", "north", 10 * n), ("restoration", "mira", 10 * n + 4)):
            when = read_moment((START + timedelta(days=day)).isoformat())
            clauses = (f"stage{n % STAGES}", *(f"d{draw.randrange(duties)}" for _ in range(5)))
            entries.append(Entry(f"{act}-{n}", Power(by, act, of="deal", clauses=clauses, since=when), said=when))
    return Case(header, tuple(entries))


def measure(duties: int, deliveries: int) -> dict[str, float]:
    """CPU seconds of checking, of following at one day, and of the peer; MiB at most."""
    from onetext.model import check_agreement, read_moment, situation_of
    from onetext.monitoring import follow

    case = make_case(duties, deliveries)
    situation = situation_of(case)
    entries = [entry.body for entry in case.entries if entry.kind == "delivery"]
    found: dict[str, float] = {}

    def timed(name: str, work: Any) -> Any:
        start = time.process_time()
        result = work()
        found[name] = time.process_time() - start
        return result

    def peer() -> dict[str, Decimal]:
        sums: dict[str, Decimal] = {}
        for body in entries:
            sums[body.clause] = sums.get(body.clause, Decimal(0)) + body.quantity.lo
        return sums

    flaws = timed("check", lambda: list(check_agreement(next(e.body for e in case.entries if e.id == "deal"))))
    if flaws:
        raise SystemExit(flaws[0])
    timed("peer", peer)
    standing = timed("follow", lambda: follow(situation, read_moment("2021-06-01")))
    found["MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["fulfilled"] = sum(item.state == "fulfilled" for item in standing.obligations)
    found["swaps"] = len(standing.swaps)
    return found


HEADS = ("duties", "deliveries", "check s", "follow s", "us/delivery", "MiB", "ratio to one pass")


def main() -> None:
    """Print one row per size."""
    print("{:>7} {:>10} {:>8} {:>9} {:>12} {:>6} {:>18}".format(*HEADS))
    for duties, deliveries in SIZES:
        command = [sys.executable, __file__, str(duties), str(deliveries)]
        found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        each, ratio = found["follow"] / deliveries * 1e6, found["follow"] / found["peer"]
        figures = f"{found['check']:>8.2f} {found['follow']:>9.2f} {each:>12.0f} {found['MiB']:>6.0f} {ratio:>18.0f}"
        print(f"{duties:>7} {deliveries:>10} {figures}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        main()
