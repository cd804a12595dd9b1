"""Plain data of entries of every kind, written at random out of names that may be named."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, tzinfo
from typing import Any

from onetext.model import KINDS, read_moment

Plain = dict[str, Any]

ACTORS = frozenset(("party", "mediator", "actor", "person", "body"))
SIDES = ("party", "mediator", "actor")
STANCES = "accepts rejects demands offers studies threatens hopeful doubtful other".split()
STATES = ("accepted", "rejected", "conditional", "countered", "under study", "silent")
ODD = (
    "الوسيط قال: «لا» بعد", "מכתב: כן, בתנאי", "🙂 👩‍👩‍👧 a family", "- a dash", "key: value", "# no comment", "it's 'single'",
    'say "double"', "yes", "null", "~", "0x1F", "2024-04-09", "one\ntwo", "one\n\n  three\n", " leads", "trails ", "a\ttab",
    "{x: 1}", "[y]", "*alias", "&anchor", "!tag", "%percent", "@at", "`tick`", "|", "> more", "? what", "...", "---",
    "\u200f\u202bright to left\u202c", "e\u0301 and é", "no\u00a0break", "back\\slash", "word " * 40, "1e5", "=", "<<",
    "mine, (all) of it; (really)", "a\u2028line", "\x1b[31mred", "bell\x07", "\ufeffmark", "100 %", "ﬁ ligature", "北京",
)  # fmt: skip
UNITS = ("", " people", " trucks", " days", " weeks", " tonnes", " % of them", " أسير")


def _in_order(items: Iterable[Any]) -> list[Any]:
    """As a list; a set in an order that is the same in every process, so that a seed stands for one case."""
    return sorted(items) if isinstance(items, (set, frozenset)) else list(items)


class Dice:
    """A random generator with a few more throws."""

    def __init__(self, seed: object) -> None:
        self.rng = random.Random(repr(seed))

    def maybe(self, chance: float = 0.4) -> bool:
        return self.rng.random() < chance

    def one(self, items: Iterable[Any]) -> Any:
        return self.rng.choice(_in_order(items))

    def some(self, items: Iterable[Any], least: int = 0, most: int = 3) -> list[Any]:
        pool = _in_order(items)
        return self.rng.sample(pool, min(len(pool), self.rng.randint(least, most)))

    def number(self, lo: int, hi: int) -> int:
        return self.rng.randint(lo, hi)

    def shuffled(self, items: Iterable[Any]) -> list[Any]:
        pool = _in_order(items)
        self.rng.shuffle(pool)
        return pool

    def insert(self, into: list[Any], items: Iterable[Any]) -> list[Any]:
        """The list with more items at places of their own; the old ones keep their order."""
        for item in items:
            into.insert(self.number(0, len(into)), item)
        return into

    def words(self) -> str:
        if self.maybe(0.3):
            return str(self.one(ODD))
        return " ".join(self.some("we they could live with that only if the others move first on it".split(), 1, 6))

    def day(self) -> str:
        return (date(2023, 11, 1) + timedelta(days=self.number(0, 200))).isoformat()

    def moment(self) -> Any:
        day = date.fromisoformat(self.day())
        spelt = f"{day.day} {day:%B} {day.year}"
        return self.one(
            [
                day.isoformat(), day.isoformat(), spelt, f"{day:%A}, {spelt}", f"{day:%B %Y}", f"{day.year}", f"{day:%Y-%m}",
                f"{self.one(('early', 'mid', 'late'))} {self.one((spelt, f'{day:%b %Y}', day.year))}",
                f"{self.one(('before', 'after', 'since', 'from', 'by', 'until'))} {self.one((spelt, f'late {day.year}'))}",
                "unknown", f"{spelt}, {self.number(0, 23)}:30", f"{day.isoformat()}T{self.number(0, 23):02}:15Z",
                f"{day.isoformat()} 10:00+02:00", f"{min(day.day, 27)}-28 {day:%B %Y}", f"{day} to {day + timedelta(days=2)}",
                {"words": self.one(("over the weekend", "unlängst", "منذ أيام")), "from": day.isoformat(), "to": str(day + timedelta(days=1))},
                {"words": "soon", "to": f"{day} 12:30"}, {"words": "at some time"}, {"words": day.isoformat(), "from": "2020"},
            ]
        )  # fmt: skip

    def quantity(self, units: Iterable[str] = UNITS) -> Any:
        n, m, unit = self.number(0, 90), self.number(90, 70000), self.one(units)
        return self.one(
            [
                f"{n}{unit}", f"about {m}{unit}", f"at least {n}{unit}", f"up to {m:,}{unit}", f"between {n} and {m}{unit}",
                f"{n}-{m}{unit}", f"hundreds{unit and ' of'}{unit}", f"dozens{unit}", f"some{unit}", f"some {n}{unit}",
                f"six{unit}", f"~{n}{unit}", f"{n}.50{unit}", f"−{n}{unit}",
                {"words": f"about {n}, maybe {m}", "lo": str(n), "hi": str(m), "unit": unit.strip()},
                {"words": "a good many", "lo": str(n)}, {"words": f"about {m}{unit}", "hi": str(2 * m)},
            ]
        )  # fmt: skip


@dataclass
class Pool:
    """Names that may be named, by the kind of thing they name."""

    by_kind: dict[str, list[str]] = field(default_factory=dict)
    issues: dict[str, Plain] = field(default_factory=dict)

    def add(self, kind: str, name: str) -> None:
        self.by_kind.setdefault(kind, []).append(name)

    def of(self, *kinds: str) -> list[str]:
        wanted = [*sorted(kinds), *(KINDS if "entry" in kinds else ())]
        return [name for kind in wanted for name in self.by_kind.get(kind, ())]

    def without(self, other: Pool) -> Pool:
        """The names that another pool has not."""
        others = {name for names in other.by_kind.values() for name in names}
        kept = {kind: [name for name in names if name not in others] for kind, names in self.by_kind.items()}
        return Pool(kept, self.issues)


class Writer(Dice):
    """Writes entries of every kind, as plain data, out of the names of a pool."""

    def __init__(self, seed: object, pool: Pool) -> None:
        super().__init__(seed)
        self.pool = pool
        self.tz: tzinfo = UTC

    def name(self, *kinds: str) -> str | None:
        names = self.pool.of(*kinds)
        return self.one(names) if names else None

    def names(self, *kinds: str) -> Any:
        found = self.some(self.pool.of(*kinds), 1, 3)
        return found[0] if len(found) == 1 and self.maybe() else found

    def actor(self) -> Any:
        return self.name(*ACTORS)

    def learned(self, said: Any) -> Any:
        """A moment that is not before another."""
        stated = self.moment()
        start, end = read_moment(said, self.tz).start, read_moment(stated, self.tz).end
        return stated if start is None or end is None or end > start else self.learned(said)

    def hearers(self) -> Any:
        return self.one([self.name("mediator"), self.names(*ACTORS, "circle")])

    def subjects(self) -> Any:
        return self.names("issue", "entry")

    def speaker(self) -> Any:
        side = self.name(*SIDES)
        return self.one(
            [self.actor(), self.actor(), "unnamed official", f"unnamed senior official of {side}", {"unnamed": self.words(), "of": side}]
        )  # fmt: skip

    def renderings(self) -> list[Plain]:
        return [
            {
                "language": self.one(("ar", "he", "en")),
                "words": self.words(),
                **({"by": "a newspaper"} if self.maybe() else {}),
            }
        ]

    def value(self, issue: str) -> str:
        """A value that can be read on an issue."""
        item = self.pool.issues[issue]
        match item.get("kind", "choice"):
            case "duration" if "options" in item and self.maybe(0.3):
                return self.one(["for-good", "not for-good", "a permanent one"])
            case "choice":
                options = self.some(item["options"], 1, 2)
                return self.one([options[0], f"not {options[0]}", " or ".join(options)])
            case "date":
                return self.one([self.day(), f"before {self.day()}", "late 2023", "April 2024", "unknown"])
            case "duration":
                return self.one(
                    ["six weeks", "at least 40 days", "about 10 days", "between 20 and 30 days", "48 hours", "0 days"]
                )
        return self.one(["40", "about 40", "hundreds", "at least 500", "up to 33", "between 30 and 40", "some", "0"])

    def worth(self, issue: str) -> Plain:
        """What the values of an issue are worth."""
        item = self.pool.issues[issue]
        options = {name: self.one(("0", "1", "0.25")) for name in item.get("options", ())}
        line = (
            {} if item.get("kind", "choice") == "choice" else {"line": {"slope": self.one(("0.1", "-2")), "from": "1"}}
        )
        weight = {"weight": self.one(("0.5", "2"))} if self.maybe() else {}
        return {**({"options": options} if options else {}), **line, **weight}

    def atom(self) -> Plain:
        issue = self.name("issue")
        assert issue is not None
        return {issue: self.value(issue)}

    def predicate(self, depth: int = 2) -> Plain:
        numeric = [
            name for name in self.pool.of("issue") if self.pool.issues[name].get("kind") in ("number", "duration")
        ]
        forms = [
            self.atom,
            self.atom,
            lambda: {name: self.value(name) for name in self.some(self.pool.of("issue"), 1, 3)},
        ]
        if numeric:
            forms.append(
                lambda: {
                    "sum": {name: str(self.one((1, -3, "0.5"))) for name in self.some(numeric, 1, 2)},
                    "is": "at most 60",
                }
            )
        if len(numeric) > 1:
            forms.append(lambda: {"product": self.some(numeric, 2, 2), "is": self.one(["up to 400", numeric[0]])})
        if depth:
            forms += [
                lambda: {self.one(("all", "any")): [self.predicate(depth - 1) for _ in range(self.number(1, 3))]},
                lambda: {"not": self.predicate(depth - 1)},
                lambda: {"if": self.predicate(depth - 1), "then": self.predicate(depth - 1)},
            ]
        found: Plain = self.one(forms)()
        return found

    def terms(self) -> Any:
        if self.maybe(0.6):
            return {name: self.value(name) for name in self.some(self.pool.of("issue"))}
        terms = []
        for n, name in enumerate(self.some(self.pool.of("issue")) * 2):
            extra = (
                {"conditions": self.words()}
                if self.maybe(0.2)
                else {"exclusions": [self.words()]}
                if self.maybe(0.2)
                else {}
            )
            terms.append({"issue": name, "value": self.value(name), "stage": f"stage {n}", **extra})
        return terms

    def view(self) -> Plain:
        """One of the views an assessment may give."""
        issue = self.name("issue")
        assert issue is not None
        return self.one(
            [
                {"ranking": self.pool.of("issue")}, {"issue": issue, "preference": [self.value(issue), self.value(issue)]},
                {"ranking": self.names("issue")}, *self.limits(),
                {"outside_option": self.one(("about 0.4", "between 0.2 and 0.5", "at most 40 percent")), **self.given(given=lambda: self.name("event"))},
                {"comparison": {"better": self.predicate(), "worse": {issue: self.value(issue)}}},
                {"would_accept": self.predicate()}, {"would_refuse": self.predicate()},
            ]
        )  # fmt: skip

    def limits(self) -> list[Plain]:
        """Limits on the issues that have numbers."""
        counted = [
            name for name in self.pool.of("issue") if self.pool.issues[name].get("kind") in ("number", "duration")
        ]
        return [{"interval": {"issue": self.one(counted), "limit": self.quantity()}}] if counted else []

    def clauses(self) -> Plain:
        return {f"clause-{n}": self.words() for n in range(self.number(0, 3))}

    def given(self, **makers: Callable[[], Any]) -> Plain:
        """Fields that may be left out."""
        made = {key.rstrip("_"): make() for key, make in makers.items() if self.maybe()}
        return {key: value for key, value in made.items() if value not in (None, [], ())}

    def copied(self) -> Plain:
        """The contents of an entry as another entry holds them."""
        kind = self.one(CONTENT)
        return {"kind": kind, **self.body(kind)}

    def body(self, kind: str) -> Plain:
        """The fields of one kind of entry."""
        return WRITERS[kind](self)


def _deal(w: Writer) -> str | None:
    return w.name("proposal", "draft", "agreement")


PARTS = ("first", "do-1", "do-2", "do-3")
"""Parts that every agreement has that is written here."""
CATEGORIES = ("held", "women", "jailed")


def _part(w: Writer) -> str:
    return str(w.one(PARTS))


def _category(w: Writer) -> str:
    return str(w.one(CATEGORIES))


def _time(w: Writer) -> Any:
    return w.one([w.day(), "the agreement", "the signature", f"{w.number(1, 9)} days after the start of first",
                  f"12 hours before {w.day()}", {"earlier_of": [w.day(), "2 weeks after the agreement"]}])  # fmt: skip


def _condition(w: Writer, before: list[str]) -> Plain:
    """What can be met, and waits only for parts that come before."""
    done = w.one(before) if before else None
    forms: list[Plain] = [
        {"swaps": "2"},
        {"delivered": {"held": "at least 1"}},
        {"passed": "3 days after the agreement"},
    ]
    forms += [w.one(({"begun": "first"}, {"not": {"begun": "first"}}))] + (
        [{"done": done}, {"reported": done}, {"met": done}] if done else []
    )
    some = w.some(forms, 1, 2)
    return some[0] if len(some) == 1 else {w.one(("all", "any")): some}


def _agreement(w: Writer) -> Plain:
    """A sound agreement between the parties, with three duties that may wait for earlier ones."""
    parties = w.pool.of("party")
    one, other = (parties * 2)[:2]
    duties = {}
    for n, name in enumerate(PARTS[1:]):
        duties[name] = {"by": w.actor(), "does": w.words(), **w.given(
            to=lambda: w.names(*ACTORS), amount=lambda: _owed(w), stage=lambda: "first", begins=lambda: _time(w),
            when=lambda n=n: _condition(w, list(PARTS[1 : n + 1])), verifier=w.actor, conditions=w.words, words=w.words,
            duty=lambda: w.one(("result", "service", "abstention", "effort", "notice")), measure=lambda: _measure(w),
            milestones=lambda: [{"by": _time(w), "at_least": "3"}], final=lambda: "when verified", reversible=lambda: _yes(w),
            clock=lambda: "stops", prepared=lambda: _yes(w), together_with=lambda: ["first"])}  # fmt: skip
    duties["do-1"] |= {"category": "held", "duty": "result", "amount": w.one(("30", "at least 30", "about 30"))}
    duties["do-2"] |= {"category": "jailed", "duty": "result"}
    stage = {
        "name": w.words(),
        "begins": w.one(("the agreement", w.day())),
        **w.given(days=lambda: "4 days", words=w.words),
    }
    if w.maybe():
        stage["extension"] = {
            "per": "10",
            "of": "held",
            **w.given(list_due=lambda: "12 hours before each day", most=lambda: "5 days"),
        }
    return {"parties": [one] if one == other else [one, other], "obligations": duties, "stages": {"first": stage},
        "categories": {"held": {"name": w.words(), "by": one}, "women": {"name": "Women", "by": one, "of": "held"},
                       "jailed": {"name": "Jailed", "by": other, **w.given(conditions=w.words)}},
        "keys": {"ratio": {"category": "held", "against": {"jailed": w.one(("3", "about 3", "at least 3"))}, **w.given(group=lambda: _yes(w))}},
        **w.given(title=w.words, words=w.words, quotas=lambda: {"q": {"of": ["women"], "total": _owed(w, (" people",))}},
                  rights=lambda: _rights(w),
                  guarantees=lambda: [{"by": w.actor(), **w.given(stake=w.words, of=lambda: ["do-1"], when=lambda: _condition(w, ["do-1"]),
                                                                  for_=lambda: w.name("party"))}],
                  disputes=lambda: [{"by": w.actor(), **w.given(within=lambda: "10 days")}], sunset=lambda: _time(w),
                  partial_days=lambda: w.one(("whole", "by hours", "not counted")), package=lambda: w.name("proposal"),
                  previous=lambda: _deal(w))}  # fmt: skip


def _rights(w: Writer) -> Plain:
    """Rights that somebody may use, and one that takes effect by itself."""
    used = {"act": w.one(("suspension", "extension", "termination")), "by": w.actor(), **w.given(
        words=w.words, most=lambda: w.one(("3 days", "about 10 days", "36 hours", "2 times")), of=lambda: [_part(w)],
        notice=lambda: w.one(("24 hours", "2 days")), when=lambda: _condition(w, ["do-1"]))}  # fmt: skip
    itself = {"act": w.one(("suspension", "restoration", "snapback", "termination")), "automatic": "yes",
              "when": _condition(w, ["do-1"]), **w.given(of=lambda: [_part(w)], most=lambda: "3 days")}  # fmt: skip
    return {
        "stop": used,
        **w.given(snap=lambda: itself),
        **w.given(again=lambda: {"act": "restoration", "by": w.actor()}),
    }


def _owed(w: Writer, units: Iterable[str] = UNITS) -> Any:
    """An amount that can be owed: not less than nothing."""
    found = w.quantity(units)
    return _owed(w, units) if isinstance(found, str) and found.startswith("−") else found


def _measure(w: Writer) -> Plain:
    return {"at_least": _owed(w, (" trucks",)), **w.given(
        per=lambda: w.one(("day", "week", "month")), of_which=lambda: {"fuel": _owed(w)}, on_swap_days=lambda: _owed(w))}  # fmt: skip


def _yes(w: Writer) -> str:
    return w.one(("yes", "true", "no"))


WRITERS: Mapping[str, Callable[[Writer], Plain]] = {
    "statement": lambda w: {"speaker": w.speaker(), "words": w.words(), "stance": w.one(STANCES), **w.given(
        for_=lambda: w.name(*SIDES), to=w.hearers, through=lambda: w.names(*ACTORS, "channel"), about=w.subjects,
        conditional_on=w.words, form=w.words, wording=lambda: w.one(("exact", "paraphrase")), language=lambda: "ar",
        renderings=w.renderings)},
    "interest": lambda w: {"party": w.name("party"), "wants": w.words(), **w.given(why=w.words, about=lambda: w.names("issue"), to=w.hearers)},
    "demand": lambda w: {"party": w.name("party"), "requires": w.predicate(), **w.given(
        strength=lambda: w.one(("red line", "demand", "wish")), firmness=lambda: w.one(("0", "0.50", "1", ".25")), words=w.words, to=w.hearers,
        language=lambda: "he", renderings=w.renderings)},
    "position": lambda w: {"party": w.name("party"), **(lambda issue: {"issue": issue, "value": w.value(issue)})(w.name("issue")), **w.given(
        conditions=w.words, exclusions=lambda: [w.words()], reciprocal_on=w.words, words=w.words, to=w.hearers,
        language=lambda: "he", renderings=w.renderings)},
    "proposal": lambda w: {"author": w.names(*ACTORS), **w.given(
        title=w.words, terms=w.terms, complete=lambda: _yes(w), previous=lambda: w.name("proposal"), words=w.words, to=w.hearers)},
    "conveyance": lambda w: {"to": w.hearers(), **w.given(
        what=lambda: w.names("entry"), by=lambda: w.names(*ACTORS, "channel"), form=w.words, words=w.words)},
    "response": lambda w: {"by": w.actor(), "stance": w.one(STANCES), **w.given(
        proposal=lambda: w.name("proposal"), state=lambda: w.one(STATES), names=w.subjects, due=w.moment, words=w.words,
        conditional_on=w.words, through=lambda: w.names(*ACTORS, "channel"), language=w.words, renderings=w.renderings)},
    "approval": lambda w: {"body": w.name("body"), "state": w.one(("approved", "refused", "pending")), **w.given(on=lambda: _deal(w), due=w.moment, words=w.words)},
    "question": lambda w: {"to": w.hearers(), "words": w.words(), **w.given(by=w.actor, about=w.subjects, due=w.moment)},
    "answer": lambda w: {"by": w.actor(), "words": w.words(), **w.given(question=lambda: w.name("question"), to=w.hearers)},
    "assessment": lambda w: {"party": w.name("party"), **w.view(), **w.given(basis=w.words, scenario=w.words)},
    "count": lambda w: {"account": w.name("account"), "quantity": w.quantity(), **w.given(by=w.actor, as_of=w.moment, words=w.words)},
    "meeting": lambda w: {"who": w.names(*ACTORS), "what": w.words(), **w.given(when=w.moment, where=w.words, about=w.subjects, follows=w.words)},
    "deadline": lambda w: {"what": w.words(), **w.given(who=lambda: w.names(*ACTORS), when=w.moment, about=w.subjects, follows=w.words)},
    "event": lambda w: {"what": w.words(), **w.given(
        who=lambda: w.names(*ACTORS), when=w.moment, about=w.subjects, follows=w.words, chance=lambda: w.one(("0.30", "1")))},
    "promise": lambda w: {"by": w.actor(), "what": w.words(), **w.given(
        to=w.hearers, until=w.moment, quantity=w.quantity, of=lambda: w.name("promise"), state=lambda: w.one(("open", "kept", "broken", "withdrawn")))},
    "criticism": lambda w: {"by": w.actor(), "words": w.words(), **w.given(draft=lambda: w.name("draft"), clause=lambda: "clause-1")},
    "reading": lambda w: {"by": w.actor(), "meaning": w.words(), **w.given(draft=lambda: w.name("draft", "agreement"), clause=lambda: _part(w),
        order=lambda: w.some(PARTS, 1, 3))},
    "draft": lambda w: w.given(clauses=w.clauses, title=w.words, by=lambda: w.names(*ACTORS), previous=lambda: w.name("draft"), language=w.words),
    "agreement": lambda w: _agreement(w),
    "signature": lambda w: {"parties": w.names("party"), **w.given(agreement=lambda: _deal(w), by=lambda: w.names(*ACTORS), since=w.moment)},
    "delivery": lambda w: {"by": w.actor(), "what": w.words(), **w.given(
        to=lambda: w.names(*ACTORS), through=lambda: w.names(*ACTORS, "channel"), quantity=w.quantity, people=w.words,
        under=lambda: _deal(w), clause=lambda: _part(w), when=w.moment, category=lambda: _category(w),
        of_which=lambda: {"fuel": w.quantity()}, counts_for=w.moment, against=lambda: w.name("delivery"))},
    "notice": lambda w: {"by": w.actor(), "state": w.one(("given", "accepted", "refused")), **w.given(
        to=lambda: w.names(*ACTORS), listed=lambda: [w.words()], under=lambda: _deal(w), reason=w.words, clause=lambda: _part(w),
        category=lambda: _category(w), quantity=w.quantity, for_day=w.moment)},
    "incident": lambda w: {"by": w.actor(), "words": w.words(), **w.given(against=lambda: w.names(*ACTORS), when=w.moment, under=lambda: _deal(w),
        clause=lambda: _part(w), account_of=lambda: w.name("incident"))},
    "finding": lambda w: {"by": w.actor(), "result": w.one(("violation", "no violation", "undecided", "verified", "condition met")), **w.given(
        incident=lambda: w.name("incident"), words=w.words, under=lambda: _deal(w), clause=lambda: _part(w), when=w.moment,
        score=lambda: str(w.number(0, 3)))},
    "power": lambda w: {"by": w.actor(), "act": w.one(("suspension", "restoration", "extension", "termination", "snapback")), **w.given(
        of=lambda: _deal(w), until=w.moment, reason=w.words, clauses=lambda: [_part(w)], since=w.moment, days=lambda: "2 days")},
    "release": lambda w: {"to": w.some(w.pool.of("party"), 1, 2), "copy": w.copied(), **w.given(of=lambda: w.name("entry"), copy_said=w.moment)},
    "correction": lambda w: {"reason": w.words()},
    "acknowledgement": lambda w: {"reason": w.words(), **w.given(of=lambda: w.name("entry"))},
    "erasure": lambda w: {"reason": w.words()},
}  # fmt: skip
CONTENT = tuple(kind for kind in KINDS if kind not in ("release", "correction", "acknowledgement", "erasure"))
