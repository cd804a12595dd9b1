"""The words of a page: names, moments, quantities, predicates, and one sentence per entry.

Words that come from data are kept as they are and set apart where their script runs from right to left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property, singledispatchmethod

from onetext.model import (
    Acknowledgement,
    Agreement,
    Answer,
    Approval,
    Assessment,
    Case,
    Conveyance,
    Correction,
    Count,
    Criticism,
    Deadline,
    Delivery,
    Demand,
    Draft,
    Entry,
    Erasure,
    Event,
    Finding,
    Incident,
    Interest,
    Issue,
    Meeting,
    Moment,
    Notice,
    Position,
    Power,
    Predicate,
    Promise,
    Proposal,
    Quantity,
    Question,
    Reading,
    Release,
    Rendering,
    Response,
    Signature,
    Statement,
    Term,
    Unnamed,
    grade_words,
    read_quantity,
    read_value,
    references,
)
from onetext.model.audience import ALL
from onetext.model.moment import MONTHS, WEEKDAYS, read_moment
from onetext.model.predicate import Factor
from onetext.model.source import Citation

_STATE_MARKS = {
    "met": "● met",
    "partly": "◐ partly",
    "unmet": "⊘ unmet",
    "unclear": "△ unclear",
    "conditional": "◇ conditional",
    "not_addressed": "○ not addressed",
}


def isolated(text: str) -> str:
    """Text from data, set apart from the sentence around it where it holds right-to-left letters.

    >>> isolated("Katz"), isolated("כץ") == "\\u2068כץ\\u2069"
    ('Katz', True)
    """
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return f"\u2068{text}\u2069"
    return text


def joined(parts: Iterable[str]) -> str:
    """Parts as "a, b and c".

    >>> joined(["Egypt", "Qatar", "the United States"])
    'Egypt, Qatar and the United States'
    """
    found = list(parts)
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def counted(n: int, one: str, many: str = "") -> str:
    """How many of a thing.

    >>> counted(1, "entry", "entries"), counted(2, "proposal")
    ('1 entry', '2 proposals')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def number_words(number: Decimal) -> str:
    """A number with thousands set apart and a true minus sign.

    >>> number_words(Decimal("-60000"))
    '−60,000'
    """
    return f"{number:,f}".replace("-", "\u2212")


def range_words(lo: Decimal | None, hi: Decimal | None) -> str:
    """A range as 35–45, "200 or more", "up to 10" or one number.

    >>> range_words(Decimal(35), Decimal(45)), range_words(Decimal(1), None)
    ('35–45', '1 or more')
    """
    if lo is None:
        return "any number" if hi is None else f"up to {number_words(hi)}"
    if hi is None:
        return f"{number_words(lo)} or more"
    return number_words(lo) if lo == hi else f"{number_words(lo)}–{number_words(hi)}"


def quantity_words(quantity: Quantity) -> str:
    """A quantity in its own words, with the range they are read as where they do not say it.

    >>> quantity_words(read_quantity("about 40"))
    'about 40 (35–45)'
    """
    if quantity.stated in ("about", "vague"):
        return f"{isolated(quantity.words)} ({range_words(quantity.lo, quantity.hi)})"
    return isolated(quantity.words)


def state_words(state: str) -> str:
    """A state of coverage, its mark first."""
    return _STATE_MARKS[state]


