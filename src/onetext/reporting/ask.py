"""Next questions in words: to whom, what the answer is worth, what each would change, and a warning before use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from onetext.model import Case, Moment
from onetext.model.inquiry import Consequence, Inquiries, Inquiry
from onetext.model.issue import Value
from onetext.reporting.chance import basis_words, chance_words, decimal_of, hundredths, share_words
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page, Table
from onetext.reporting.slate import MISSING, ChanceResult, Plain
from onetext.reporting.value import plain_value, value_words
from onetext.reporting.words import Words, counted, isolated, joined

_TOLD: Final = 4
"""How many answers to one question a page tells of."""


@dataclass(frozen=True, slots=True)
class ConsequenceResult:
    """What one answer would change: its chance, the package that is then best, and the chance that all take it."""

    answer: str
    p: Decimal
    best: Mapping[str, str]
    joint: Decimal


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question: to whom (or "all"), in words, its kind, the issues and packages it is about, its worth and error."""

    to: str
    words: str
    kind: str
    about: tuple[str, ...]
    packages: tuple[Mapping[str, str], ...]
    worth: Decimal
    error: Decimal
    rests_on_confidences: bool
    confidences: tuple[str, ...]
    answers: tuple[ConsequenceResult, ...]


@dataclass(frozen=True, slots=True)
class AskResult:
    """The questions that stand out beyond chance, the most useful first. `missing` says why there can be none."""

    questions: tuple[QuestionResult, ...]
    missing: str
    tried: int
    joint: ChanceResult | None
    best: Mapping[str, str]
    clean: str | None
    rests_on: Mapping[str, tuple[str, ...]]


def ask_page(found: Inquiries, case: Case, viewer: str, as_of: Moment) -> Page:
    """The page of the questions."""
    words = Words(case)
    blocks = tuple(_blocks(found, words))
    title = f"What to ask next · {isolated(case.header.title)}"
    return Page(title, words.strip(viewer, as_of), blocks, words.for_whom(viewer), words.as_of(as_of))


def _blocks(found: Inquiries, words: Words) -> Iterator[Block]:
    yield Heading("Questions", str(len(found.questions) or ""))
    if found.clean is not None:
        yield Note(
            f"For {words.name(found.clean)}, from what it may know alone: nothing here gives away a confidence to it."
        )
    if found.missing:
        yield Note(MISSING[found.missing])
        return
    if not found.questions:
        yield Note(f"No question stands out beyond chance, of {found.tried:,} that were tried.")
        return
    yield Lines(tuple(line for one in found.questions for line in _lines(one, found, words)))
    yield from _packages(found, words)
    yield Note(_how(found))


def _lines(one: Inquiry, found: Inquiries, words: Words) -> Iterator[Line]:
    who = "All sides" if one.to == "all" else words.name(one.to)
    told = [_told(answer, one, found, words) for answer in one.answers[:_TOLD]]
    left = len(one.answers) - len(told)
    told += [f"{counted(left, 'more answer')}"] if left > 0 else []
    worth = f"Worth {_points(one.worth)} ± {_points(one.error)} in 100."
    warning = f"\n△ Before use: it rests on {words.cite(*one.confidences)}, which {_whom(one, words)} may not know."
    meta = f"{worth} {'; '.join(told)}."
    yield Line(question_words(one, found, words), meta + (warning if one.confidences else ""), label=who)


def _whom(one: Inquiry, words: Words) -> str:
    return "some of those asked" if one.to == "all" else words.name(one.to)


def _points(worth: float) -> str:
    """A worth in points of 100, with two digits at most."""
    points = 100 * worth
    return f"{points:.0f}" if points >= 9.5 else f"{points:.1f}" if points >= 0.95 else f"{points:.2f}"


def question_words(one: Inquiry, found: Inquiries, words: Words) -> str:
    """The question as it would be put."""
    match one.kind:
        case "take":
            return f"Would you take {_package(one.packages[0], found)}?"
        case "float":
            return f"Would each of you take {_package(one.packages[0], found)}? (put to all at once)"
        case "prefer":
            first, second = one.packages
            sides = (_terms(package, one.about, words) for package in (first, second))
            return f"All else as in {_package(first, found)}: rather {' — or '.join(sides)}?"
        case "matters":
            return f"Which matters more to you: {' or '.join(map(words.name, one.about))}?"
    issue = one.about[0]
    return f"If the rest were as in {_package(one.packages[0], found)}: how far would you go on {words.name(issue)}?"


def _terms(package: Mapping[str, Value], issues: tuple[str, ...], words: Words) -> str:
    return joined(f"{words.name(issue)} {value_words(words, issue, package[issue])}" for issue in issues)


def _package(package: Mapping[str, Value], found: Inquiries) -> str:
    """A package by the letter that it has in the table."""
    return f"package {_letters(found)[_key(package)]}"


