"""The parts of an agreement in words: who does what, for what, when and on which condition."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import (
    Agreement,
    Anchor,
    Category,
    ExchangeKey,
    Measure,
    Obligation,
    Outline,
    Quantity,
    Quota,
    Right,
    Stage,
    Trigger,
)
from onetext.model.length import is_length
from onetext.reporting.phrase import isolated, joined, number_words, quantity_words, unit_words
from onetext.reporting.words import Words

_DUTIES = {
    "result": "{by}: {does}",
    "service": "{by}: {does}",
    "effort": "{by} makes an effort, no result is owed: {does}",
    "abstention": "{by} must not {does}",
    "notice": "{by} gives notice: {does}",
}
_ACTS = {
    "suspension": "may suspend",
    "restoration": "may restore",
    "extension": "may extend",
    "termination": "may end",
    "snapback": "may bring back what was lifted",
}


class Clauses:
    """The words of one agreement's parts."""

    def __init__(self, agreement: Agreement, words: Words) -> None:
        self.agreement, self.outline, self.words = agreement, Outline(agreement), words

    def name(self, part: str | None) -> str:
        """A part by what it is called."""
        found = self.outline.parts.get(part or "") or self.outline.categories.get(part or "")
        if isinstance(found, Obligation):
            return isolated(found.id)
        return isolated(found.name) if found is not None else isolated(part or "the agreement")

    def what(self, duty: Obligation) -> str:
        """What is to be done, or not to be done, without who and when."""
        does = isolated(duty.does) + (f" {self.name(duty.category)}" if duty.category is not None else "")
        return {"abstention": f"must not {does}", "effort": f"{does} (effort only)"}.get(duty.duty, does)

    def duty(self, duty: Obligation) -> str:
        """One obligation as a sentence."""
        does = isolated(duty.does)
        if duty.category is not None:
            does += f" {self.name(duty.category)}"
        parts = [_DUTIES[duty.duty].format(by=self.words.name(duty.by), does=does)]
        if duty.amount is not None:
            parts.append(quantity_words(duty.amount))
        if duty.amount_listed is not None:
            parts.append(f"as many as the last list of {self.name(duty.amount_listed)} says")
        if duty.or_instead:
            parts.append(f"or instead {joined(map(self.name, duty.or_instead))}")
        if duty.to:
            parts.append(f"for {self.words.names(duty.to)}")
        if duty.measure is not None:
            parts.append(self.measure(duty.measure))
        for milestone in duty.milestones:
            parts.append(f"{quantity_words(milestone.at_least)} in all by {self.time(milestone.by)}")
        parts += self._window(duty)
        parts += self._about(duty)
        text = ", ".join(parts)
        return f"{text}. {isolated(duty.words)}" if duty.words else text

    def _window(self, part: Stage | Obligation) -> Iterator[str]:
        if part.begins is not None:
            yield f"from {self.time(part.begins)}"
        if part.ends is not None:
            yield f"until {self.time(part.ends)}" if isinstance(part, Stage) else f"by {self.time(part.ends)}"
        if part.when is not None:
            yield f"once {self.condition(part.when)}"

    def _about(self, duty: Obligation) -> Iterator[str]:
        if duty.prepared:
            yield "prepared in advance"
        if duty.sunset is not None:
            yield f"ends by itself at {self.time(duty.sunset)}"
        if duty.verifier is not None:
            final = ", final only then" if duty.final == "when verified" else ""
            yield f"verified by {self.words.name(duty.verifier)}{final}"
        if duty.accepted_by is not None:
            yield f"accepted or refused by {self.words.name(duty.accepted_by)}"
        if duty.together_with:
            yield f"at once with {joined(map(self.name, duty.together_with))}"
        if duty.reversible is False:
            yield "cannot be undone"
        if duty.clock == "stops":
            yield "suspension moves what is due"
        if duty.conditions:
            yield f"on condition: {joined(map(isolated, duty.conditions))}"

    def measure(self, measure: Measure) -> str:
        """So much a day, of which so much, another measure on days of exchange."""
        parts = [f"at least {self._bare(measure.at_least)} a {measure.per}"]
        if measure.of_which:
            inner = joined(f"{self._bare(amount)} {isolated(name)}" for name, amount in measure.of_which.items())
            parts.append(f"of which {inner}")
        if measure.on_swap_days is not None:
            parts.append(f"{self._bare(measure.on_swap_days)} on days of exchange")
        return ", ".join(parts)

    def _bare(self, amount: Quantity) -> str:
        return isolated(amount.words).removeprefix("at least ")

    def stage(self, stage: Stage) -> str:
        """One stage as a sentence."""
        parts = [isolated(stage.name), *self._window(stage)]
        if stage.days is not None:
            parts.append(quantity_words(stage.days))
        if stage.goes_on_until is not None:
            parts.append(f"goes on until {self.condition(stage.goes_on_until)}")
        if stage.renewal is not None:
            unless = f" unless there is notice of {self.name(stage.renewal.unless)}" if stage.renewal.unless else ""
            parts.append(f"renewed for {quantity_words(stage.renewal.days)}{unless}")
        rule = stage.extension
        if rule is not None:
            most = f", {quantity_words(rule.most)} at most" if rule.most is not None else ""
            due = f", list due {self.time(rule.list_due)}" if rule.list_due is not None else ""
            for_each = f"{quantity_words(rule.per)} of {joined(map(self.name, rule.of))}"
            parts.append(f"prolonged by {quantity_words(rule.adds)} for each {for_each}{most}{due}")
        text = ", ".join(parts)
        return f"{text}. {isolated(stage.words)}" if stage.words else text

    def category(self, category: Category) -> str:
        """Who is in a category."""
        parts = [isolated(category.name)]
        if category.by is not None:
            parts.append(f"from {self.words.name(category.by)}")
        if category.of is not None:
            parts.append(f"part of {self.name(category.of)}")
        parts += [f"{isolated(name)}: {isolated(value)}" for name, value in category.criteria.items()]
        if category.people:
            parts.append(f"by name: {joined(map(isolated, category.people))}")
        if category.but_not:
            parts.append(f"but not {joined(map(self.name, category.but_not))}")
        if category.outside_ratio:
            parts.append("outside the ratio")
        parts += map(isolated, category.conditions)
        return ", ".join(parts)

    def key(self, key: ExchangeKey) -> str:
        """What is given in return for what."""
        who = self.name(key.category)
        given = f"{quantity_words(key.per)} of {who}" + (", all together" if key.group else "")
        if key.people:
            given = f"{joined(map(isolated, key.people))} by name ({who})"
        named = (f" ({joined(map(isolated, item.named))} among them)" if item.named else "" for item in key.against)
        returns = joined(
            f"{quantity_words(item.amount)} of {self.name(item.category)}{names}"
            for item, names in zip(key.against, named, strict=True)
        )
        more = "in addition " if key.added else ""
        conditions = f", on condition: {joined(map(isolated, key.conditions))}" if key.conditions else ""
        return f"for {given} {more}{returns}{conditions}"

    def quota(self, quota: Quota) -> str:
        """A total across swaps."""
        rest = {
            "carried": "what is left is carried to the last exchange",
            "filled": f"what is left is filled from {self.name(quota.filled_from)}",
            "dropped": "what is left is dropped",
            None: "what becomes of what is left is not stated",
        }[quota.residual]
        of = joined(self.name(name) for name in quota.of)
        rule = f" ({isolated(quota.rule)})" if quota.rule else ""
        until = f" until {self.time(quota.until)}" if quota.until is not None else ""
        return f"{quantity_words(quota.total)} of {of} in all{until}; {rest}{rule}"

    def right(self, right: Right) -> str:
        """Who may change what is in force."""
        of = f" {joined(map(self.name, right.of))}" if right.of else " all of it"
        if right.automatic:
            text = f"{right.act} of{of}, by itself"
        else:
            text = f"{self.words.names(right.by) or 'nobody named'} {_ACTS[right.act]}{of}"
        if right.when is not None:
            text += f" once {self.condition(right.when)}"
        if right.notice is not None:
            text += f", with notice of {quantity_words(right.notice)}"
        if right.most is not None:
            text += f", {'for ' if is_length(right.most) else ''}{quantity_words(right.most)} at most"
        return f"{text}. {isolated(right.words)}" if right.words else text

    # --- times and conditions ---------------------------------------------------------------------------------------

    def time(self, anchor: Anchor) -> str:
        """A time in words, with what it hangs on."""
        if anchor.parts:
            word = "the earlier of" if anchor.edge == "earlier of" else "the later of"
            return f"{word} {joined(map(self.time, anchor.parts))}"
        base = {
            "date": self.words.when(anchor.date),
            "agreement": "entry into force",
            "signature": "the signature",
            "each swap": "each exchange",
            "each day": "the start of each day",
            "start": f"the start of {self.name(anchor.of)}",
            "end": f"the end of {self.name(anchor.of)}",
        }[anchor.edge]
        if not anchor.amount:
            return base
        size = abs(anchor.amount)
        unit = unit_words(anchor.unit, size)
        return f"{number_words(size.normalize())} {unit} {'after' if anchor.amount > 0 else 'before'} {base}"

    def condition(self, condition: Trigger) -> str:
        """What must be so, in words."""
        if condition.parts:
            if condition.op == "not":
                return f"not ({self.condition(condition.parts[0])})"
            return (" and " if condition.op == "all" else " or ").join(map(self.condition, condition.parts))
        return self.test(condition.op, condition.of, condition.amount, condition.time)

    def test(self, op: str, of: str | None, amount: Quantity | None = None, time: Anchor | None = None) -> str:
        """One condition, in words."""
        name = self.name(of)
        amount_words = quantity_words(amount) if amount is not None else ""
        return {
            "done": f"{name} is done",
            "begun": f"{name} has begun",
            "ended": f"{name} has ended",
            "delivered": f"{amount_words} of {name} have come",
            "swaps": f"there were {amount_words} days of exchange",
            "accepted": f"the list of {name} is accepted",
            "verified": f"{name} is verified",
            "reported": f"there is a report on {name}",
            "met": f"the condition in the words of {name} is found met",
            "passed": f"{self.time(time)} has passed" if time is not None else "the time has come",
            "signed": "the agreement is in force",
            "not": f"what must not be so of {name} is not so",
            "time": f"the time has come, counted from {name}" if of is not None else "the time has come",
        }[op]
