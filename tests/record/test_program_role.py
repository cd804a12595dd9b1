"""The way of an officer on PostgreSQL: one role makes and erases, another that may only read and add does the rest."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onetext.record import open_record, read_case, verify_record
from tests.program import Outcome, run
from tests.server import Server

OWNER, PROGRAM = "onetext_owner", "onetext_daily"


@pytest.fixture
def places(server: Server, tmp_path: Path) -> Callable[[str], tuple[str, str]]:
    """Gives a new database as its owner and as the program sees it."""
    for role in (OWNER, PROGRAM):
        server.run(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    (tmp_path / "words").write_text("correct horse\n")

    def make(name: str) -> tuple[str, str]:
        database = f"{name}_{os.getpid()}"
        server.run(f"CREATE DATABASE {database} OWNER {OWNER}")
        return server.url(database, OWNER), server.url(database, PROGRAM)

    return make


def done(*arguments: object) -> Outcome:
    """What the program says when all goes well."""
    found = run(*arguments)
    assert (found.code, found.err if found.code else "") == (0, ""), found
    return found


def test_an_officer_keeps_a_case_under_a_role_that_may_only_read_and_add(
    places: Callable[[str], tuple[str, str]], tmp_path: Path
) -> None:
    (owner, program), words = places("talks"), ("--passphrase-file", tmp_path / "words")
    done("record", "init", owner, "--role", PROGRAM, "--recovery", tmp_path / "recovery.age", *words)
    done("import", "examples/river", "--record", program)
    assert "River talks" in done("brief", program, "--for", "north").out
    done("release", "south-demand-freed", "--to", "north", "--record", program, "--yes")
    done("record", "attach", program, "storm", tmp_path / "words")
    done("verify", "--record", program, "--for", "north")
    done("backup", tmp_path / "first", "--record", program, *words)
    early = tmp_path / "early.json"
    early.write_text(done("record", "head", program).out)
    refused = run("record", "erase", program, "storm", "--reason", "asked")
    assert (refused.code, "open the record as its owner" in refused.err) == (1, True)
    done("verify", "--record", program, "--against", early)
    done("record", "erase", owner, "storm", "--reason", "asked")
    assert "1 erased" in done("verify", "--record", program, "--against", early).out
    done("export", "--record", program, tmp_path / "whole")
    _restored(places, program, tmp_path, words)


def _restored(places: Any, program: str, folder: Path, words: tuple[Any, ...]) -> None:
    """The backup comes back without what was erased, under the same two roles; and the case goes on."""
    head = folder / "head.json"
    head.write_text(done("record", "head", program).out)
    owner, again = places("again")
    told = done("restore", folder / "first", "--record", owner, "--against", head, "--role", PROGRAM, *words)
    assert "1 erased again" in told.out
    assert "The head knows 2 lines more" in told.err
    with open_record(again) as record:
        assert "storm" not in [entry.id for entry in read_case(record).entries]
    done("import", folder / "whole", "--record", again)
    with open_record(again) as record:
        assert record.notices == []
        assert verify_record(record).broken == ()


def test_a_head_of_another_record_is_no_list_of_what_was_erased(
    places: Callable[[str], tuple[str, str]], tmp_path: Path
) -> None:
    (owner, _), words = places("one"), ("--passphrase-file", tmp_path / "words")
    other, head = tmp_path / "other.record", tmp_path / "head.json"
    for place in (owner, other):
        done("record", "init", place, "--no-recovery")
        done("import", "examples/river", "--record", place)
    head.write_text(done("record", "head", owner).out)
    done("backup", tmp_path / "backup", "--record", other, *words)
    for target in (tmp_path / "again.record", places("two")[0]):
        refused = run("restore", tmp_path / "backup", "--record", target, "--against", head, *words)
        assert (refused.code, "not of the keeper of this record" in refused.err) == (2, True)
    assert not (tmp_path / "again.record").exists()


def test_only_a_record_on_postgresql_has_roles_and_only_those_that_are_there(
    places: Callable[[str], tuple[str, str]], tmp_path: Path
) -> None:
    words = ("--passphrase-file", tmp_path / "words")
    done("record", "init", tmp_path / "a.record", "--no-recovery")
    done("backup", tmp_path / "backup", "--record", tmp_path / "a.record", *words)
    for target, role, told in (
        (tmp_path / "b.record", PROGRAM, "only a record on PostgreSQL"),
        (places("three")[0], "nobody_of_this_name", "there is no role"),
    ):
        refused = run("restore", tmp_path / "backup", "--record", target, "--role", role, *words)
        assert (refused.code, told in refused.err) == (2, True), refused.err
    assert not (tmp_path / "b.record").exists()
