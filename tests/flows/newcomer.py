"""Somebody at the browser who knows only what is on the screen: clicks what is seen, by the words on it, and types.

What each task costs is counted: steps (a click, a field typed in, a choice, a key), pages asked for, windows scrolled by,
and seconds by the keystroke-level model (Card, Moran and Newell, "The keystroke-level model for user performance time with
interactive systems", Communications of the ACM 23(7), 1980, 396-410): a key 0.28 s, pointing 1.1 s, a press of the button
0.2 s, a hand moved 0.4 s, making up one's mind 1.35 s. It says nothing of reading.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Final

KEY, POINT, PRESS, HAND, MIND = 0.28, 1.1, 0.2, 0.4, 1.35
PATIENCE: Final = 20_000
"""Milliseconds after which somebody gives up looking for a thing."""


@dataclass
class Newcomer:
    """A person at a page."""

    page: Any
    steps: int = 0
    seconds: float = 0.0
    scrolled: int = 0
    pages: int = 0
    faults: list[str] = field(default_factory=list)
    at_mouse: bool = True

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("framenavigated", self._arrived)

    def _arrived(self, frame: Any) -> None:
        if frame == self.page.main_frame:
            self.pages += 1

    def click(self, words: str, role: str = "link", within: str = "body", nth: int = 0) -> None:
        """Press what bears these words."""
        found = self.page.locator(within).get_by_role(role, name=words).locator("visible=true").nth(nth)
        self._reach(found)
        self._spend(MIND + POINT + PRESS, mouse=True)
        found.click()
        self._rest()

    def open(self, words: str, within: str = "body") -> None:
        """Unfold what bears these words."""
        found = self.page.locator(within).locator("summary", has_text=words).locator("visible=true").first
        self._reach(found)
        self._spend(MIND + POINT + PRESS, mouse=True)
        found.click()
        self._rest()

    def type(self, label: str, text: str, within: str = "main", exact: bool = False, nth: int = 0) -> None:
        """Type into the field of this label."""
        found = self.page.locator(within).get_by_label(label, exact=exact).locator("visible=true").nth(nth)
        self._reach(found)
        self._spend(MIND + POINT + PRESS, mouse=True)
        self._spend(KEY * len(text), mouse=False, step=0)
        found.fill(text)
        self._rest()

    def choose(self, label: str, option: str, within: str = "main", nth: int = 0) -> None:
        """Choose from the list of this label."""
        found = self.page.locator(within).get_by_label(label).locator("visible=true").nth(nth)
        self._reach(found)
        self._spend(MIND + 2 * (POINT + PRESS), mouse=True)
        found.select_option(label=option)
        self._rest()

    def tick(self, label: str, within: str = "main", nth: int = 0) -> None:
        """Tick a box, or choose the one of several."""
        found = self.page.locator(within).get_by_label(label).locator("visible=true").nth(nth)
        self._reach(found)
        self._spend(MIND + POINT + PRESS, mouse=True)
        found.check()
        self._rest()

    def press(self, keys: str) -> None:
        """Press a key, or several at once."""
        self._spend(MIND + KEY * len(keys.split("+")), mouse=False)
        self.page.keyboard.press(keys)
        self._rest()

    def waits_for(self, text: str) -> None:
        """Look until it is to be read on the page."""
        self.page.locator("main").get_by_text(text).first.wait_for(state="visible", timeout=120_000)

    def sees(self, *texts: str) -> bool:
        """Whether all of it is to be read on the page, once that is there."""
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            self.page.wait_for_load_state("load")
            shown = " ".join(self.page.locator("main").inner_text().split())
            if all(text in shown for text in texts):
                return True
            self.page.wait_for_timeout(100)
        return False

    @property
    def costs(self) -> tuple[int, int, int, int]:
        """Steps, pages, windows scrolled by, estimated seconds."""
        return self.steps, self.pages, self.scrolled, round(self.seconds)

    def _reach(self, found: Any) -> None:
        """Scroll to it, if it is out of sight."""
        found.wait_for(state="visible")
        top, height = found.evaluate("(one) => one.getBoundingClientRect().top"), self.page.viewport_size["height"]
        windows = max(0, int(-(-(top - height + 30) // height)), int(-(top // height)) if top < 0 else 0)
        if windows:
            self.scrolled += windows
            self.seconds += POINT * windows
            found.evaluate("(one) => one.scrollIntoView({block: 'center'})")

    def _spend(self, seconds: float, mouse: bool, step: int = 1) -> None:
        self.steps += step
        self.seconds += seconds + HAND * (mouse != self.at_mouse)
        self.at_mouse = mouse

    def _rest(self) -> None:
        self.page.wait_for_timeout(100)  # a form is sent once the workspace has answered that it is there
        self.page.wait_for_load_state("load")
        if self.page.title().startswith("Problem"):
            said = self.page.locator(".summary li").all_inner_texts()
            self.faults += said
