"""The case folder: nothing is lost on the way into it and out of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, strategies as st

from onetext.errors import TargetNotEmpty
from onetext.files import check_case, check_texts, folder_text, read_case, template_texts, write_folder
from onetext.model import Case
from tests.cast import case
from tests.strategies import SEEDS, cases


@given(cases())
def test_a_case_reads_back_from_its_folder(case: Case) -> None:
    back, problems = check_texts(folder_text(case))
    assert (back, problems) == (case, [])
    assert back is not None
    assert back.fingerprint == case.fingerprint


@given(cases())
def test_what_is_written_twice_is_written_the_same(case: Case) -> None:
    back, _ = check_texts(folder_text(case))
    assert back is not None
    assert folder_text(back) == folder_text(case)


@given(cases(), SEEDS)
def test_the_order_and_the_number_of_files_change_nothing(case: Case, seed: int) -> None:
    back, problems = check_texts(scattered(folder_text(case), random.Random(seed)))
    assert (back, problems) == (case, [])
    assert back is not None
    assert back.fingerprint == case.fingerprint


def scattered(texts: dict[str, str], chance: random.Random) -> dict[str, str]:
    """The entries of a folder in another order and over several files, some of them empty or deep."""
    names = ["a.yaml", "z.yaml", "deep/er/b.yml", "ملف.yaml"]
    files: dict[str, list[str]] = {name: [] for name in names}
    for item in texts["entries.yaml"].split("\n- id: ") if texts["entries.yaml"].startswith("- id: ") else []:
        files[chance.choice(names)].append(f"- id: {item.removeprefix('- id: ')}")
    for held in files.values():
        chance.shuffle(held)
    pairs = [
        ("case.yaml", texts["case.yaml"]),
        *((name, "# a note\n\n" + "\n".join(held)) for name, held in files.items()),
    ]
    chance.shuffle(pairs)
    return dict(pairs)


@given(cases())
def test_layout_comments_and_quotes_change_nothing(case: Case) -> None:
    texts = {
        name: yaml.dump(yaml.load(text, yaml.BaseLoader), default_style='"', indent=6, width=40, sort_keys=False)
        for name, text in folder_text(case).items()
    }
    back, problems = check_texts({name: f"# first\n{text}\n# last" for name, text in texts.items()})
    assert (back, problems) == (case, [])


@given(cases(), st.sampled_from(["\r\n", "\n"]), st.sampled_from(["", "\ufeff"]))
def test_a_folder_on_disk_reads_back_whatever_wrote_its_lines(
    tmp_path_factory: pytest.TempPathFactory, case: Case, newline: str, mark: str
) -> None:
    folder = tmp_path_factory.mktemp("case")
    for name, text in folder_text(case).items():
        (folder / name).write_bytes((mark + text.replace("\n", newline)).encode())
    assert check_case(folder) == (case, [])


def test_a_folder_is_for_its_owner_only_and_never_overwrites(tmp_path: Path) -> None:
    write_folder(folder_text(case()), tmp_path / "new")
    assert read_case(tmp_path / "new") == case()
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    with pytest.raises(TargetNotEmpty):
        write_folder({"case.yaml": "title: other\n"}, tmp_path / "new")
    assert read_case(tmp_path / "new") == case()


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_folder({"case.yaml": "title: River\n", "b.yaml": None}, tmp_path / "new")  # type: ignore[dict-item]
    assert list(tmp_path.iterdir()) == []


def test_the_template_is_a_sound_case() -> None:
    assert check_texts({name: text for name, text in template_texts().items() if name.endswith(".yaml")})[1] == []


def test_names_and_aliases_of_people_sides_and_issues_stand_for_their_ids() -> None:
    texts = folder_text(case())
    by_alias = "- {id: s1, kind: statement, speaker: ناديا, for: NORTH, to: [Mira, סמי], about: the first  day, words: '...'}\n"
    by_id = "- {id: s1, kind: statement, speaker: nadia, for: north, to: [mira, sami], about: start, words: '...'}\n"
    assert check_texts(texts | {"a.yaml": by_alias}) == check_texts(texts | {"a.yaml": by_id})
    assert check_texts(texts | {"a.yaml": by_alias})[1] == []
