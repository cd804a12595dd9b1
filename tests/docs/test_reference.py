"""The reference says what is so: it is fresh, complete, and its schemas hold for what the program prints and reads."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml

import onetext.errors
from onetext.cli import app
from onetext.files import template_texts
from onetext.model import KINDS, SECTIONS
from tests.program import all_commands, run

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "reference"
EXAMPLES = ("cairo-2024", "truce-2023", "paris-draft-2024", "river")


def page(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


@cache
def schema(name: str) -> jsonschema.Draft202012Validator:
    found = json.loads(page(f"schema/{name}.json"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def load_tool() -> Any:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "tools" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


# --- fresh and complete ---------------------------------------------------------------------------------------------


def test_the_generated_pages_are_as_they_would_be_made_now() -> None:
    assert load_tool().stale() == [], "run: python tools/make_reference.py"


def test_a_stale_page_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tool = load_tool()
    monkeypatch.setattr(tool, "PAGES", tmp_path)
    monkeypatch.setattr(sys, "argv", ["make_reference.py"])
    tool.main()
    assert tool.stale() == []
    (tmp_path / "commands.md").write_text("old", encoding="utf-8")
    (tmp_path / "schema" / "gone.json").write_text("{}", encoding="utf-8")
    assert tool.stale() == ["commands.md", "schema/gone.json"]
    monkeypatch.setattr(sys, "argv", ["make_reference.py", "--check"])
    with pytest.raises(SystemExit) as end:
        tool.main()
    assert end.value.code == 1


@pytest.mark.parametrize("name", [*all_commands()])
def test_every_command_and_every_option_of_it_is_documented(name: str) -> None:
    section = page("commands.md").split(f"\n## onetext {name}\n")[1].split("\n## ")[0]
    command = all_commands()[name]
    for parameter in command.params:
        shown = (
            parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(click.Context(command))
        )
        assert shown in section


def test_every_command_is_in_the_readme_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line.split("`")[1] for line in readme.splitlines() if line.startswith("| `onetext ")]
    assert sorted(rows) == sorted(f"onetext {name}" for name in app.commands)


@pytest.mark.parametrize("kind", [*KINDS])
def test_every_kind_of_entry_is_documented_with_an_example(kind: str) -> None:
    section = page("entries.md").split(f"\n### {kind}\n")[1].split("\n### ")[0]
    (example,) = yaml.load(section.split("```yaml\n")[1].split("```")[0], Loader=yaml.BaseLoader)
    assert example["kind"] == kind


@pytest.mark.parametrize("section", [*SECTIONS, "glossary"])
def test_every_section_of_the_header_is_documented(section: str) -> None:
    assert f"\n### {section}\n" in page("case-folder.md")


def test_every_error_is_documented() -> None:
    errors = [
        name for name, found in vars(onetext.errors).items() if isinstance(found, type) and issubclass(found, Exception)
    ]
    assert [name for name in errors if f".. autoexception:: {name}\n" not in page("python.md")] == []


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"examples/{name}/README.md" for name in EXAMPLES)]
)
def test_every_link_of_a_page_outside_docs_leads_to_a_file(name: str) -> None:
    path = ROOT / name
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


# --- what the program prints ----------------------------------------------------------------------------------------


def envelope(*arguments: object, code: int = 0) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.code == code, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def calls(folder: Path) -> Iterator[tuple[str, tuple[object, ...], int]]:
    """Every verb on all examples, for several viewers, moments and options."""
    for name in EXAMPLES:
        case = ROOT / "examples" / name
        party = "south" if name == "river" else "hamas"
        yield "demo", (name,), 0
        yield "check", (case,), 0
        yield "check", (case, "--for", party), 0
        yield "brief", (case,), 0
        yield "brief", (case, "--for", party, "--since", "2024-03-01"), 0
        yield "brief", (case, "--meeting", party, "--at", "2024-04-08"), 0
        yield "stick", (case,), 0
        yield "stick", (case, "--for", party, "--limit", "3"), 0
        yield "count", (case, "--for", party), 0
        yield "count", (case,), 0
        yield "believe", (case, "--samples", "100", "--since", "2024-03-20"), 0
        yield "believe", (case, "--samples", "100", "--for", party), 0
        yield "ask", (case, "--samples", "100"), 0
        yield "bridge", (case, "--scaled"), 0
        yield "bridge", (case, "--for", party), 0
        yield "monitor", (case,), 0
        yield "monitor", (case, "--for", party, "--at", "2024-03-13"), 0
        yield "export", (case, folder / f"{name}-out", "--for", party), 0
    yield "agree", (ROOT / "examples" / "river",), 0
    yield "agree", (ROOT / "examples" / "river", "--package", "package-1"), 0
    yield "new", (folder / "talks",), 0
    for form in ("genius", "geniusweb", "negmas"):
        scenario = folder / f"{form}-scenario"
        yield "export", (ROOT / "examples" / "river", scenario, "--as", form, "--for", "mediators"), 0
        yield f"import {form}", (scenario, "-o", folder / f"{form}-again"), 0
    (folder / "points.yaml").write_text(
        "points: {dam: {north: 3, south: 1}, ford: {north: 1, south: 1}}\n", encoding="utf-8"
    )
    yield "divide", (folder / "points.yaml",), 0
    yield from record_calls(folder)
    broken = folder / "broken"
    broken.mkdir()
    (broken / "case.yaml").write_text("titel: River\n", encoding="utf-8")
    yield "check", (broken,), 1


def record_calls(folder: Path) -> Iterator[tuple[str, tuple[object, ...], int]]:
    """Every verb of a record."""
    place, sealed, secret = folder / "a.record", folder / "a.backup", folder / "passphrase"
    secret.write_text("correct horse", encoding="utf-8")
    told = ("--passphrase-file", secret)
    yield "record init", (place, "--recovery", folder / "r1.age", *told), 0
    yield "import folder", (ROOT / "examples" / "river", "--record", place), 0
    yield "check", (place,), 0
    yield "record attach", (place, "storm", secret), 0
    yield "record files", (place,), 0
    yield "record fetch", (place, "storm/passphrase", folder / "fetched"), 0
    yield "release", ("south-demand-freed", "--to", "north", "--record", place), 0
    yield "record head", (place,), 0
    yield "verify", ("--record", place), 0
    yield "record verify", (place, "--for", "north"), 0
    yield "backup", (sealed, "--record", place, *told), 0
    yield "record erase", (place, "storm", "--reason", "asked"), 0
    yield "record recovery", (place, folder / "r2.age", *told), 0
    yield "record lock", (place, folder / "locked.age", *told), 0
    yield "record recover", (place, folder / "locked.age", *told), 0
    yield "restore", (sealed, "--record", folder / "b.record", *told), 0
    yield "export", (folder / "whole", "--record", place), 0


VERBS = {"import folder": "import", "record verify": "verify"} | {
    f"record {word}": "record" for word in ("init", "attach", "fetch", "recovery", "lock", "recover")
}
"""By which name the result of a command goes, where that is not its own."""


def test_what_every_verb_prints_fits_its_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONETEXT_ROOTS", str(tmp_path / "roots"))
    seen = set()
    for command, arguments, code in calls(tmp_path):
        verb = VERBS.get(command, command.replace(" ", "-"))
        found = envelope(*command.split(), *arguments, code=code)
        faults = [f"{command}: {fault.json_path}: {fault.message}" for fault in schema(verb).iter_errors(found)]
        assert faults == []
        seen.add(command)
    assert seen == set(all_commands()) - {"serve"}  # which shows pages and prints no result


def test_the_schema_of_a_verb_refuses_another_verb_and_a_lost_key() -> None:
    found = envelope("check", ROOT / "examples" / "river")
    assert not schema("brief").is_valid(found)
    del found["result"]["problems"]
    assert not schema("check").is_valid(found)


# --- what people write ----------------------------------------------------------------------------------------------


class Editor(yaml.SafeLoader):
    """YAML as an editor reads it before its schema sees it: 1.2, so dates stay text, and `yes` and `no` too."""


class OlderEditor(yaml.SafeLoader):
    """The same in YAML 1.1, where `yes` and `no` are booleans, but for keys, which are names to an editor."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        for key, _ in node.value:
            key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep)


