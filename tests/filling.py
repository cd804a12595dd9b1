"""A form as a browser would send it, read from its page; and the officer who fills it in."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.browsing import Browser, Page


class _Reader(HTMLParser):
    """Reads what the controls of one form hold."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside, self.fields = form, False, {}
        self.select: tuple[str, list[str], list[str]] | None = None
        self.area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = named.get("id") == self.form
        if not self.inside:
            return
        if tag == "input" and named.get("name"):
            if named.get("type") not in ("radio", "checkbox") or "checked" in named:
                self.add(named["name"], named.get("value", ""))
        elif tag == "select":
            self.select = (named["name"], [], [])
        elif tag == "option" and self.select is not None:
            self.select[1].append(named["value"])
            if "selected" in named:
                self.select[2].append(named["value"])
        elif tag == "textarea":
            self.area = (named["name"], [])

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select is not None:
            name, options, chosen = self.select
            self.add(name, (chosen or options[:1] or [""])[0])
            self.select = None
        elif tag == "textarea" and self.area is not None:
            self.add(self.area[0], "".join(self.area[1]).removeprefix("\n"))
            self.area = None

    def add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def read_form(page: Page, form: str = "form") -> dict[str, list[str]]:
    """What a browser would send of a form that nobody typed in."""
    reader = _Reader(form)
    reader.feed(page.text)
    assert reader.fields, page.text[:400]
    return reader.fields


def fill(browser: Browser, path: str, **typed: str | list[str]) -> Page:
    """Open a form, type into it and send it; names with `__` stand for those with dots."""
    fields = read_form(browser.get(path))
    changed = {name.replace("__", "."): [value] if isinstance(value, str) else value for name, value in typed.items()}
    return browser.post(path, fields | changed)
