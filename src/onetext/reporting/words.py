"""The words of a page for one viewer's case: names, moments, values, predicates, sources, and one sentence per entry.

Words that come from data are kept as they are and set apart where their script runs from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from onetext.model import (
    Agreement,
    Case,
    Demand,
    Draft,
    Entry,
    Interest,
    Issue,
    Moment,
    Position,
    Predicate,
    Proposal,
    Response,
    Term,
    Unnamed,
    grade_words,
    read_quantity,
    read_value,
    references,
)
from onetext.model.audience import ALL
from onetext.model.moment import MONTHS, read_moment
from onetext.model.predicate import Factor
from onetext.model.source import Citation
from onetext.reporting.phrase import (
    counted,
    day_words,
    depends_words,
    if_words,
    isolated,
    joined,
    number_words,
    quantity_words,
    range_words,
    unit_words,
)
from onetext.reporting.sentence import rendered, say

_LIMIT = re.compile(r"(by|until|till|before|not later than)\b", re.I)
"""Words that say themselves that a time is a limit."""


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
            return day_words(moment.start.astimezone(zone), moment.granularity == "minute")
        if plain or not moment.is_known:
            return isolated(moment.words)
        days = self._days(moment)
        return f"{isolated(moment.words)} ({days.removeprefix('by ') if _LIMIT.match(moment.words) else days})"

    def until(self, moment: Moment) -> str:
        """Until when; what was said as "by Friday" stays so."""
        said = self.when(moment)
        return said if _LIMIT.match(moment.words) else f"until {said}"

    def day(self, moment: Moment) -> str:
        """The day of a moment, for the head of a list by days: its last one; in its own words where it has none."""
        if moment.end is None:
            return self.when(moment) if moment.is_known else "No date known"
        return day_words((moment.end - timedelta(minutes=1)).astimezone(self.case.header.tz))

    def _days(self, moment: Moment) -> str:
        zone = self.case.header.tz
        first = moment.start.astimezone(zone) if moment.start else None
        last = (moment.end - timedelta(minutes=1)).astimezone(zone) if moment.end else None
        if first is None or last is None:
            return f"from {day_words(first)}" if first else f"by {day_words(last)}" if last else "no date"
        if first.date() == last.date():
            return day_words(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{last.day} {MONTHS[first.month - 1].capitalize()} {first.year}"
        return f"{day_words(first)} to {day_words(last)}"

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
        if not issue.unit or quantity.unit or told:
            return quantity_words(quantity)
        most = quantity.lo if quantity.hi is None else quantity.hi
        unit = f"{of} {isolated(unit_words(issue.unit, most))}"
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
        return self.value(term.issue, term.value) + depends_words(term.conditions, term.exclusions)

    def position(self, position: Position) -> str:
        """A position's value and what it depends on."""
        stated = position.value
        negative = stated.startswith("not ")
        value = f"rejects: {self.value(position.issue, stated[4:])}" if negative else self.value(position.issue, stated)
        return value + depends_words(position.conditions, position.exclusions, position.reciprocal_on)

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
        return f"{words}{rendered(self, response.renderings)}{if_words(response.conditional_on)}{due}"

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

    def say(self, body: object) -> str:
        """What an entry says, as a sentence."""
        return say(body, self)
