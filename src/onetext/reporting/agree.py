"""The agreement that follows from a package, in words and as an entry to put into the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onetext.model import Agreement, Case, write_plain
from onetext.model.filling import Agreed, Blank, Filled
from onetext.reporting.clause import Clauses
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page
from onetext.reporting.phrase import isolated, quantity_words
from onetext.reporting.words import Words


@dataclass(frozen=True, slots=True)
class AgreeResult:
    """The agreement as the fields of an entry, by which template and package, what was filled, what stays open."""

    template: str
    package: str | None
    agreement: dict[str, Any]
    filled: tuple[Filled, ...]
    blanks: tuple[Blank, ...]
    left_out: tuple[str, ...]


def agree_result(agreed: Agreed, case: Case) -> AgreeResult:
    """The agreement as data."""
    plain = {"kind": "agreement"} | write_plain(agreed.agreement, case.header.tz)
    return AgreeResult(agreed.template, agreed.package, plain, agreed.filled, agreed.blanks, agreed.left_out)


def agree_page(agreed: Agreed, case: Case) -> Page:
    """The page: what follows from the package, clause by clause, and what stays open."""
    words = Words(case)
    package = words.name(agreed.package) if agreed.package is not None else "no package"
    template = isolated(case.header.templates[agreed.template].name)
    blocks: list[Block] = [
        Note(f"What follows from {package} by the template “{template}”. Nothing here is agreed or signed."),
        *agreement_blocks(agreed.agreement, words),
        *_open(agreed, words),
        *_filled(agreed, words),
    ]
    viewer = case.header.viewer or ""
    title = f"Agreement · {isolated(case.header.title)}"
    return Page(title, words.for_whom(viewer), tuple(blocks), words.for_whom(viewer))


def signed_page(case: Case, name: str | None, signatures: Iterable[str]) -> Page:
    """The page of an agreement that the record holds: who signed it, and its clauses; of none where it holds none."""
    words = Words(case)
    entries = {entry.id: entry for entry in case.entries}
    viewer = case.header.viewer or ""
    title = f"Agreement · {isolated(case.header.title)}"
    if name is None:
        blocks: list[Block] = [Note("Nothing signed: no agreement is recorded.")]
        return Page(title, words.for_whom(viewer), tuple(blocks), words.for_whom(viewer))
    agreement = entries[name].body
    assert isinstance(agreement, Agreement)
    signed = [
        Line(words.in_short.line(entries[one]), words.in_short.meta(entries[one]), words.cite(one))
        for one in signatures
    ]
    blocks = [Heading("Signatures", str(len(signed)) if signed else "")]
    blocks.append(Lines(tuple(signed)) if signed else Note("No signature is recorded."))
    if agreement.words:
        blocks += [Heading("As written"), Lines((Line(isolated(agreement.words), "", words.cite(name)),))]
    blocks += agreement_blocks(agreement, words)
    return Page(title, words.for_whom(viewer), tuple(blocks), words.for_whom(viewer))


def agreement_blocks(agreement: Agreement, words: Words) -> Iterator[Block]:
    """The clauses of an agreement, section by section."""
    clauses = Clauses(agreement, words)
    sections: tuple[tuple[str, Iterable[tuple[str, str]]], ...] = (
        ("Stages", ((item.id, clauses.stage(item)) for item in agreement.stages)),
        ("Who and what is meant", ((item.id, clauses.category(item)) for item in agreement.categories)),
        ("What is given for what", ((item.id, clauses.key(item)) for item in agreement.keys)),
        ("Totals", ((item.id, clauses.quota(item)) for item in agreement.quotas)),
        ("Obligations", ((item.id, clauses.duty(item)) for item in agreement.obligations)),
        ("Rights", ((item.id, clauses.right(item)) for item in agreement.rights)),
        ("Over all of it", ((label, text) for label, text in _over_all(agreement, clauses, words))),
    )
    for title, items in sections:
        found = list(items)
        if found:
            yield Heading(title, str(len(found)))
            yield Lines(tuple(Line(text, "", label) for label, text in found))


def _over_all(agreement: Agreement, clauses: Clauses, words: Words) -> Iterator[tuple[str, str]]:
    for item in agreement.guarantees:
        side = f" answers for {words.name(item.side)}" if item.side else " answers"
        stake = f", with {isolated(item.stake)}" if item.stake else ", with no stake stated"
        amount = f" ({quantity_words(item.amount)})" if item.amount is not None else ""
        when = f", once {clauses.condition(item.when)}" if item.when is not None else ""
        yield "guarantee", f"{words.name(item.by)}{side}{stake}{amount}{when}"
    for settlement in agreement.disputes:
        within = f" within {quantity_words(settlement.within)}" if settlement.within is not None else ""
        said = f". {isolated(settlement.words)}" if settlement.words else ""
        yield "disputes", f"{words.name(settlement.by)} decides{within}{said}"
    if not agreement.disputes:
        yield "disputes", "who decides is not stated"
    if agreement.ratified_by:
        yield "ratification", f"in force once approved by {words.names(agreement.ratified_by)}"
    if agreement.sunset is not None:
        yield "sunset", f"all of it ends by itself at {clauses.time(agreement.sunset)}"
    if agreement.partial_days is not None:
        counted = {"whole": "counts as a whole day", "by hours": "counts by its hours", "not counted": "is not counted"}
        yield "days cut short", f"a day that is cut short {counted[agreement.partial_days]}"


def _open(agreed: Agreed, words: Words) -> Iterator[Block]:
    yield Heading("What the package leaves open", str(len(agreed.blanks)) if agreed.blanks else "")
    if not agreed.blanks:
        yield Note("Nothing: every blank of the template is filled.")
        return
    reasons = {
        "not settled": "the package does not settle it",
        "several stages": "the package says different things in several stages",
        "not certain": "whether it holds cannot be told from the package",
        "no number": "the package gives no number",
        "unreadable": "what follows cannot stand there",
    }
    lines = []
    for blank in agreed.blanks:
        where = f"{blank.part}, {blank.field}" if blank.field is not None else blank.part
        issues = words.names(blank.issues)
        lines.append(Line(f"{isolated(where)}: {reasons[blank.why]} ({issues})"))
    yield Lines(tuple(lines))


def _filled(agreed: Agreed, words: Words) -> Iterator[Block]:
    if agreed.filled:
        yield Heading("What was filled from the package", str(len(agreed.filled)))
        lines = (
            Line(f"{isolated(item.part)}, {item.field}: {isolated(item.value)}", f"from {words.names(item.issues)}")
            for item in agreed.filled
        )
        yield Lines(tuple(lines))
    if agreed.left_out:
        yield Heading("What the package leaves out", str(len(agreed.left_out)))
        yield Lines(tuple(Line(isolated(name)) for name in agreed.left_out))
