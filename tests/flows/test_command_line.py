"""The program as its user meets it: in a process of its own."""

import json
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import all_commands

COMMANDS = all_commands()


def onetext(*words, **options):
    """Run the program; its result with text output."""
    command = [sys.executable, "-m", "onetext", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_ends_with_an_example_that_one_can_paste(name):
    result = onetext(*name.split(), "--help")
    assert result.returncode == 0
    assert result.stdout.strip().splitlines()[-1].strip().startswith(f"Example:  onetext {name}")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "serve"])
def test_every_command_takes_json(name):
    assert "--json" in {option for param in COMMANDS[name].params for option in param.opts}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell):
    assert "_ONETEXT_COMPLETE" in onetext("--completion", shell).stdout


def test_a_command_that_does_not_exist_is_wrong_usage_and_the_nearest_is_named():
    result = onetext("breif", "somewhere")
    assert result.returncode == 2
    assert "brief" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("check", "no-such-folder"),
        ("brief", "examples/river", "--for", "nobody"),
        ("brief", "examples/river", "--at", "someday"),
        ("brief", "examples/river", "--for", "north", "--meeting", "south"),
        ("brief", "examples/river", "--meeting", "nobody"),
        ("demo", "nothing"),
        ("export", "examples/river", "src", "--for", "north"),
        ("export", "examples/river", "somewhere"),
        ("export", "examples/river", "examples/river/north", "--for", "north"),
        ("brief", "examples/river", "--for", ""),
        ("check", "README.md"),
        ("brief", "examples/river", "--html", "examples/river/case.yaml"),
        ("brief", "examples/river", "--pdf", "page.html"),
        ("brief", "examples/river", "--html", "no-such-folder/page.html"),
        ("demo", "--html", "examples"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_line(words, repository):
    result = onetext(*words, cwd=repository)
    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1


def test_problems_end_with_1_and_one_line_each(tmp_path):
    (tmp_path / "case.yaml").write_text("titel: River\nzone: Nowhere\n", encoding="utf-8")
    result = onetext("check", tmp_path)
    assert result.returncode == 1
    assert all(line.startswith(f"{tmp_path}/case.yaml:") for line in result.stdout.splitlines())
    assert json.loads(onetext("check", tmp_path, "--json").stdout)["result"]["problems"]


def test_a_new_case_passes_check_and_is_never_overwritten(tmp_path):
    folder = tmp_path / "talks"
    assert onetext("new", folder).returncode == 0
    assert onetext("check", folder).returncode == 0
    again = onetext("new", folder)
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_what_is_written_is_for_its_owner_only(tmp_path, examples):
    onetext("export", examples / "river", tmp_path / "north", "--for", "north")
    for path in (tmp_path / "north", *(tmp_path / "north").iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_full_disk_leaves_nothing_half_written(tmp_path, examples):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    result = onetext("export", examples / "river", tmp_path / "all", "--for", "mediators", preexec_fn=small_files)
    assert result.returncode == 1
    assert "the system refused" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_page_goes_to_each_file_asked_for_in_place_of_an_older_one(tmp_path, examples):
    html, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    html.write_text("an older page")
    result = onetext("brief", examples / "cairo-2024", "--html", html, "--pdf", pdf)
    assert (result.returncode, result.stderr) == (0, "")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [str(html), str(pdf)]
    assert html.read_text().startswith("<!doctype html>")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert sorted(tmp_path.iterdir()) == [html, pdf]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (html, pdf)} == {0}


def test_a_folder_is_no_page_and_stays(tmp_path, examples):
    (tmp_path / "page.html").mkdir()
    result = onetext("demo", "--html", tmp_path / "page.html")
    assert (result.returncode, "is a folder" in result.stderr) == (2, True)
    assert (tmp_path / "page.html").is_dir()


def test_a_full_disk_leaves_the_older_page_as_it_was(tmp_path, examples):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    page = tmp_path / "page.html"
    page.write_text("an older page")
    result = onetext("brief", examples / "cairo-2024", "--html", page, preexec_fn=small_files)
    assert (result.returncode, f"the system refused {page}" in result.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text() == "an older page"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_an_error(examples):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "onetext", "brief", str(examples / "river")]
        assert subprocess.run(command, stdout=full, stderr=subprocess.DEVNULL, check=False).returncode == 1


LOADED = """
import sys
from click.testing import CliRunner
from onetext.cli import app
assert CliRunner().invoke(app, sys.argv[1:]).exit_code == 0
print(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize(
    ("verb", "case", "also"),
    [
        ("check", "river", {"rich"}),
        ("brief", "cairo-2024", set()),
        ("stick", "cairo-2024", set()),
        ("count", "river", set()),
    ],
)
def test_nothing_heavy_is_loaded_that_is_not_needed(verb, case, also, examples):
    command = [sys.executable, "-c", LOADED, verb, str(examples / case)]
    loaded = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert loaded.isdisjoint({"numpy", "scipy", "pandas", "django", "ortools", "altair", "pydantic", "ruamel"} | also)
    assert loaded.isdisjoint(
        {"vl_convert", "typst", "jinja2", "markupsafe", "fontTools", "brotli", "cryptography", "psycopg", "pyrage"}
    )


def test_a_defect_is_told_in_one_line_and_with_debug_in_full(monkeypatch, capsys):
    from onetext.cli import failure

    monkeypatch.delenv("ONETEXT_DEBUG", raising=False)
    with pytest.raises(SystemExit) as ended, failure.ending():
        raise KeyError("a secret of North")
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "secret" not in told
    assert len(told.strip().splitlines()) == 1
    monkeypatch.setenv("ONETEXT_DEBUG", "1")
    with pytest.raises(KeyError), failure.ending():
        raise KeyError("a secret of North")
