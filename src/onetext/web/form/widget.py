"""What stands on the page for each field: a control with its label, hint, fault and reading, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onetext.web.form.echo import Echo


@dataclass
class Widget:
    """One control, or a group of them. `draw` names the template that draws it."""

    name: str
    draw: str
    label: str
    hint: str = ""
    value: str = ""
    values: list[str] = field(default_factory=list)
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    echo: Echo | None = None
    inner: list[Widget] = field(default_factory=list)
    folded: list[Widget] = field(default_factory=list)
    optional: bool = False
    suggest: str = ""
    live: bool = False
    given: bool = False
    named: bool = False
    asks_more: bool = False
    focus: bool = False
    kept: list[tuple[str, str]] = field(default_factory=list)

    def each(self) -> Iterator[Widget]:
        """It, and every control within it."""
        yield self
        for one in (*self.inner, *self.folded):
            yield from one.each()

    @property
    def id(self) -> str:
        """The id of its box on the page."""
        return f"f-{self.dashed}"

    @property
    def dashed(self) -> str:
        """Its name as ids hold it."""
        return self.name.replace(".", "-")

    @property
    def open(self) -> bool:
        """Whether something is typed in what is folded, or has a fault, or was asked for."""
        return any(one.busy for one in self.folded)

    @property
    def busy(self) -> bool:
        """Whether something is typed in it, or has a fault, or was asked for."""
        return self.given or self.troubled or self.focused

    @property
    def troubled(self) -> bool:
        """Whether there is a fault in it."""
        return any(one.faults for one in self.each())

    @property
    def focused(self) -> bool:
        """Whether what was asked for is in it."""
        return any(one.focus for one in self.each())

    @property
    def shown(self) -> str:
        """What is typed in it, as words; nothing where it is one of several or nothing is typed."""
        if self.draw in ("select", "fixed"):
            return next((words for value, words, chosen in self.options if chosen and value), "")
        if self.inner:
            return ": ".join(one.shown for one in self.inner if one.shown)
        if self.draw == "boxes":
            return ", ".join([words for _, words, chosen in self.options if chosen] + [self.value] * bool(self.value))
        return self.value

    @property
    def controls(self) -> int:
        """How many controls there are in it, with those that more would show."""
        within = [*self.inner, *self.folded]
        return sum(one.controls for one in within) + self.asks_more if within else 1

    @property
    def last(self) -> int:
        """Which of several lines of text is the first blank one."""
        return sum(1 for value in self.values if value) + 1

    def take_focus(self) -> None:
        """Be where the reader goes on: the first control of it."""
        at = self
        while at.inner and at.draw != "fixed":
            at = next((one for one in at.inner if one.draw not in ("fixed", "closed")), at.inner[0])
        at.focus = True
