"""Forms against the model: whatever an entry says, its form can say; what cannot be read is a fault of its field."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from onetext.model import Case, read_entry, write_entry
from onetext.web.form import Typed, gather_plain, spread_plain
from onetext.web.form.entry import entry_shape
from tests.strategies import SEEDS, make_case

TODAY = date(2024, 4, 12)


def sent(case: Case, name: str) -> object:
    """An entry typed into its form as it stands, and read again."""
    entry = next(entry for entry in case.entries if entry.id == name)
    shape, zone = entry_shape(entry.kind), case.header.tz
    plain = write_entry(entry, zone)
    gathered = gather_plain(shape, Typed(spread_plain(shape, plain), TODAY, zone))
    assert gathered.faults == []
    found, faults = read_entry({"id": entry.id, "kind": entry.kind, **gathered.plain}, zone)
    assert faults == []
    return found


@given(SEEDS)
def test_what_the_writer_can_write_the_form_can_say(seed: int) -> None:
    case = make_case(seed)
    for entry in case.entries:
        assert sent(case, entry.id) == entry
