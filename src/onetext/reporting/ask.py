"""Next questions in words: to whom, what the answer is worth, what each would change, and a warning before use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from onetext.model import Case, Moment
from onetext.model.inquiry import LEAST_WORTH, Consequence, Inquiries, Inquiry
from onetext.model.issue import Value
from onetext.model.slate import Chance
from onetext.reporting.basis import MISSING, cited, reading_lines
from onetext.reporting.chance import basis_words, chance_words, error_of, hundredths
from onetext.reporting.page import Block, Heading, Line, Lines, Note, Page
from onetext.reporting.phrase import counted, isolated, joined
from onetext.reporting.value import value_words
from onetext.reporting.words import Words

_SMALL: Final = 0.05
"""A sampling error over this is told beside its chance, others in one figure for all."""
_TOLD: Final = 4
"""How many answers to one question a page tells of."""


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
    yield Lines(tuple(question_line(one, found, words) for one in found.questions))
    told = tuple(reading_lines(found.scenario, found.not_counted, words))
    if told:
        yield Lines(told)
    yield Note(_how(found))
    warnings = tuple(_warnings(found, words))
    if warnings:
        yield Heading("△ Before use")
        yield Lines(warnings)
    yield from _packages(found, words)


def question_line(one: Inquiry, found: Inquiries, words: Words) -> Line:
    """The line of a question: whom to ask, what, what its answer is worth and what it could change."""
    told = [_told(answer, one, found, words) for answer in one.answers[:_TOLD]]
    left = len(one.answers) - len(told)
    told += [f"{counted(left, 'more answer')}"] if left > 0 else []
    worth = f"Worth {_points(one.worth)} ± {_points(one.error)} in 100{' △' if one.confidences else ''}."
    return Line(question_words(one, found, words), f"{worth} {'; '.join(told)}.", label=_whom(one, words))


def _warnings(found: Inquiries, words: Words) -> Iterator[Line]:
    """What the questions to each side could give away: the same for all to one side."""
    behind = {one.to: one.confidences for one in found.questions if one.confidences}
    for one in found.questions:
        if behind.pop(one.to, None):
            who = "some of those asked" if one.to == "all" else _whom(one, words)
            yield Line(
                f"it rests on {cited(one.confidences, words)}, which {who} may not know.", label=_whom(one, words)
            )


def _whom(one: Inquiry, words: Words) -> str:
    return "All sides" if one.to == "all" else words.name(one.to)


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
    likely = _with_error(answer.chance)
    if one.kind == "float" and answer.answer.count(",") == len(found.parties) - 1:
        return f"yes from all, {likely}"
    chance = answer.joint
    then = "which all have then accepted" if chance.settled else f"which all take with {_with_error(chance)}"
    return f"{_answer(answer.answer, one, words)}, {likely}: then {_package(answer.best, found)}, {then}"


def _answer(answer: str, one: Inquiry, words: Words) -> str:
    match one.kind:
        case "matters":
            return words.name(answer)
        case "limit":
            return "it takes none" if not answer else f"as far as {_limit(answer, one, words)}"
        case "float":
            return f"yes from {joined(map(words.name, answer.split(', ')))} alone" if answer else "nobody says yes"
        case "prefer":
            return f"the {answer}"  # the first or the second of the two that the question names
    return answer


def _limit(answer: str, one: Inquiry, words: Words) -> str:
    issue = one.about[0]
    number = _is_number(answer, words.case.header.issues[issue].kind)
    return value_words(words, issue, Decimal(answer) if number else answer)


def _is_number(answer: str, kind: str) -> bool:
    return kind != "choice" and answer.lstrip("-").replace(".", "", 1).isdigit()


def _packages(found: Inquiries, words: Words) -> Iterator[Block]:
    """The packages that the questions name: the first in full, of the others what is different."""
    letters = _letters(found)
    yield Heading("The packages", str(len(letters)), place="folded")
    lines = []
    for package, letter in letters.items():
        terms = dict(package)
        other = [issue for issue in found.issues if terms[issue] != found.best[issue]]
        told = (f"{words.name(issue)}: {value_words(words, issue, terms[issue])}" for issue in other or found.issues)
        lines.append(Line(("but " if other else "") + "; ".join(told), label=f"{letter}, as A" if other else letter))
    yield Lines(tuple(lines))


def _how(found: Inquiries) -> str:
    now = "" if found.joint is None else f"{_with_error(found.joint)}; {basis_words(found.joint)}"
    least = f"{100 * LEAST_WORTH:g}"
    return (
        f"As things stand, package A is taken by all with {now}. A question's worth is how much knowing the answer "
        "raises that on average, the best package after each answer chosen on one half of the draws and valued on the "
        f"other; of {found.tried:,} questions tried those are listed that are worth more than two errors, and {least} "
        f"in 100 or more. {_sampling(found)} In brackets behind a chance, the range with answers twice as soft and "
        "twice as sharp, and outside options assumed higher or lower; no assessment is left out in turn here, as it is "
        "for bridges. △ A question built on what another side said in confidence can give it away."
    )


def _with_error(chance: Chance) -> str:
    """A chance with its range, and with its sampling error where that is great, as after an answer that is rare."""
    great = chance.settled is None and chance.error > _SMALL
    return f"{chance_words(chance)}{f', sampling error {_whole(chance)}' if great else ''}"


def _whole(chance: Chance) -> int:
    return hundredths(float(error_of(chance.error)))


def _sampling(found: Inquiries) -> str:
    """The greatest sampling error of the chances beside which none is told."""
    told = [chance for one in found.questions for answer in one.answers for chance in (answer.chance, answer.joint)]
    told += [] if found.joint is None else [found.joint]
    most = max((_whole(one) for one in told if one.settled is None and one.error <= _SMALL), default=0)
    return f"The sampling error of a chance is {most} in 100 at most where none is told."


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
