"""A folder that was exported for a viewer proves by itself what the viewer was told, and when it was changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onetext.errors import UsageError
from onetext.model import Entry, Erasure, project
from onetext.record import (
    MEMORY,
    Chain,
    create_record,
    erase_entry,
    find_chain,
    open_record,
    read_case,
    read_chain,
    verify_chain,
    verify_record,
    write_chain,
)
from onetext.record.chain import Link
from onetext.record.sealing import commitment_of
from tests.cast import case, entry
from tests.program import run, save
from tests.record.test_contract import chained, kept
from tests.strategies import make_case

WORDS = ("rain in the hills", "snow on the pass")


@pytest.mark.parametrize("seed", range(12))
def test_the_chain_of_every_viewer_verifies_alone_and_tells_every_entry_of_its_folder(seed: int) -> None:
    held = make_case(seed)
    with kept(MEMORY, held) as record:
        for viewer in chained(held):
            chain = find_chain(record, viewer)
            if chain is not None:
                (head,) = verify_record(record, viewer).heads
                found = verify_chain(read_chain(write_chain(chain)), project(read_case(record, viewer), viewer), head)
                assert (found.broken, found.heads) == ((), (head,))


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """North's folder, exported from a record."""
    create_record(tmp_path / "a.record").close()
    told = [entry(f"e{n}", "event", what=words, audience=["mediators", "north"]) for n, words in enumerate(WORDS)]
    hidden = entry("h", "event", what="a confidence", audience="south")
    assert run("import", save(case(*told, hidden), tmp_path / "case"), "--record", tmp_path / "a.record").code == 0
    assert run("export", tmp_path / "a.record", tmp_path / "north", "--for", "north").code == 0
    return tmp_path / "north"


def test_a_folder_is_verified_without_the_record_and_against_a_head_kept_elsewhere(exported: Path) -> None:
    head = run("record", "head", exported.parent / "a.record", "--for", "north").out
    (exported.parent / "head").write_text(head)
    for left in exported.parent.glob("a.record*"):
        left.unlink()
    assert run("verify", exported).out == f"Whole: north, 3 links, head {json.loads(head)['link']}\n"
    assert run("verify", exported, "--against", exported.parent / "head").code == 0
    other = json.loads(head) | {"link": "00" * 32}
    (exported.parent / "head").write_text(json.dumps(other))
    refused = run("verify", exported, "--against", exported.parent / "head")
    assert (refused.code, refused.out) == (1, "Broken: north, link 3: it is not the head that was kept\n")


def changed(exported: Path, n: int, **fields: Any) -> None:
    """Change a link of the chain."""
    path = exported / "chain.jsonl"
    lines = path.read_text().split("\n")
    lines[n] = json.dumps({**json.loads(lines[n]), **fields}, ensure_ascii=False)
    path.write_text("\n".join(lines))


def test_words_that_were_changed_or_never_told_are_found(exported: Path) -> None:
    head = run("record", "head", exported.parent / "a.record", "--for", "north").out
    (exported.parent / "head").write_text(head)
    entries = exported / "entries.yaml"
    entries.write_text(entries.read_text().replace("rain", "hail"))
    told = run("verify", exported)
    assert (told.code, "was never told in these words" in told.out) == (1, True)
    link = next(n for n in (1, 2, 3) if "rain" in (exported / "chain.jsonl").read_text().split("\n")[n])
    changed(
        exported,
        link,
        told=json.loads((exported / "chain.jsonl").read_text().split("\n")[link])["told"].replace("rain", "hail"),
    )
    assert run("verify", exported).code == 0  # whoever holds folder and chain can write both anew
    assert run("verify", exported, "--against", exported.parent / "head").code == 1  # but not a head kept elsewhere


def test_a_chain_tells_nothing_hidden_and_of_what_was_erased_only_that_it_was_told(tmp_path: Path) -> None:
    place = tmp_path / "a.record"
    told = entry("e", "event", what=WORDS[0], audience=["mediators", "north"])
    with kept(place, case(told, entry("h", "event", what="a confidence", audience="south"))) as record:
        chain = find_chain(record, "north")
        assert chain is not None
        assert "confidence" not in write_chain(chain)
        erase_entry(record, Entry("gone", Erasure(reason="asked", of="e")))
    with open_record(place) as record:
        left = find_chain(record, "north")
        assert left is not None
        assert WORDS[0] not in write_chain(left)
        found = verify_chain(left, project(read_case(record, "north"), "north"), verify_chain(chain, case()).heads[0])
        assert (found.broken, found.erased) == ((), 1)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"kind": "onetext chain 1"}', '{"kind": "onetext chain 1", "whose": "n", "chain": "zz"}']
)
def test_what_is_no_chain_is_refused_in_words(exported: Path, text: str) -> None:
    (exported / "chain.jsonl").write_text(text)
    refused = run("verify", exported)
    assert (refused.code, "is no chain of a record" in refused.err) == (2, True)


@pytest.mark.parametrize("told", ["no words of ours", "[]", "1"])
def test_what_was_never_told_by_a_record_is_refused_in_words(told: str, exported: Path) -> None:
    changed(exported, 2, told=told)
    refused = run("verify", exported)
    assert (refused.code, "is no chain of a record" in refused.err) == (2, True)


def test_a_link_that_is_over_the_same_bytes_in_other_parts_is_refused() -> None:
    of, alias, salt, told = bytes(16), b"a" * 16, b"s" * 32, b'{"what":"rain|{}"}'
    first, _, rest = told.partition(b"|")
    parts = b"|".join((alias, salt)), first, rest
    assert commitment_of(of, *parts) == commitment_of(of, alias, salt, told)
    for *digits, words in ((alias, salt, told), parts):
        text = write_chain(Chain("north", of.hex(), (Link(*(part.hex() for part in digits), "{}"),)))
        if words == told:
            assert read_chain(text).links[0].told == "{}"
        else:
            with pytest.raises(UsageError, match="no chain"):
                read_chain(text)


def test_two_readers_told_the_same_words_hold_nothing_by_which_they_could_tell() -> None:
    told = entry("e", "event", what=WORDS[0], audience="all")
    with kept(MEMORY, case(told)) as record:
        chains = [find_chain(record, viewer) for viewer in ("north", "south")]
        parts = [
            {part for link in chain.links for part in (link.alias, link.salt)}
            for chain in chains
            if isinstance(chain, Chain)
        ]
        assert parts[0].isdisjoint(parts[1])
        rows = [
            (bytes(alias), bytes(commitment))
            for alias, commitment in record.rows("SELECT alias, commitment FROM record_told")
        ]
        assert len({alias for alias, _ in rows}) == len({commitment for _, commitment in rows}) == len(rows)
