"""One sentence per entry, one way for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import TYPE_CHECKING

from onetext.model import (
    Acknowledgement,
    Agreement,
    Answer,
    Approval,
    Assessment,
    Conveyance,
    Correction,
    Count,
    Criticism,
    Deadline,
    Delivery,
    Demand,
    Draft,
    Erasure,
    Event,
    Finding,
    Incident,
    Interest,
    Meeting,
    Moment,
    Notice,
    Position,
    Power,
    Promise,
    Proposal,
    Question,
    Reading,
    Release,
    Rendering,
    Response,
    Signature,
    Statement,
    Unnamed,
)
from onetext.reporting.phrase import counted, if_words, isolated, joined, place_words, quantity_words, quoted

if TYPE_CHECKING:
    from onetext.reporting.words import Words


@singledispatch
def say(body: object, words: Words) -> str:
    """What an entry says, as a sentence; one way per kind."""
    raise TypeError(f"no sentence for {type(body).__name__}")


@say.register(Statement)
def _(body: Statement, words: Words) -> str:
    known = body.speaker.of if isinstance(body.speaker, Unnamed) else _speaks_for(words, body.speaker)
    for_side = f" for {words.name(body.speaks_for)}" if body.speaks_for not in (None, known) else ""
    verb = "" if body.stance == "other" or words.short else f" ({body.stance})"
    said = quoted(body.words, body.wording == "exact") + rendered(words, body.renderings)
    return f"{words.person(body.speaker)}{for_side}{verb}: {said}{if_words(body.conditional_on)}"


def _speaks_for(words: Words, name: str) -> str | None:
    person = words.case.header.people.get(name)
    return person.speaks_for if person else None


@say.register(Interest)
def _(body: Interest, words: Words) -> str:
    why = f", because {isolated(body.why)}" if body.why else ""
    return f"{_by(words, body)} wants {isolated(body.wants)}{why}"


@say.register(Demand)
def _(body: Demand, words: Words) -> str:
    strength = {"red line": "demands, as a red line,", "demand": "demands", "wish": "wishes"}[body.strength]
    firm = f"; firmness {body.firmness}" if body.firmness is not None else ""
    told = f" ({isolated(body.words)})" if body.words else ""
    renderings = rendered(words, body.renderings)
    return f"{_by(words, body)} {strength} {words.predicate(body.requires)}{told}{renderings}{firm}"


def _by(words: Words, body: Interest | Demand | Position) -> str:
    """The party, and who spoke for it where that is known."""
    if body.speaker is None or body.speaker == body.party:
        return words.name(body.party)
    who = body.speaker
    name = f"{isolated(who.unnamed)}, unnamed" if isinstance(who, Unnamed) else words.name(who)
    return f"{words.name(body.party)} ({name})"


@say.register(Position)
def _(body: Position, words: Words) -> str:
    told = f" ({isolated(body.words)})" if body.words and not words.short else ""
    told += rendered(words, body.renderings)
    return f"{_by(words, body)} on {words.name(body.issue)}: {words.position(body)}{told}"


@say.register(Proposal)
def _(body: Proposal, words: Words) -> str:
    title = isolated(body.title) if body.title else "a proposal"
    said = "; ".join(part for part in (isolated(body.words or ""), *map(words.term, body.terms)) if part)
    verb = "proposes" if len(body.author) == 1 else "propose"
    return f"{words.names(body.author)} {verb} {title}" + (f": {said}" if said else "")


@say.register(Conveyance)
def _(body: Conveyance, words: Words) -> str:
    what = words.names(body.what) or isolated(body.words or "something not stated")
    form = f", {isolated(body.form)}" if body.form else ""
    return f"{words.names(body.by) or 'somebody unnamed'} carried {what} to {words.names(body.to)}{form}"


@say.register(Response)
def _(body: Response, words: Words) -> str:
    what = f" to {words.name(body.proposal)}" if body.proposal else ""
    state = body.state or "comment, no answer"
    return f"{words.person(body.by)}{what}: {state}: {words.reply(body)}"


@say.register(Approval)
def _(body: Approval, words: Words) -> str:
    on = f" on {words.name(body.on)}" if body.on else ""
    due = f", due {words.when(body.due)}" if body.due and words.dated else ""
    return f"{words.name(body.body)}{on}: {body.state}{due}"


@say.register(Question)
def _(body: Question, words: Words) -> str:
    return f"{words.name(body.by) if body.by else 'Asked'} to {words.names(body.to)}: {quoted(body.words, False)}"


@say.register(Answer)
def _(body: Answer, words: Words) -> str:
    what = f" to {words.name(body.question)}" if body.question else ""
    return f"{words.person(body.by)} answers{what}: {quoted(body.words, False)}"


@say.register(Assessment)
def _(body: Assessment, words: Words) -> str:
    about = words.name(body.party)
    basis = f" (basis: {isolated(body.basis)})" if body.basis else ""
    scenario = f", as {isolated(body.scenario)}" if body.scenario else ""
    return f"Assessment of {about}{scenario}: {_view(words, body)}{basis}"


def _view(words: Words, body: Assessment) -> str:
    if body.ranking:
        return f"gives weight, most first, to {words.names(body.ranking)}"
    if body.preference:
        options = joined(words.value(body.issue or "", option) for option in body.preference)
        return f"prefers, best first, on {words.name(body.issue)}: {options}"
    if body.interval:
        return f"limit on {words.name(body.interval.issue)}: {quantity_words(body.interval.limit)}"
    if body.comparison:
        better, worse = map(words.predicate, (body.comparison.better, body.comparison.worse))
        return f"prefers {better}, to {worse}"
    if body.outside_option:
        given = f" if there is {words.name(body.given)}" if body.given else ""
        return f"no deal is worth {quantity_words(body.outside_option)} to it, of 0 to 1{given}"
    if body.would_accept:
        return f"would accept {words.predicate(body.would_accept)}"
    return f"would refuse {words.predicate(body.would_refuse)}" if body.would_refuse else "no view given"


@say.register(Count)
def _(body: Count, words: Words) -> str:
    by = f" by {words.name(body.by)}" if body.by else ""
    as_of = f", as of {words.when(body.as_of)}" if body.as_of else ""
    told = f" ({isolated(body.words)})" if body.words else ""
    return f"Counted{by}: {words.name(body.account)}, {quantity_words(body.quantity)}{as_of}{told}"


@say.register(Meeting)
def _(body: Meeting, words: Words) -> str:
    return f"{words.names(body.who)}: {isolated(body.what)}{_dated(words, body.when)}{place_words(body.where)}"


@say.register(Deadline)
@say.register(Event)
def _(body: Deadline | Event, words: Words) -> str:
    who = f"{words.names(body.who)}: " if body.who else ""
    follows = f"; then {isolated(body.follows)}" if body.follows else ""
    chance = f"; chance {body.chance}" if isinstance(body, Event) and body.chance is not None else ""
    return f"{who}{isolated(body.what)}{_dated(words, body.when)}{follows}{chance}"


def _dated(words: Words, when: Moment | None) -> str:
    return f" ({words.when(when)})" if when is not None and words.dated else ""


def rendered(words: Words, renderings: Iterable[Rendering]) -> str:
    """The renderings in English, which is the language of the page."""
    found = [r for r in renderings if r.language == "en"]
    return "".join(
        f" ({f'rendered by {isolated(r.by)}' if r.by else 'our rendering'}: {isolated(r.words)})" for r in found
    )


@say.register(Promise)
def _(body: Promise, words: Words) -> str:
    to = f" to {words.names(body.to)}" if body.to else ""
    amount = f", {quantity_words(body.quantity)}" if body.quantity else ""
    state = "" if body.state == "open" else f" ({body.state})"
    until = f", {words.until(body.until)}" if body.until and words.dated else ""
    return f"{words.name(body.by)} promised{to}: {isolated(body.what)}{amount}{until}{state}"


@say.register(Criticism)
def _(body: Criticism, words: Words) -> str:
    return f"{words.person(body.by)} on {_clause(words, body.draft, body.clause)}: {quoted(body.words, False)}"


@say.register(Reading)
def _(body: Reading, words: Words) -> str:
    return f"{words.person(body.by)} reads {_clause(words, body.draft, body.clause)} as: {isolated(body.meaning)}"


def _clause(words: Words, draft: str | None, clause: str | None) -> str:
    text = words.name(draft) if draft else "the text"
    return f"clause {isolated(clause)} of {text}" if clause else text


@say.register(Draft)
def _(body: Draft, words: Words) -> str:
    by = f" by {words.names(body.by)}" if body.by else ""
    return f"Draft{by}: {isolated(body.title or 'the text')}, {counted(len(body.clauses), 'clause')}"


@say.register(Agreement)
def _(body: Agreement, words: Words) -> str:
    stages = f", {counted(len(body.stages), 'stage')}" if body.stages else ""
    title = isolated(body.title) if body.title else "An agreement"
    return f"{title} of {words.names(body.parties)}{stages}, {counted(len(body.obligations), 'obligation')}"


@say.register(Signature)
def _(body: Signature, words: Words) -> str:
    since = f", in force since {words.when(body.since)}" if body.since else ""
    agreement = words.name(body.agreement) if body.agreement else "the agreement"
    return f"{words.names(body.parties)} signed {agreement}{since}"


@say.register(Delivery)
def _(body: Delivery, words: Words) -> str:
    amount = f" ({quantity_words(body.quantity)})" if body.quantity else ""
    people = f": {joined(map(isolated, body.people))}" if body.people else ""
    to = f" to {words.names(body.to)}" if body.to else ""
    by = f"{words.name(body.by)} handed over" if body.by else "Handed over, by whom not stated:"
    against = f", against {words.name(body.against)}" if body.against else ""
    return f"{by} {isolated(body.what)}{amount}{people}{to}{against}{_dated(words, body.when)}"


@say.register(Notice)
def _(body: Notice, words: Words) -> str:
    listed = f": {joined(map(isolated, body.listed))}" if body.listed else ""
    reason = f", because {isolated(body.reason)}" if body.reason else ""
    return f"{words.name(body.by)}, list or notice {body.state}{listed}{reason}"


@say.register(Incident)
def _(body: Incident, words: Words) -> str:
    against = f" against {words.names(body.against)}" if body.against else ""
    return f"{words.person(body.by)} alleges{against}: {isolated(body.words)}{_dated(words, body.when)}"


@say.register(Finding)
def _(body: Finding, words: Words) -> str:
    on = f" on {words.name(body.incident)}" if body.incident else ""
    told = f": {isolated(body.words)}" if body.words else ""
    return f"{words.name(body.by)} found{on}: {body.result}{told}"


@say.register(Power)
def _(body: Power, words: Words) -> str:
    of = f" of {words.name(body.of)}" if body.of else ""
    until = f" {words.until(body.until)}" if body.until else ""
    reason = f", because {isolated(body.reason)}" if body.reason else ""
    return f"{words.name(body.by)}: {body.act}{of}{until}{reason}"


@say.register(Release)
def _(body: Release, words: Words) -> str:
    return f"Told {words.names(body.to)}: {say(body.copy, words)}"


@say.register(Correction)
def _(body: Correction, words: Words) -> str:
    of = words.name(body.of) if body.of else "an entry"
    return f"Corrects {of}: {isolated(body.reason)}" if body.instead else f"Withdraws {of}: {isolated(body.reason)}"


@say.register(Acknowledgement)
def _(body: Acknowledgement, words: Words) -> str:
    return f"Acknowledges a finding on {words.name(body.of) if body.of else 'the case'}: {isolated(body.reason)}"


@say.register(Erasure)
def _(body: Erasure, words: Words) -> str:
    return f"Contents of an entry were erased: {isolated(body.reason)}"
