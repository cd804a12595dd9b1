"""`export --for X` writes X's own folder: every verb on it gives what the verb gives with --for X."""

import json

import pytest
from click.testing import CliRunner

from onetext.cli import app

VIEWERS = {
    "cairo-2024": ("hamas", "israel", "mediators", "egypt"),
    "truce-2023": ("hamas", "israel", "mediators", "qatar"),
    "paris-draft-2024": ("hamas", "israel", "mediators", "us"),
    "river": ("north", "south", "nadia", "sami", "mediators", "shuttle", "mira", "amina", "jonas"),
}
BRIEFS = ((), ("--json",), ("--markdown", "--all"), ("--since", "1 March 2024"), ("--at", "10 March 2024"))


def run(*words):
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(("name", "viewer"), [(name, viewer) for name, found in VIEWERS.items() for viewer in found])
def test_every_verb_on_the_export_gives_what_for_gives(name, viewer, examples, tmp_path):
    case, own = examples / name, tmp_path / "own"
    assert run("export", case, own, "--for", viewer)[0] == 0
    for words in BRIEFS:
        there = run("brief", case, "--for", viewer, *words)
        assert there[0] == 0
        assert run("brief", own, *words) == there
        assert run("brief", own, "--for", viewer, *words) == there
    assert run("check", own, "--json")[0] == 0
    assert json.loads(run("check", own, "--json")[1]) == json.loads(run("check", case, "--for", viewer, "--json")[1])
    run("export", own, tmp_path / "again")
    for path in own.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
