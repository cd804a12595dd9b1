"""Next questions as data, as `ask --json` prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from onetext.model import Case
from onetext.model.inquiry import Inquiries, Inquiry
from onetext.reporting.ask import in_full
from onetext.reporting.chance import hundredths
from onetext.reporting.slate_data import ChanceResult, Plain, dates_of
from onetext.reporting.value import date_of
from onetext.reporting.words import Words


@dataclass(frozen=True, slots=True)
class ConsequenceResult:
    """What one answer would change: its chance, the package that is then best, and the chance that all take it.

    Of a limit the answer is a value, as a file states it; empty where the side takes none of them.
    """

    answer: str
    chance: ChanceResult
    best: Mapping[str, str]
    joint: ChanceResult


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
    scenario: Mapping[str, str]
    not_counted: Mapping[str, tuple[str, ...]]


def ask_result(found: Inquiries, case: Case) -> AskResult:
    """The questions as data."""
    words, plain = Words(case), Plain(dates_of(case))

    def said(one: Inquiry, answer: str) -> str:
        is_day = one.kind == "limit" and answer and one.about[0] in plain.dates
        return date_of(Decimal(answer)) if is_day else answer

    def question(one: Inquiry) -> QuestionResult:
        answers = (
            ConsequenceResult(
                said(one, answer.answer),
                plain.chance(answer.chance),
                plain.terms(answer.best),
                plain.chance(answer.joint),
            )
            for answer in one.answers
        )
        return QuestionResult(
            one.to,
            in_full(one, found, words),
            one.kind,
            one.about,
            tuple(map(plain.terms, one.packages)),
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
        None if found.joint is None else plain.chance(found.joint),
        plain.terms(found.best),
        found.clean,
        found.rests_on,
        found.scenario,
        found.not_counted,
    )


def _digits(worth: float) -> Decimal:
    """A worth with two digits that count."""
    return Decimal(f"{worth:.2g}").normalize() + 0 if hundredths(worth) < 10 else Decimal(f"{worth:.2f}")