def _key(package: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple(package.items())


def _letters(found: Inquiries) -> dict[tuple[tuple[str, Value], ...], str]:
    """A letter for each package that the page names, in the order in which it names them."""
    named = [_key(found.best)]
    for one in found.questions:
        named += [_key(package) for package in one.packages]
        named += [_key(answer.best) for answer in one.answers[:_TOLD]]
    return {package: _letter(n) for n, package in enumerate(dict.fromkeys(named))}


def _letter(n: int) -> str:
    return chr(65 + n) if n < 26 else f"{chr(64 + n // 26)}{chr(65 + n % 26)}"


def _told(answer: Consequence, one: Inquiry, found: Inquiries, words: Words) -> str:
    if one.kind == "float" and answer.answer.count(",") == len(found.parties) - 1:
        return f"yes from all ({share_words(answer.chance)})"
    then = f"then {_package(answer.best, found)}, which all take with {share_words(answer.joint)}"
    return f"{_answer(answer.answer, one, words)} ({share_words(answer.chance)}): {then}"


def _answer(answer: str, one: Inquiry, words: Words) -> str:
    match one.kind:
        case "matters":
            return words.name(answer)
        case "limit":
            return "it takes none" if answer == "none" else f"as far as {_limit(answer, one, words)}"
        case "float":
            return f"yes from {joined(map(words.name, answer.split(', ')))} alone" if answer else "nobody says yes"
        case "prefer":
            return "the one" if answer == "first" else "the other"
    return answer


def _limit(answer: str, one: Inquiry, words: Words) -> str:
    issue = one.about[0]
    kind = words.case.header.issues[issue].kind
    return words.value(issue, plain_value(Decimal(answer), kind == "date") if _is_number(answer, kind) else answer)


def _is_number(answer: str, kind: str) -> bool:
    return kind != "choice" and answer.lstrip("-").replace(".", "", 1).isdigit()


def _packages(found: Inquiries, words: Words) -> Iterator[Block]:
    """The packages that the questions name, side by side."""
    letters = _letters(found)
    issues = [issue for issue in found.issues if len({dict(package)[issue] for package in letters}) > 1]
    same = [issue for issue in found.issues if issue not in issues]
    rows = tuple(
        (words.name(issue), *(value_words(words, issue, dict(package)[issue]) for package in letters))
        for issue in issues
    )
    yield Heading("The packages", str(len(letters)))
    yield Table("", ("", *letters.values()), rows, named=True)
    if same:
        told = (f"{words.name(issue)} {value_words(words, issue, found.best[issue])}" for issue in same)
        yield Note(f"The same in all of them: {'; '.join(told)}.")


def _how(found: Inquiries) -> str:
    now = "" if found.joint is None else f"{chance_words(found.joint)}; {basis_words(found.joint)}"
    return (
        f"As things stand, package A is taken by all with {now}. A question's worth is how much "
        "knowing the answer raises that on average, the best package after each answer chosen on one half of the draws "
        f"and valued on the other; of {found.tried:,} questions tried those worth more than two errors are listed. A "
        "question built on what another side said in confidence can give it away: see what it rests on before use."
    )


def ask_result(found: Inquiries, case: Case) -> AskResult:
    """The questions as data."""
    words = Words(case)
    dates = {name for name, issue in case.header.issues.items() if issue.kind == "date"}

    def terms(package: Mapping[str, Value]) -> dict[str, str]:
        return {issue: plain_value(value, issue in dates) for issue, value in package.items()}

    def question(one: Inquiry) -> QuestionResult:
        answers = (
            ConsequenceResult(answer.answer, decimal_of(answer.chance), terms(answer.best), decimal_of(answer.joint))
            for answer in one.answers
        )
        return QuestionResult(
            one.to,
            in_full(one, found, words),
            one.kind,
            one.about,
            tuple(map(terms, one.packages)),
            _digits(one.worth),
            _digits(one.error),
            bool(one.confidences),
            one.confidences,
            tuple(answers),
        )

    return AskResult(
        tuple(map(question, found.questions)),
        found.missing,
        found.tried,
        None if found.joint is None else Plain(frozenset(dates)).chance(found.joint),
        terms(found.best),
        found.clean,
        found.rests_on,
    )


def _digits(worth: float) -> Decimal:
    """A worth with two digits that count."""
    return Decimal(f"{worth:.2g}").normalize() + 0 if hundredths(worth) < 10 else Decimal(f"{worth:.2f}")


def in_full(one: Inquiry, found: Inquiries, words: Words) -> str:
    """The question with the terms of its packages in it, for one who does not see the table."""
    match one.kind:
        case "take" | "float":
            terms = "; ".join(f"{words.name(i)}: {value_words(words, i, v)}" for i, v in one.packages[0].items())
            return f"Would {'you' if one.kind == 'take' else 'each of you'} take this: {terms}?"
        case "prefer":
            first, second = (_terms(package, one.about, words) for package in one.packages)
            return f"All else equal, rather {first} — or {second}?"
        case "matters":
            return question_words(one, found, words)
    issue = one.about[0]
    rest = "; ".join(f"{words.name(i)}: {value_words(words, i, v)}" for i, v in one.packages[0].items() if i != issue)
    return f"How far would you go on {words.name(issue)}, if the rest were this: {rest}?"
