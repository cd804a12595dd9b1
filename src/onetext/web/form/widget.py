"""What stands on the page for each field: a control with its label, hint, fault and reading, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from onetext.model import KINDS as ENTRY_KINDS
from onetext.model.plain import kind_of, words_of, write_plain
from onetext.model.reference import Ref
from onetext.web.form.echo import Echo, read_back
from onetext.web.form.gather import AS_IT_IS, Typed, row_numbers
from onetext.web.form.shape import Part, Shape
from onetext.web.form.wording import HINTS, LONG, label_of

Choice = tuple[str, str]
"""A value and the words for it."""
OUTLINED: Final = (
    "For what the lines above cannot say. A line is an issue, a colon and its value; any:, all:, not:, sum: and "
    "product: hold what is further right below them."
)
_MOST_BOXES: Final = 16


@dataclass(frozen=True)
class Choices:
    """What there is to choose from: names by the kind of thing they name, entries by kind, the newest first."""

    names: Mapping[str, Sequence[Choice]]
    entries: Mapping[str, Sequence[Choice]]

    def of(self, ref: Ref) -> list[Choice]:
        """What a reference may name, of items."""
        return [choice for kind in ref.kinds for choice in self.names.get(kind, ())]

    def entries_of(self, ref: Ref) -> list[Choice]:
        """What a reference may name, of entries."""
        kinds = [*ENTRY_KINDS] if "entry" in ref.kinds else [kind for kind in ref.kinds if kind in ENTRY_KINDS]
        return [choice for kind in kinds for choice in self.entries.get(kind, ())]


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
        """Whether something is typed in what is folded, or has a fault."""
        return any(
            one.given or one.faults or one.open or any(i.given or i.faults for i in one.inner) for one in self.folded
        )


class Drawer:
    """Makes the controls of a form out of what is typed in it and what is wrong with that."""

    def __init__(
        self, kind: str, typed: Typed, choices: Choices, faults: Mapping[str, Sequence[str]], more: str = ""
    ) -> None:
        self.kind, self.typed, self.choices, self.more = kind, typed, choices, more
        self.faults = {name: [*words] for name, words in faults.items()}

    def part(self, part: Part, name: str, label: str = "") -> Widget:
        """The control of one field."""
        widget = self.shape(part.shape, name, label or label_of(self.kind, part.key), part)
        widget.optional = not part.required
        return widget

    def shape(self, shape: Shape, name: str, label: str, part: Part | None = None) -> Widget:
        """The control of a shape."""
        key = name.rpartition(".")[2]
        widget: Widget = getattr(self, f"_{shape.kind}")(
            shape, Widget(name, "line", label, HINTS.get(key, "") if name == key or key == "grade" else ""), part
        )
        if not widget.value:
            widget.value = self.typed.first(name)
        widget.faults += self.faults.pop(name, [])
        default = None if part is None or part.default is None or part.required else part.default
        plain = write_plain(default) if isinstance(default, str | bool) else None
        widget.given = any(
            value.strip() and value != plain
            for field_name, values in self.typed.fields.items()
            if field_name == name or field_name.startswith(f"{name}.")
            for value in values
        )
        return widget

    def parts(self, shape: Shape, name: str, keys: Iterable[str]) -> list[Widget]:
        """The controls of some fields of a noun."""
        kind = words_of(shape.cls) if name and shape.cls is not None else self.kind
        found = [(part, f"{name}.{part.key}" if name else part.key) for key in keys if (part := shape.parts.get(key))]
        return [self.part(part, path, label_of(kind, part.key)) for part, path in found]

    # One way for each kind of shape.

    def _text(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        value = self.typed.first(widget.name)
        if widget.name.rpartition(".")[2] in LONG or "\n" in value or len(value) > 120:
            widget.draw = "area"
        return widget

    def _number(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw = "short"
        return widget

    def _choice(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        default = None if part is None or part.required else part.default
        return self._chosen(widget, [(option, option) for option in shape.options], default, part)

    def _truth(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        default = None if part is None or part.required or part.default is None else write_plain(part.default)
        typed = {"true": "yes", "false": "no"}.get(self.typed.first(widget.name).lower())
        widget = self._chosen(widget, [("yes", "yes"), ("no", "no")], default, part, typed)
        return widget

    def _chosen(
        self, widget: Widget, options: list[Choice], default: object, part: Part | None, typed: str | None = None
    ) -> Widget:
        value = typed or self.typed.first(widget.name).strip() or (default if isinstance(default, str) else "")
        if default is None:
            options = [("", "choose" if part and part.required else "not stated"), *options]
        if value not in dict(options):
            options = [*options, (value, value)]
        widget.draw, widget.value = "select", value
        widget.options = [(option, words, option == value) for option, words in options]
        return widget

    def _name(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        assert shape.ref is not None
        if "person" in shape.ref.kinds:
            widget.suggest = "who"
            return self._somebody(widget, shape.ref)
        return self._chosen(widget, [*self.choices.of(shape.ref), *self.choices.entries_of(shape.ref)], None, part)

    def _somebody(self, widget: Widget, ref: Ref) -> Widget:
        """A person or side by name; where the name fits several, they are there to choose from."""
        typed = self.typed.first(widget.name).strip()
        widget.value = self._called(typed, ref)
        fits = self.typed.fits(typed, ref) if typed and self.typed.resolve(typed, ref) == typed else []
        if len(fits) > 1:
            names, chosen = dict(self.choices.of(ref)), self.typed.first(f"{widget.name}.read")
            readings = tuple((one, names.get(one, one), one, one == chosen) for one in fits)
            widget.echo = Echo("Who is meant?", readings=readings, asks=True)
        return widget

    def _names(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        assert shape.ref is not None
        typed = [value for value in self.typed.fields.get(widget.name, ()) if value.strip()]
        boxes = [] if "person" in shape.ref.kinds or widget.name == "ranking" else self.choices.of(shape.ref)
        boxes += self.choices.entries_of(shape.ref)[:6] if set(shape.ref.kinds) == {"entry"} else []
        known = [value for value, _ in boxes]
        ordered = [value for value in typed if value in known]
        if (
            not boxes
            or len(boxes) > _MOST_BOXES
            or ordered != sorted(ordered, key=known.index)
            or typed[: len(ordered)] != ordered
        ):
            widget.value, widget.suggest = ", ".join(self._called(value, shape.ref) for value in typed), "who"
            return widget
        widget.draw = "boxes"
        widget.options = [(value, words, value in typed) for value, words in boxes]
        widget.value = ", ".join(self._called(value, shape.ref) for value in typed if value not in known)
        widget.values = ["more"] if set(shape.ref.kinds) - {"party", "issue", "account", "body"} else []
        return widget

    def _called(self, value: str, ref: Ref) -> str:
        """A typed name by the name that people know it by, where that leads back to it; an entry by its number."""
        found = dict([*self.choices.of(ref), *self.choices.entries.get("numbers", ())]).get(value)
        if found is None or "," in found or self.typed.resolve(found, ref) != value:
            return value
        return found

    def _texts(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        values = [value for value in self.typed.fields.get(widget.name, ()) if value.strip()]
        widget.draw, widget.values = "texts", [*values, *[""] * (3 if self.more == widget.name else 1)]
        widget.value = values[0] if values else ""
        return widget

    def _speaker(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        assert shape.ref is not None
        widget = self._somebody(widget, shape.ref)
        widget.suggest = "who"
        unnamed = Widget(
            f"{widget.name}.unnamed",
            "line",
            "Somebody unnamed: who it was said to be",
            value=self.typed.first(f"{widget.name}.unnamed"),
        )
        sides = [
            *self.choices.names.get("party", ()),
            *self.choices.names.get("mediator", ()),
            *self.choices.names.get("actor", ()),
        ]
        of = self._chosen(Widget(f"{widget.name}.of", "select", "Of which side"), sides, None, None)
        widget.folded = [unnamed, of]
        return widget

    def _moment(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw, widget.live = "short", True
        widget.echo = read_back("moment", self.typed, widget.name)
        ends = (("from", "From when at the earliest"), ("to", "To when at the latest"))
        widget.folded = [
            Widget(f"{widget.name}.{key}", "short", words, value=self.typed.first(f"{widget.name}.{key}"))
            for key, words in ends
        ]
        return widget

    def _quantity(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw, widget.live = "short", True
        widget.hint = HINTS["quantity"] if "." not in widget.name else ""
        widget.echo = read_back("quantity", self.typed, widget.name)
        ends = (("lo", "At least"), ("hi", "At most"), ("unit", "Counted in"))
        widget.folded = [
            Widget(f"{widget.name}.{key}", "short", words, value=self.typed.first(f"{widget.name}.{key}"))
            for key, words in ends
        ]
        return widget

    def _predicate(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        name = widget.name
        widget.draw, widget.hint = "predicate", HINTS["requires"]
        for n in self._rows_shown(name, 2):
            issue = self._chosen(
                Widget(f"{name}.{n}.issue", "select", "Issue"), [*self.choices.names.get("issue", ())], None, None
            )
            value = Widget(f"{name}.{n}.value", "line", "should be", value=self.typed.first(f"{name}.{n}.value"))
            row = Widget(f"{name}.{n}", "row", "", inner=[issue, value])
            row.faults = self.faults.pop(row.name, [])
            widget.inner.append(row)
        ways = [("all", "all of these"), ("any", "at least one of these")]
        widget.options = [(way, words, way == (self.typed.first(f"{name}.way") or "all")) for way, words in ways]
        text = Widget(f"{name}.text", "area", "As an outline", value=self.typed.first(f"{name}.text"))
        text.hint = OUTLINED
        text.faults = self.faults.pop(text.name, [])
        widget.folded = [text]
        return widget

    def _outline(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw = "area"
        return widget

    def _anchor(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw = "area" if "\n" in self.typed.first(widget.name) else "line"
        return widget

    def _noun(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw, widget.hint = "group", ""
        front = [key for key, inner in shape.parts.items() if inner.required or key in ("issue", "value", "name")]
        rest = [key for key in shape.parts if key not in front]
        if not front:
            front, rest = rest[:3], rest[3:]
        widget.inner = self.parts(shape, widget.name, front)
        widget.folded = self.parts(shape, widget.name, rest)
        return widget

    def _rows(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        assert shape.item is not None
        widget.draw = "rows"
        for n in self._rows_shown(widget.name, 1):
            widget.inner.append(self.shape(shape.item, f"{widget.name}.{n}", ""))
        return widget

    def _pairs(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        assert shape.item is not None
        widget.draw = "rows"
        for n in self._rows_shown(widget.name, 2):
            name = f"{widget.name}.{n}"
            key = Widget(
                f"{name}.key", "short", "Short name", "Blank: made from the words.", self.typed.first(f"{name}.key")
            )
            if shape.item.kind == "noun":
                row = self.shape(shape.item, name, "")
            else:
                row = Widget(name, "group", "", inner=[self.shape(shape.item, f"{name}.value", "What it says")])
                row.faults = self.faults.pop(name, [])
            row.folded = [key, *row.folded]
            widget.inner.append(row)
        return widget

    def _content(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        kind = self.typed.first(f"{widget.name}.kind")
        cls = next((noun for noun in shape.nouns if kind_of(noun) == kind), None)
        kinds = [(kind_of(noun), kind_of(noun)) for noun in shape.nouns]
        widget.draw, widget.hint = "group", ""
        widget.inner = [self._chosen(Widget(f"{widget.name}.kind", "select", "Kind"), kinds, None, None)]
        if cls is not None:
            inner = Shape("noun", cls=cls)
            widget.inner += self.parts(inner, widget.name, inner.parts)
        return widget

    def _rows_shown(self, name: str, blank: int) -> list[int]:
        """The rows that hold something, and some blank ones."""
        fields = {key: values for key, values in self.typed.fields.items() if any(value.strip() for value in values)}
        held = [*row_numbers(fields, name)]
        start = max(held, default=-1) + 1
        return [*held, *range(start, start + (3 if self.more == name else blank if not held else 1))]


def is_kept(typed: Typed, name: str) -> bool:
    """Whether only the words of a time or number are kept."""
    return typed.first(f"{name}.read") == AS_IT_IS