for loader, kept in ((Editor, ("timestamp", "bool")), (OlderEditor, ("timestamp",))):
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag.rpartition(":")[2] not in kept]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def written() -> Iterator[tuple[str, str, str]]:
    """Every file of the examples and the template: name, schema and text."""
    texts = {
        f"{name}/{path.relative_to(ROOT / 'examples' / name).as_posix()}": path.read_text(encoding="utf-8")
        for name in EXAMPLES
        for path in sorted((ROOT / "examples" / name).rglob("*.yaml"))
    }
    texts |= {f"template/{name}": text for name, text in template_texts().items() if name.endswith(".yaml")}
    for name, text in texts.items():
        yield name, "case" if name.endswith("/case.yaml") else "entries", text


@pytest.mark.parametrize("editor", [Editor, OlderEditor])
@pytest.mark.parametrize(("name", "form", "text"), [*written()], ids=lambda value: value if len(value) < 60 else "")
def test_an_editor_finds_no_fault_in_a_sound_file(
    name: str, form: str, text: str, editor: type[yaml.SafeLoader]
) -> None:
    faults = [
        f"{fault.json_path}: {fault.message}" for fault in schema(form).iter_errors(yaml.load(text, Loader=editor))
    ]
    assert faults == []


ENTRY: dict[str, Any] = {"id": "d1", "kind": "demand", "party": "north", "requires": {"truce": "at least 40 days"}}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "demnad"},
        {"reqires": {}},
        {"strength": "firm"},
        {"firmness": 2},
        {"id": "No Id"},
        {"requires": "truce"},
        {"party": None},
    ],
)
def test_an_editor_finds_what_is_broken_in_an_entry(change: dict[str, Any]) -> None:
    assert schema("entries").is_valid([ENTRY])
    assert not schema("entries").is_valid([ENTRY | change])
    assert not schema("entries").is_valid(ENTRY)


def test_an_editor_finds_what_is_broken_in_a_header() -> None:
    header = yaml.load(template_texts()["case.yaml"], Loader=Editor)
    assert schema("case").is_valid(header)
    for path, wrong in (
        (("issues", "crossing", "kind"), "choise"),
        (("parties",), "north"),
        (("peple",), {}),
        (("sources", "notebook", "grade"), "G9"),
    ):
        broken = copy.deepcopy(header)
        inner = broken
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = wrong
        assert not schema("case").is_valid(broken), path