@dataclass(frozen=True)
class Words:
    """The words for one viewer's case: names by id, and the numbers that its entries are cited by.

    `short` leaves out what a list of many lines can do without: stances, notes, a grade's words.
    `dated` is whether a sentence says when a meeting or event is.
    """

    case: Case
    short: bool = False
    dated: bool = True

    @cached_property
    def in_short(self) -> Words:
        """The same words, short."""
        return Words(self.case, short=True)

    @cached_property
    def undated(self) -> Words:
        """Short words without the dates that stand beside them."""
        return Words(self.case, short=True, dated=False)

    def strip(self, viewer: str, as_of: Moment) -> str:
        """For whom a page is, as of when, and on how many entries it rests."""
        count = counted(len(self.case.entries), "entry", "entries")
        return " · ".join([self.for_whom(viewer), self.as_of(as_of), count])

    def for_whom(self, viewer: str) -> str:
        """For whom a page is, and that it is not for the parties where it is not."""
        name = self.name(viewer)
        return f"what {name} may see" if viewer in self.case.header.parties else f"for {name}, not for the parties"

    def as_of(self, as_of: Moment) -> str:
        """As of when a page is."""
        return f"as of {self.when(as_of)}" if as_of.is_known else "no dates recorded"

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each entry for this viewer."""
        return {entry.id: n for n, entry in enumerate(self.case.entries, 1)}

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.case.entries}

    def cite(self, *ids: str) -> str:
        """The numbers of entries in brackets, such as [5] [6]."""
        return " ".join(f"[{self.numbers[name]}]" for name in ids if name in self.numbers)

    def name(self, name: str | Unnamed | None) -> str:
        """Somebody or something by name; an entry by its number."""
        if name is None:
            return "somebody unnamed"
        if isinstance(name, Unnamed):
            who = isolated(name.unnamed)
            return f"{who} of {self.name(name.of)} (unnamed)" if name.of else f"{who} (unnamed)"
        if name == ALL:
            return "all sides"
        if name in self.numbers:
            return self.entry_name(name)
        item = self.case.header.named(name)
        return isolated(item.name) if item is not None else isolated(name)

    def names(self, names: Iterable[str]) -> str:
        """Several by name, joined."""
        return joined(map(self.name, names))

    def entry_name(self, name: str) -> str:
        """What an entry is called inside a sentence, with its number."""
        entry = self._entries.get(name)
        if entry is None:
            return "an entry no longer held"
        body = entry.body
        title = body.title if isinstance(body, Proposal | Draft | Agreement) and body.title else f"the {entry.kind}"
        return f"{isolated(title)} {self.cite(name)}"

    def person(self, name: str | Unnamed | None) -> str:
        """Somebody by name, with the title and side that the header gives."""
        if not isinstance(name, str):
            return self.name(name)
        header = self.case.header
        found = header.people.get(name)
        side = found.speaks_for if found else next((party for party, body, _ in header.bodies() if body == name), None)
        title = isolated(found.title) if found and found.title else ""
        role = ", ".join(part for part in (title, self.name(side) if side else "") if part)
        return f"{self.name(name)} ({role})" if role else self.name(name)

    def when(self, moment: Moment | None) -> str:
        """A moment in its words, with its days beside them where the words do not say them."""
        if moment is None or moment.words == "unknown":
            return "not known"
        zone = self.case.header.tz
        try:
            plain = read_moment(moment.words, zone) == moment
        except ValueError:
            plain = False
        if plain and moment.granularity in ("day", "minute") and moment.start:
            return _day_words(moment.start.astimezone(zone), moment.granularity == "minute")
        if plain or not moment.is_known:
            return isolated(moment.words)
        return f"{isolated(moment.words)} ({self._days(moment)})"

    def day(self, moment: Moment) -> str:
        """The day of a moment, for the head of a list by days: its last one; in its own words where it has none."""
        if moment.end is None:
            return self.when(moment) if moment.is_known else "No date known"
        return _day_words((moment.end - timedelta(minutes=1)).astimezone(self.case.header.tz))

    def _days(self, moment: Moment) -> str:
        zone = self.case.header.tz
        first = moment.start.astimezone(zone) if moment.start else None
        last = (moment.end - timedelta(minutes=1)).astimezone(zone) if moment.end else None
        if first is None or last is None:
            return f"from {_day_words(first)}" if first else f"by {_day_words(last)}" if last else "no date"
        if first.date() == last.date():
            return _day_words(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{last.day} {MONTHS[first.month - 1].capitalize()} {first.year}"
        return f"{_day_words(first)} to {_day_words(last)}"

    def value(self, issue_id: str, stated: str) -> str:
        """A stated value of an issue: an option by its name, a number with its range."""
        issue = self.case.header.issues.get(issue_id)
        if issue is None or issue.kind == "date":
            return isolated(stated)
        if issue.kind == "choice":
            return self._options(issue, stated)
        try:
            quantity = read_quantity(stated)
        except ValueError:
            return self._options(issue, stated)
        told = issue.unit and issue.unit.lower() in issue.name.lower()
        of = " of" if quantity.stated == "vague" else ""
        unit = f"{of} {isolated(issue.unit)}" if issue.unit and not quantity.unit and not told else ""
        if not unit:
            return quantity_words(quantity)
        bare = f"{isolated(stated)}{unit}"
        return f"{bare} ({range_words(quantity.lo, quantity.hi)})" if quantity.stated in ("about", "vague") else bare

    def _options(self, issue: Issue, stated: str) -> str:
        if stated.startswith("not "):
            return f"anything but {self._options(issue, stated[4:])}"
        try:
            found = read_value(issue, stated)
        except ValueError:
            return isolated(stated)
        return " or ".join(isolated(name) for option, name in issue.options.items() if option in found.options)

    def predicate(self, predicate: Predicate, issue: str | None = None) -> str:
        """What must hold, in words; without the issue's name where it is the one given."""
        match predicate.op:
            case "is" if predicate.issue == issue:
                return self.value(str(issue), predicate.stated)
            case "is":
                return f"{self.name(predicate.issue)}: {self.value(str(predicate.issue), predicate.stated)}"
            case "sum":
                terms = " ".join(self._factor(factor, n == 0) for n, factor in enumerate(predicate.factors))
                return f"{terms} is {isolated(predicate.stated)}"
            case "product":
                times = " × ".join(self.name(factor.issue) for factor in predicate.factors)
                return f"{times} is {self.name(predicate.issue) if predicate.issue else isolated(predicate.stated)}"
            case "not":
                return f"not ({self.predicate(predicate.parts[0])})"
        word = "; or " if predicate.op == "any" else "; "
        return word.join(map(self.predicate, predicate.parts))

    def _factor(self, factor: Factor, first: bool) -> str:
        sign = "" if first and factor.times > 0 else "\u2212 " if factor.times < 0 else "+ "
        times = "" if abs(factor.times) == 1 else f"{number_words(abs(factor.times))} × "
        return f"{sign}{times}{self.name(factor.issue)}"

    def term(self, term: Term) -> str:
        """One term: issue, value, and what it depends on, which is part of the value."""
        return f"{self.name(term.issue)}: {self.term_value(term)}"

    def term_value(self, term: Term) -> str:
        """The value of a term and what it depends on."""
        return self.value(term.issue, term.value) + _depends(term.conditions, term.exclusions)

    def position(self, position: Position) -> str:
        """A position's value and what it depends on."""
        stated = position.value
        negative = stated.startswith("not ")
        value = f"rejects: {self.value(position.issue, stated[4:])}" if negative else self.value(position.issue, stated)
        return value + _depends(position.conditions, position.exclusions, position.reciprocal_on)

    def own(self, text: str) -> str:
        """Somebody's own words, or an author's, set apart where they run from right to left."""
        return isolated(text)

    def spoken(self, body: Interest | Demand | Position) -> str:
        """Who spoke, where that is not the party as such, before what was said."""
        if body.speaker is None or body.speaker == body.party:
            return ""
        who = body.speaker
        return f"{isolated(who.unnamed)} (unnamed): " if isinstance(who, Unnamed) else f"{self.name(who)}: "

    def reply(self, response: Response) -> str:
        """What was said in a response, without who said it and to what."""
        words = isolated(response.words) if response.words else "words not stated"
        due = f" (answer due {self.when(response.due)})" if response.due else ""
        return f"{words}{self._renderings(response.renderings)}{_if(response.conditional_on)}{due}"

    def source(self, citation: Citation | None) -> str:
        """Where an entry is from, with the grade of source and information."""
        if citation is None:
            return "source not stated"
        item = self.case.header.sources.get(citation.of or "")
        parts = [getattr(citation, key) or getattr(item, key, None) for key in ("outlet", "person", "document")]
        grade = citation.grade or (item.grade if item else None)
        where = ", ".join(isolated(part) for part in (*parts, citation.span) if part)
        mark = " △" if grade and grade[1] in "56" else ""
        in_words = f"{grade}: {grade_words(grade)}" if grade else "not graded"
        graded = grade if grade and self.short else in_words
        return f"{where or 'source not described'} ({graded}){mark}"

    @cached_property
    def common_source(self) -> Citation | None:
        """The source that every entry rests on, if there is one."""
        named = {entry.source.of if entry.source else None for entry in self.case.entries}
        only = named.pop() if len(named) == 1 else None
        graded = any(entry.source and entry.source.grade for entry in self.case.entries)
        return None if only is None or graded else Citation(of=only)

    @cached_property
    def common_audience(self) -> tuple[str, ...]:
        """The audience that every entry has, if there is one."""
        found = {entry.audience for entry in self.case.entries}
        return found.pop() if len(found) == 1 else ()

    def audience(self, audience: tuple[str, ...]) -> str:
        """Who may see it, for those who may know; no words for a viewer who may not."""
        if not audience:
            return ""
        return "all sides" if ALL in audience else f"for {self.names(audience)} only"

    def meta(self, entry: Entry, audience: bool = True) -> str:
        """When it was said and learned, to whom, through whom, from where, for whom; what holds for all is left out.

        Without `audience` where a mark beside it says for whom.
        """
        parts = [f"said {self.when(entry.said)}"] if entry.said.words != "unknown" else []
        if entry.known.earliest >= entry.said.latest:
            parts.append(f"learned {self.when(entry.known)}")
        for word in ("to", "through"):
            if names := getattr(entry.body, word, ()):
                parts.append(f"{word} {self.names(names)}")
        if self.common_source is None and entry.source is not None:
            parts.append(self.source(entry.source))
        elif entry.source is not None and entry.source.span and not self.short:
            parts.append(isolated(entry.source.span))
        if audience and entry.audience != self.common_audience:
            parts.append(self.audience(entry.audience))
        if entry.doubt:
            parts.append(f"△ {isolated(entry.doubt)}")
        if entry.note and not self.short:
            parts.append(f"note: {isolated(entry.note)}")
        return " · ".join(parts)

    def found_by(self, entry: Entry) -> str:
        """All the words that an entry is found by: its sentence and what stands below it, its subjects by name."""
        names = (reference.name for reference in references(entry.body) if reference.name not in self.numbers)
        said = (self.line(entry), self.meta(entry), *dict.fromkeys(map(self.name, names)))
        return " ".join(said)

    def line(self, entry: Entry) -> str:
        """One entry as a sentence."""
        return self.say(entry.body)

    @singledispatchmethod
    def say(self, body: object) -> str:
        """What an entry says, as a sentence; one way per kind."""
        raise TypeError(f"no sentence for {type(body).__name__}")

    @say.register
    def _(self, body: Statement) -> str:
        known = body.speaker.of if isinstance(body.speaker, Unnamed) else self._speaks_for(body.speaker)
        for_side = f" for {self.name(body.speaks_for)}" if body.speaks_for not in (None, known) else ""
        verb = "" if body.stance == "other" or self.short else f" ({body.stance})"
        said = _quoted(body.words, body.wording == "exact") + self._renderings(body.renderings)
        return f"{self.person(body.speaker)}{for_side}{verb}: {said}{_if(body.conditional_on)}"

    def _speaks_for(self, name: str) -> str | None:
        person = self.case.header.people.get(name)
        return person.speaks_for if person else None

    @say.register
    def _(self, body: Interest) -> str:
        why = f", because {isolated(body.why)}" if body.why else ""
        return f"{self._by(body)} wants {isolated(body.wants)}{why}"

    @say.register
    def _(self, body: Demand) -> str:
        strength = {"red line": "demands, as a red line,", "demand": "demands", "wish": "wishes"}[body.strength]
        firm = f"; firmness {body.firmness}" if body.firmness is not None else ""
        words = f" ({isolated(body.words)})" if body.words else ""
        renderings = self._renderings(body.renderings)
        return f"{self._by(body)} {strength} {self.predicate(body.requires)}{words}{renderings}{firm}"

    def _by(self, body: Interest | Demand | Position) -> str:
        """The party, and who spoke for it where that is known."""
        if body.speaker is None or body.speaker == body.party:
            return self.name(body.party)
        who = body.speaker
        name = f"{isolated(who.unnamed)}, unnamed" if isinstance(who, Unnamed) else self.name(who)
        return f"{self.name(body.party)} ({name})"

    @say.register
    def _(self, body: Position) -> str:
        words = f" ({isolated(body.words)})" if body.words and not self.short else ""
        words += self._renderings(body.renderings)
        return f"{self._by(body)} on {self.name(body.issue)}: {self.position(body)}{words}"

    @say.register
    def _(self, body: Proposal) -> str:
        title = isolated(body.title) if body.title else "a proposal"
        said = "; ".join(part for part in (isolated(body.words or ""), *map(self.term, body.terms)) if part)
        verb = "proposes" if len(body.author) == 1 else "propose"
        return f"{self.names(body.author)} {verb} {title}" + (f": {said}" if said else "")

    @say.register
    def _(self, body: Conveyance) -> str:
        what = self.names(body.what) or isolated(body.words or "something not stated")
        form = f", {isolated(body.form)}" if body.form else ""
        return f"{self.names(body.by) or 'somebody unnamed'} carried {what} to {self.names(body.to)}{form}"

    @say.register
    def _(self, body: Response) -> str:
        what = f" to {self.name(body.proposal)}" if body.proposal else ""
        state = body.state or "comment, no answer"
        return f"{self.person(body.by)}{what}: {state}: {self.reply(body)}"

    @say.register
    def _(self, body: Approval) -> str:
        on = f" on {self.name(body.on)}" if body.on else ""
        due = f", due {self.when(body.due)}" if body.due and self.dated else ""
        return f"{self.name(body.body)}{on}: {body.state}{due}"

    @say.register
    def _(self, body: Question) -> str:
        return f"{self.name(body.by) if body.by else 'Asked'} to {self.names(body.to)}: {_quoted(body.words, False)}"

    @say.register
    def _(self, body: Answer) -> str:
        what = f" to {self.name(body.question)}" if body.question else ""
        return f"{self.person(body.by)} answers{what}: {_quoted(body.words, False)}"

    @say.register
    def _(self, body: Assessment) -> str:
        about = self.name(body.party)
        basis = f" (basis: {isolated(body.basis)})" if body.basis else ""
        scenario = f", as {isolated(body.scenario)}" if body.scenario else ""
        return f"Assessment of {about}{scenario}: {self._view(body)}{basis}"

    def _view(self, body: Assessment) -> str:
        if body.ranking:
            return f"gives weight, most first, to {self.names(body.ranking)}"
        if body.preference:
            options = joined(self.value(body.issue or "", option) for option in body.preference)
            return f"prefers, best first, on {self.name(body.issue)}: {options}"
        if body.interval:
            return f"limit on {self.name(body.interval.issue)}: {quantity_words(body.interval.limit)}"
        if body.comparison:
            better, worse = map(self.predicate, (body.comparison.better, body.comparison.worse))
            return f"prefers {better}, to {worse}"
        if body.outside_option:
            given = f" if there is {self.name(body.given)}" if body.given else ""
            return f"no deal is worth {quantity_words(body.outside_option)} to it, of 0 to 1{given}"
        if body.would_accept:
            return f"would accept {self.predicate(body.would_accept)}"
        return f"would refuse {self.predicate(body.would_refuse)}" if body.would_refuse else "no view given"

    @say.register
    def _(self, body: Count) -> str:
        by = f" by {self.name(body.by)}" if body.by else ""
        as_of = f", as of {self.when(body.as_of)}" if body.as_of else ""
        words = f" ({isolated(body.words)})" if body.words else ""
        return f"Counted{by}: {self.name(body.account)}, {quantity_words(body.quantity)}{as_of}{words}"

    @say.register
    def _(self, body: Meeting) -> str:
        return f"{self.names(body.who)}: {isolated(body.what)}{self._dated(body.when)}{_place(body.where)}"

    @say.register(Deadline)
    @say.register(Event)
    def _(self, body: Deadline | Event) -> str:
        who = f"{self.names(body.who)}: " if body.who else ""
        follows = f"; then {isolated(body.follows)}" if body.follows else ""
        chance = f"; chance {body.chance}" if isinstance(body, Event) and body.chance is not None else ""
        return f"{who}{isolated(body.what)}{self._dated(body.when)}{follows}{chance}"

    def _dated(self, when: Moment | None) -> str:
        return f" ({self.when(when)})" if when is not None and self.dated else ""

    def _renderings(self, renderings: Iterable[Rendering]) -> str:
        """The renderings in English, which is the language of the page."""
        found = [r for r in renderings if r.language == "en"]
        return "".join(
            f" ({f'rendered by {isolated(r.by)}' if r.by else 'our rendering'}: {isolated(r.words)})" for r in found
        )

    @say.register
    def _(self, body: Promise) -> str:
        to = f" to {self.names(body.to)}" if body.to else ""
        until = f", until {self.when(body.until)}" if body.until and self.dated else ""
        state = "" if body.state == "open" else f" ({body.state})"
        return f"{self.name(body.by)} promised{to}: {isolated(body.what)}{until}{state}"

    @say.register
    def _(self, body: Criticism) -> str:
        return f"{self.person(body.by)} on {self._clause(body.draft, body.clause)}: {_quoted(body.words, False)}"

    @say.register
    def _(self, body: Reading) -> str:
        return f"{self.person(body.by)} reads {self._clause(body.draft, body.clause)} as: {isolated(body.meaning)}"

    def _clause(self, draft: str | None, clause: str | None) -> str:
        text = self.name(draft) if draft else "the text"
        return f"clause {isolated(clause)} of {text}" if clause else text

    @say.register
    def _(self, body: Draft) -> str:
        by = f" by {self.names(body.by)}" if body.by else ""
        count = len(body.clauses)
        return f"Draft{by}: {isolated(body.title or 'the text')}, {count} clause{'' if count == 1 else 's'}"

    @say.register
    def _(self, body: Agreement) -> str:
        count = len(body.obligations)
        stages = f", {len(body.stages)} stage{'' if len(body.stages) == 1 else 's'}" if body.stages else ""
        title = isolated(body.title) if body.title else "An agreement"
        return f"{title} of {self.names(body.parties)}{stages}, {count} obligation{'' if count == 1 else 's'}"

    @say.register
    def _(self, body: Signature) -> str:
        since = f", in force since {self.when(body.since)}" if body.since else ""
        agreement = self.name(body.agreement) if body.agreement else "the agreement"
        return f"{self.names(body.parties)} signed {agreement}{since}"

    @say.register
    def _(self, body: Delivery) -> str:
        amount = f" ({quantity_words(body.quantity)})" if body.quantity else ""
        people = f": {joined(map(isolated, body.people))}" if body.people else ""
        to = f" to {self.names(body.to)}" if body.to else ""
        by = f"{self.name(body.by)} handed over" if body.by else "Handed over, by whom not stated:"
        against = f", against {self.name(body.against)}" if body.against else ""
        return f"{by} {isolated(body.what)}{amount}{people}{to}{against}{self._dated(body.when)}"

    @say.register
    def _(self, body: Notice) -> str:
        listed = f": {joined(map(isolated, body.listed))}" if body.listed else ""
        reason = f", because {isolated(body.reason)}" if body.reason else ""
        return f"{self.name(body.by)}, list or notice {body.state}{listed}{reason}"

    @say.register
    def _(self, body: Incident) -> str:
        against = f" against {self.names(body.against)}" if body.against else ""
        return f"{self.person(body.by)} alleges{against}: {isolated(body.words)}{self._dated(body.when)}"

    @say.register
    def _(self, body: Finding) -> str:
        on = f" on {self.name(body.incident)}" if body.incident else ""
        words = f": {isolated(body.words)}" if body.words else ""
        return f"{self.name(body.by)} found{on}: {body.result}{words}"

    @say.register
    def _(self, body: Power) -> str:
        of = f" of {self.name(body.of)}" if body.of else ""
        until = f" until {self.when(body.until)}" if body.until else ""
        reason = f", because {isolated(body.reason)}" if body.reason else ""
        return f"{self.name(body.by)}: {body.act}{of}{until}{reason}"

    @say.register
    def _(self, body: Release) -> str:
        return f"Told {self.names(body.to)}: {self.say(body.copy)}"

    @say.register
    def _(self, body: Correction) -> str:
        of = self.name(body.of) if body.of else "an entry"
        return f"Corrects {of}: {isolated(body.reason)}" if body.instead else f"Withdraws {of}: {isolated(body.reason)}"

    @say.register
    def _(self, body: Acknowledgement) -> str:
        return f"Acknowledges a finding on {self.name(body.of) if body.of else 'the case'}: {isolated(body.reason)}"

    @say.register
    def _(self, body: Erasure) -> str:
        return f"Contents of an entry were erased: {isolated(body.reason)}"


def _quoted(words: str | None, exact: bool) -> str:
    return f"“{isolated(words or '')}”" if exact else isolated(words or "")


def _if(condition: str | None) -> str:
    return f" (if {isolated(condition)})" if condition else ""


def _depends(conditions: tuple[str, ...], exclusions: tuple[str, ...], reciprocal_on: str | None = None) -> str:
    parts = []
    if conditions:
        parts.append(f"on condition that {joined(map(isolated, conditions))}")
    if exclusions:
        parts.append(f"except {joined(map(isolated, exclusions))}")
    if reciprocal_on:
        parts.append(f"more in return for {isolated(reciprocal_on)}")
    return f", ◇ {'; '.join(parts)}" if parts else ""


def _place(where: str | None) -> str:
    return f", {isolated(where)}" if where else ""


def _day_words(day: datetime | None, with_time: bool = False) -> str:
    assert day is not None
    clock = f", {day:%H:%M}" if with_time else ""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1].capitalize()} {day.year}{clock}"
