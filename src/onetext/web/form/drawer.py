"""The controls of a form, out of what is typed in it and what is wrong with that: one way for each kind of shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from onetext.model.plain import kind_of, words_of, write_plain
from onetext.model.reference import Ref
from onetext.web.form.choice import Choice, Choices
from onetext.web.form.echo import Echo, read_back
from onetext.web.form.field_words import FRONT, HINTS, LONG, OUTLINES, label_of
from onetext.web.form.gather import Typed, row_numbers
from onetext.web.form.shape import Part, Shape
from onetext.web.form.widget import Widget

OUTLINED: Final = (
    "For what the lines above cannot say. A line is an issue, a colon and its value; any:, all:, not:, sum: and "
    "product: hold what is further right below them."
)
_MOST_BOXES: Final = 16
_SHORT_ROW: Final = 3
"""Controls up to which a row of them is never folded into a line."""
_SAYS: Final = {"number": "Figure", "quantity": "How much"}
"""What the value of a pair is called."""
CLOSED: Final = "closed"
"""The control that names the rows which are shown as a line; what they hold is carried along unseen."""
EVERY: Final = "every row"


class Drawer:
    """Makes the controls of a form out of what is typed in it and what is wrong with that."""

    def __init__(
        self, kind: str, typed: Typed, choices: Choices, faults: Mapping[str, Sequence[str]], more: str = ""
    ) -> None:
        self.kind, self.typed, self.choices, self.more = kind, typed, choices, more
        self.faults = {name: [*words] for name, words in faults.items()}
        self.closed = frozenset(typed.fields.get(CLOSED, ()))

    def part(self, part: Part, name: str, label: str = "") -> Widget:
        """The control of one field."""
        widget = self.shape(part.shape, name, label or label_of(self.kind, part.key), part)
        widget.optional = not part.required and not _in_row(name)
        return widget

    def shape(self, shape: Shape, name: str, label: str, part: Part | None = None) -> Widget:
        """The control of a shape."""
        key = name.rpartition(".")[2]
        widget: Widget = getattr(self, f"_{shape.kind}")(
            shape, Widget(name, "line", label, HINTS.get(key, "") if name == key or key == "grade" else ""), part
        )
        if not widget.value and widget.draw != "boxes":  # what boxes show is not said again beside them
            widget.value = self.typed.first(name)
        widget.faults += self.faults.pop(name, [])
        default = None if part is None or part.default is None or part.required else part.default
        plain = write_plain(default) if isinstance(default, str | bool) else None
        widget.given = any(value != plain for _, value in self._typed_under(name))
        if _in_row(name) and widget.draw in ("short", "group", "line"):
            self._shorten(widget)
        return widget

    def _typed_under(self, name: str) -> list[tuple[str, str]]:
        """What is typed in a control and those within it, as they would be sent."""
        under = f"{name}."
        return [
            (key, value)
            for key, values in self.typed.fields.items()
            if key == name or key.startswith(under)
            for value in values
            if value.strip()
        ]

    def _shorten(self, widget: Widget) -> None:
        """Within a row: only what is typed of the controls that could be folded, unless more is asked for."""
        kept = [one for one in widget.folded if one.given or one.troubled]
        if widget.troubled and widget.draw != "group":
            return
        if widget.draw != "group":
            widget.folded = kept
        elif self.more == widget.name and widget.name not in self.closed:
            blank = [one for one in widget.folded if one not in kept]
            widget.inner, widget.folded = [*widget.inner, *kept, *blank], []
            if blank:
                blank[0].take_focus()
        else:
            widget.asks_more = len(kept) < len(widget.folded)
            widget.inner, widget.folded = [*widget.inner, *kept], []

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
        return self._chosen(widget, [("yes", "yes"), ("no", "no")], default, part, typed)

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
        found = dict(self.choices.of(ref)).get(value) or self._numbers.get(value)
        if found is None or "," in found or self.typed.resolve(found, ref) != value:
            return value
        return found

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        return dict(self.choices.entries.get("numbers", ()))

    def _texts(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        values = [value for value in self.typed.fields.get(widget.name, ()) if value.strip()]
        widget.draw, widget.values = "texts", [*values, *[""] * (3 if self.more == widget.name else 1)]
        widget.value, widget.focus = values[0] if values else "", self.more == widget.name
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
            row.given = bool(issue.value or value.value)
            widget.inner.append(row)
        self._go_on(widget)
        ways = [("all", "all of these"), ("any", "at least one of these")]
        widget.options = [(way, words, way == (self.typed.first(f"{name}.way") or "all")) for way, words in ways]
        text = Widget(f"{name}.text", "area", "As an outline", value=self.typed.first(f"{name}.text"))
        text.hint = OUTLINED
        text.faults = self.faults.pop(text.name, [])
        widget.folded = [text]
        return widget

    def _outline(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw, widget.hint = "area", OUTLINES["value" if widget.name.endswith(".value") else "when"]
        return widget

    def _anchor(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw = "area" if "\n" in self.typed.first(widget.name) else "line"
        return widget

    def _noun(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        widget.draw, widget.hint = "group", ""
        named = FRONT.get(words_of(shape.cls), ("issue", "value", "name")) if shape.cls is not None else ()
        front = [key for key, inner in shape.parts.items() if (inner.required or key in named) and key != "id"]
        front += ["id"] if "id" in shape.parts else []
        rest = [key for key in shape.parts if key not in front]
        if not front:
            front, rest = rest[:3], rest[3:]
        widget.inner = self.parts(shape, widget.name, front)
        widget.folded = self.parts(shape, widget.name, rest)
        if getattr(shape.cls, "KEYED", None) == "issue" and self.more != widget.name:
            self._about_its_issue(widget)
        return widget

    def _about_its_issue(self, widget: Widget) -> None:
        """A row of an issue that is chosen: called by the issue, with no choice among all of them."""
        issue = next(one for one in widget.inner if one.name == f"{widget.name}.issue")
        if not issue.shown or issue.troubled or widget.name in self.faults:
            return
        issue.draw = "fixed"
        value = next((one for one in widget.inner if one.name == f"{widget.name}.value"), widget)
        value.label, value.named = issue.shown, True

    def _rows(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        assert shape.item is not None
        widget.draw = "rows"
        for n in self._rows_shown(widget.name, 1):
            widget.inner.append(self._row(self.shape(shape.item, f"{widget.name}.{n}", "")))
        self._go_on(widget)
        return widget

    def _row(self, row: Widget) -> Widget:
        """A row as a line, where it is filled in and nobody works on it: what it holds is carried along unseen."""
        over = row.name.rpartition(".")[0]
        is_closed = EVERY in self.closed or row.name in self.closed or self.more == over
        is_long = row.controls > _SHORT_ROW and not any(one.named for one in row.inner)
        if not (is_closed and is_long and row.given) or row.troubled or f"{self.more}.".startswith(f"{row.name}."):
            return row
        said = [one.shown for one in row.inner if one.shown and (not one.inner or one.draw == "predicate")]
        kept = [*self._typed_under(row.name), (CLOSED, row.name)]
        return Widget(row.name, "closed", row.label, values=said, kept=kept, given=True)

    def _go_on(self, widget: Widget) -> None:
        """The reader goes on in a row that was opened, or in the first blank one where another line was asked for."""
        opened = next((row for row in widget.inner if row.name == self.more and row.name in self.closed), None)
        blank = next((row for row in widget.inner if not row.given), None) if self.more == widget.name else None
        if (found := opened or blank) is not None:
            found.take_focus()

    def _pairs(self, shape: Shape, widget: Widget, part: Part | None) -> Widget:
        assert shape.item is not None
        widget.draw = "rows"
        options = self._options_beside(widget.name) if shape.called else {}
        for n, option in self._pairs_shown(widget.name, options):
            name = f"{widget.name}.{n}"
            if shape.item.kind == "noun":
                row = self.shape(shape.item, name, "")
            else:
                label = _SAYS.get(shape.item.kind, "What it says")
                row = Widget(name, "group", "", inner=[self.shape(shape.item, f"{name}.value", label)])
                row.faults = self.faults.pop(name, [])
            row.given = bool(self._typed_under(name))
            row = self._called_first(row, option, options) if shape.called else self._with_short_name(row)
            widget.inner.append(self._row(row))
        self._go_on(widget)
        return widget

    def _options_beside(self, name: str) -> dict[str, str]:
        """The options of the issue that stands in the same row, where pairs are about them."""
        row, _, last = name.rpartition(".")
        return dict(self.choices.options.get(self.typed.first(f"{row}.issue"), ())) if last == "options" else {}

    def _pairs_shown(self, name: str, options: Mapping[str, str]) -> list[tuple[int, str]]:
        """The pairs that are shown, each with what it is called: those typed, and one for each option that is not."""
        shown = [(n, self.typed.first(f"{name}.{n}.key").strip()) for n in self._rows_shown(name, 2)]
        if not options:
            return shown
        typed = [(n, key) for n, key in shown if key]
        start = max((n for n, _ in typed), default=-1) + 1
        missing = [option for option in options if option not in {key for _, key in typed}]
        return [*typed, *enumerate(missing, start)]

    def _called_first(self, row: Widget, called: str, options: Mapping[str, str]) -> Widget:
        """A row with what it is called in front; by the name of an option, where it is one."""
        key = Widget(f"{row.name}.key", "short", "Which", value=called)
        if called in options and row.inner:
            key.draw, row.inner[0].label, row.inner[0].named = "fixed", options[called], True
        row.inner = [key, *row.inner]
        return row

    def _with_short_name(self, row: Widget) -> Widget:
        """A row with its short name, which is carried along unseen unless more is asked for."""
        name = f"{row.name}.key"
        key = Widget(name, "short", "Short name", "Blank: made from the words.", self.typed.first(name))
        if self.more == row.name and row.name not in self.closed:
            row.inner = [*row.inner, key]
            key.focus = not row.focused
        else:
            row.asks_more = True
            row.kept = [(name, key.value)] if key.value else []
        return row

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


def _in_row(name: str) -> bool:
    """Whether a control belongs to one of several rows."""
    return re.search(r"\.\d+(\.|$)", name) is not None
