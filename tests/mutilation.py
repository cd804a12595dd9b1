"""Texts of sound cases, damaged as hands, tools and disks damage them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from onetext.files import folder_text, template_texts
from tests.strategies import make_case

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRAPS = ("\t", ": ", "- ", "'", '"', "{", "}", "[", "]", "&a ", "*a", "!x ", "#", "---\n", "...\n", "|\n", ">\n", "?", "%", "@", "\x00", "\x07", "\ufeff", "\u2028", "\U0010ffff", "kind: ", "<<: ", "~", ",", "\\", "\n", " ", "é", "9" * 400, "1e999999", "NaN", "-")  # fmt: skip


def sound_texts(chance: random.Random) -> dict[str, str]:
    """The texts of a generated case, of an example or of the template."""
    examples = [path for path in sorted(EXAMPLES.glob("*")) if path.is_dir()]
    choice = chance.random()
    if choice < 0.6 or not examples:
        return folder_text(make_case(chance.randrange(2**32), 6))
    if choice < 0.7:
        return {name: text for name, text in template_texts().items() if name.endswith(".yaml")}
    folder = chance.choice(examples)
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))
    }


def mutilated(seed: int) -> dict[str, str]:
    """The texts that a seed stands for, with some damage in one file."""
    chance = random.Random(seed)
    texts = sound_texts(chance)
    name = chance.choice(sorted(texts))
    for _ in range(chance.randint(1, 4)):
        texts[name] = damaged(texts[name], chance)
    return texts


def damaged(text: str, chance: random.Random) -> str:
    """A text with one damage: characters or lines taken out, put in, swapped, or another place's words."""
    lines = text.split("\n")
    here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
    at = chance.randrange(len(text) + 1)
    match chance.randrange(9):
        case 0:
            return text[:at] + text[at + chance.randint(1, 9) :]
        case 1:
            return text[:at] + chance.choice(SCRAPS) + text[at:]
        case 2:
            lines[here], lines[there] = lines[there], lines[here]
        case 3:
            del lines[here]
        case 4:
            lines.insert(here, lines[there])
        case 5:
            lines[here] = chance.choice(("  ", " ", "\t")) + lines[here]
        case 6:
            lines[here] = lines[here][:-1].lstrip()
        case 7:
            key, colon, _ = lines[here].partition(":")
            lines[here] = f"{key}{colon} {lines[there].partition(':')[2].strip()}"
        case _:
            return (
                text[:at]
                + chr(
                    chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000), chance.randrange(128)))
                )
                + text[at + 1 :]
            )
    return "\n".join(lines)


def mutilated_bytes(seed: int) -> Mapping[str, bytes]:
    """The files that a seed stands for, with random bytes in one of them, or nothing but random bytes."""
    chance = random.Random(("bytes", seed).__repr__())
    files = {name: text.encode() for name, text in sound_texts(chance).items()}
    name = chance.choice(sorted(files))
    at, noise = chance.randrange(len(files[name]) + 1), chance.randbytes(chance.randint(1, 40))
    return files | {
        name: noise if chance.random() < 0.2 else files[name][:at] + noise + files[name][at + len(noise) // 2 :]
    }
