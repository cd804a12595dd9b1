"""What agreements and templates must satisfy in their case, beyond being sound in themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from onetext.model import (
    Agreement,
    Delivery,
    Entry,
    Fault,
    Finding,
    Header,
    Incident,
    Issue,
    Notice,
    Power,
    Reading,
    Template,
    Term,
    check_agreement,
    nearest_name,
    read_quantity,
)
from onetext.model.filling import fill_template
from onetext.model.length import is_length
from onetext.model.plain import Path


def check_template(template: Template, header: Header) -> Iterator[tuple[Path, str, str]]:
    """Flaws of a template: its agreement is sound, its blanks are there, and what fills them fits.

    Each fill is tried on a sample package, so that a case that is read has templates that work.
    """
    flaws: list[tuple[Path, str, str]] = []
    for path, what, fix in check_agreement(_with_ends(template)):
        flaws.append((("agreement", *path), what, fix))
    parts = [name for _, name in template.agreement.ids()]
    named = [("fills", n, fill.part) for n, fill in enumerate(template.fills)]
    named += [("only_if", n, only.part) for n, only in enumerate(template.only_if)]
    for field, n, part in named:
        if part not in parts:
            near = nearest_name(part, parts)
            fix = f"did you mean '{near}'?" if near else "name a part of the agreement that has an id"
            flaws.append(((field, part if field == "only_if" else n), f"'{part}' is no part of this template", fix))
    yield from flaws
    if not flaws and all(issue in header.issues for issue in template.issues()):
        yield from _try_fills(template, header)


def _with_ends(template: Template) -> Agreement:
    """The agreement of a template in which a stage whose length is to be filled has one."""
    filled = {fill.part for fill in template.fills if fill.field in ("days", "ends")}
    day = read_quantity("1 day")
    stages = (
        dataclasses.replace(stage, days=day) if stage.id in filled and stage.days is None else stage
        for stage in template.agreement.stages
    )
    return dataclasses.replace(template.agreement, stages=tuple(stages))


def _try_fills(template: Template, header: Header) -> Iterator[tuple[Path, str, str]]:
    for n, fill in enumerate(template.fills):
        alone = dataclasses.replace(template, fills=(dataclasses.replace(fill, when=None, stage=None),), only_if=())
        terms = [Term(issue, _sample(header.issues[issue])) for issue in alone.issues()]
        for blank in fill_template("", alone, terms, header).blanks:
            what = f"what fills '{blank.field}' of '{blank.part}' does not fit it: {blank.detail or blank.why}"
            yield ("fills", n), what, "mend 'field' or 'value'; amounts take numbers, times take dates"


def _sample(issue: Issue) -> str:
    """A value that an issue can have."""
    if issue.kind == "date":
        return "2024-01-01"
    if issue.kind == "choice":
        return next(iter(issue.options), "")
    least = issue.lo if issue.lo is not None and issue.lo > 0 else issue.hi if issue.hi is not None else 1
    return f"{least} {issue.unit}".strip()


def check_clauses(body: object, by_id: Mapping[str, Entry]) -> Iterator[Fault]:
    """Faults of what is done, alleged or read under an agreement: it names parts and categories that are there."""
    if isinstance(body, Power) and body.days is not None and not is_length(body.days):
        yield Fault(("days",), f"'{body.days.words}' is no length of time", "write 2 days, 36 hours or 1 week")
    found = _named(body)
    agreement = by_id[found[0]].body if found is not None and found[0] in by_id else None
    if found is None or not isinstance(agreement, Agreement):
        return
    categories = {category.id for category in agreement.categories}
    parts = {name for _, name in agreement.ids()} - categories
    for field, names in found[1].items():
        known = categories if field == "category" else parts
        for name in names:
            if name is not None and name not in known:
                near, some = nearest_name(name, known), ", ".join(sorted(known)[:6]) or "none so far"
                called = "category" if field == "category" else "part"
                fix = f"did you mean '{near}'?" if near else f"write one of: {some}"
                yield Fault((field,), f"'{name}' is no {called} of '{found[0]}'", fix)


def _named(body: object) -> tuple[str, dict[str, tuple[str | None, ...]]] | None:
    """The agreement that something is under, and the names of its parts and categories in it, by field."""
    match body:
        case Reading(draft=str(deal)):
            return deal, {"clause": (body.clause,), "order": body.order}
        case Power(of=str(deal)):
            return deal, {"clauses": body.clauses}
        case Delivery(under=str(deal)) | Notice(under=str(deal)):
            return deal, {"clause": (body.clause,), "category": (body.category,)}
        case Incident(under=str(deal)) | Finding(under=str(deal)):
            return deal, {"clause": (body.clause,)}
    return None
