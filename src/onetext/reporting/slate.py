"""The slate in words: packages side by side, none picked, with chances and what these rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from onetext.model.belief import SOFTNESS
from onetext.model.issue import Value
from onetext.model.slate import Chance, Floated, OnTable, Slate
from onetext.reporting.basis import MISSING, cited, reading_lines
from onetext.reporting.chance import ANSWERS, basis_words, chance_words, error_of, hundredths, share_words
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Table
from onetext.reporting.phrase import counted, joined, state_words
from onetext.reporting.reason import reason_blocks
from onetext.reporting.value import value_words
from onetext.reporting.words import Words

_HARDLY: Final = 0.05
"""A side that takes no package with this chance is hardly believed to take any."""


def slate_blocks(slate: Slate, words: Words) -> Iterator[Block]:
    """The slate: packages term by term, why a side may take each or not, the text on the table, what could follow."""
    yield Heading("Packages that all may take", _count(slate))
    if slate.missing:
        yield Note(MISSING[slate.missing])
        return
    yield _packages(slate, words)
    yield Lines(tuple(doubt_lines(slate, words)))
    yield from reason_blocks(slate, words)
    yield from _on_table(slate, words)
    yield from _improvements(slate, words)
    yield Note(_how(slate))


def _count(slate: Slate) -> str:
    if slate.missing:
        return ""
    return f"{len(slate.packages)}, each different in {counted(slate.differ, 'issue')} or more"


def _packages(slate: Slate, words: Words) -> Table:
    head = ("", *(f"Package {n}" for n in range(1, len(slate.packages) + 1)))
    rows = [
        (words.name(issue), *(value_words(words, issue, one.terms[issue]) for one in slate.packages))
        for issue in slate.issues
    ]
    for party in slate.parties:
        name = words.name(party)
        rows.append((f"{name} takes it", *(taken_words(one.accept[party], words) for one in slate.packages)))
    rows.append(("all take it", *(taken_words(one.joint, words) for one in slate.packages)))
    rows.append(("demands", *(_met(one) for one in slate.packages)))
    rows.append(("verdict", *(_verdict(slate) for _ in slate.packages)))
    return Table("", head, tuple(rows), named=True)


def taken_words(chance: Chance, words: Words) -> str:
    """A chance of a yes with its range and basis; what was answered, as the answer that it is."""
    cited = "" if chance.entry is None else f" {words.cite(chance.entry)}"
    if chance.settled is not None:
        return f"{chance_words(chance)}{cited}"
    answered = "" if chance.answered is None else f"{ANSWERS.get(chance.answered, chance.answered)}{cited}; "
    sampling = f"sampling error {hundredths(float(error_of(chance.error)))}"
    return f"{answered}{chance_words(chance)}; {sampling}; {basis_words(chance)}"


def _met(package: Floated) -> str:
    counts = Counter(coverage.state for coverage in package.demands.values())
    return (
        " · ".join(
            f"{n} {state_words(state)}" for state, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        )
        or "none"
    )


def _verdict(slate: Slate) -> str:
    if slate.verdict.state == "proved":
        return "proved"
    if slate.verdict.state == "bounded" and slate.ceiling is not None:
        return f"bounded: none over {hundredths(slate.ceiling)} in 100"
    return str(slate.verdict)


def fixed_words(slate: Slate, words: Words) -> str:
    """The terms that a slate was held to."""
    return "; ".join(
        f"{words.name(issue)}: {joined(value_words(words, issue, value) for value in values[:5])}"
        for issue, values in slate.fixed.items()
    )


def doubt_lines(slate: Slate, words: Words) -> list[Line]:
    """What the chances rest on, what is only assumed, and what must not be given away with a package."""
    lines = [
        Line(cited(entries, words) or "assumptions alone", label=f"{words.name(party)}: rests on")
        for party, entries in slate.rests_on.items()
    ]
    lines += reading_lines(slate.scenario, slate.not_counted, words)
    if slate.outside_assumed:
        who = joined(map(words.name, slate.outside_assumed))
        lines.append(Line(f"What no deal is worth to {who} is not recorded: anything from its worst deal to its best."))
    for party in slate.parties:
        most = max((one.accept[party].p for one in slate.packages), default=1.0)
        if most < _HARDLY:
            lines.append(
                Line(
                    f"{words.name(party)} is hardly believed to take any of these ({share_words(most)} at most): "
                    "see its limits, and what contradicts what, in onetext believe."
                )
            )
    if slate.fixed:
        lines.append(Line(fixed_words(slate, words), label="Fixed"))
    if slate.assumed:
        lines.append(Line(f"As if it were so: {words.cite(*slate.assumed)}. Nothing was recorded.", label="Assumed"))
    for party, entries in slate.confidences.items():
        if entries:
            lines.append(Line(f"△ {words.name(party)} may not know {cited(entries, words)}.", label="Before it is put"))
    return lines


def _on_table(slate: Slate, words: Words) -> Iterator[Block]:
    table = slate.on_table
    if table is None:
        return
    yield Heading("The text on the table", words.entry_name(table.proposal))
    yield Lines(tuple(_text_lines(table, words)))
    if table.changes:
        rows = tuple(
            (
                "; ".join(_moved(table, issue, now, words) for issue, now in change.terms.items()),
                *(taken_words(change.accept[party], words) for party in slate.parties),
                taken_words(change.joint, words),
            )
            for change in table.changes
        )
        head = ("smallest changes", *(f"{words.name(party)} takes it" for party in slate.parties), "all take it")
        yield Table("", head, rows, named=True)
    else:
        yield Note("No change of one or two issues raises the chance by more than chance itself would.")


def _text_lines(table: OnTable, words: Words) -> Iterator[Line]:
    for party, chance in table.package.accept.items():
        answer = table.answers.get(party)
        said = f"{ANSWERS.get(answer, answer)}; " if answer and chance.answered is None else ""
        yield Line(f"{said}{taken_words(chance, words)}", label=words.name(party))
    yield Line(taken_words(table.package.joint, words), label="all")
    if table.open:
        told = (f"{words.name(issue)}: {value_words(words, issue, table.package.terms[issue])}" for issue in table.open)
        yield Line(f"It leaves open, and is filled in as all are most likely to take it: {'; '.join(told)}.")


def _moved(table: OnTable, issue: str, now: Value, words: Words) -> str:
    was = value_words(words, issue, table.package.terms[issue])
    return f"{words.name(issue)}: {was} → {value_words(words, issue, now)}"


def _improvements(slate: Slate, words: Words) -> Iterator[Block]:
    if slate.accepted is None:
        return
    yield Heading("After the yes", f"beside {words.entry_name(slate.accepted)}")
    if not slate.improvements:
        yield Note("No package is believed to be better for every side than the one that all accepted.")
        return
    head = ("", *(f"Package {chr(65 + n)}" for n in range(len(slate.improvements))))
    rows = [
        (words.name(issue), *(value_words(words, issue, one.terms[issue]) for one in slate.improvements))
        for issue in slate.issues
    ]
    rows += [
        (f"{words.name(party)} prefers it", *(taken_words(one.prefers[party], words) for one in slate.improvements))
        for party in slate.parties
    ]
    rows.append(("all prefer it", *(taken_words(one.joint, words) for one in slate.improvements)))
    yield Table("", head, tuple(rows), named=True)


def _how(slate: Slate) -> str:
    left = f"{slate.left_out} of {counted(slate.assessments, 'assessment')} left out in turn"
    return (
        f"A chance is that of the one rule 1/(1 + exp(-gain/{SOFTNESS})), averaged over {slate.draws:,} draws of what "
        f"each side may want (seed {slate.seed}); packages were searched on one part of them, chances estimated on the "
        "other; the sampling error is one standard deviation, in 100. A verdict is of the search, on the part that it "
        "saw. What carries a yes or holds it back is the chance with that one value otherwise, where it moves by more "
        "than two errors. In brackets, the range with "
        f"{left}, answers twice as soft and twice as sharp, and outside options assumed higher or lower. What was "
        "answered stands as the answer. This page lists and compares, and picks none."
    )
