"""Conditions as an outline of lines, for those that no row of simple fields can say.

A line is `name: value`, or `name:` with what it holds indented below it; the items of a list begin with a dash.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_STEP = "  "


def write_outline(plain: Any) -> str:
    """Plain data as an outline.

    >>> print(write_outline({"any": [{"crossing": "open"}, {"not": {"truce": "0 days"}}]}))
    any:
      - crossing: open
      - not:
          truce: 0 days
    """
    return plain if isinstance(plain, str) else "\n".join(_lines(plain))


def _lines(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for key, value in plain.items():
            if isinstance(value, str):
                yield f"{key}: {value}"
            else:
                yield f"{key}:"
                yield from (f"{_STEP}{line}" for line in _lines(value))
    else:
        for item in plain:
            first, *rest = [item] if isinstance(item, str) else _lines(item)
            yield f"- {first}"
            yield from (f"{_STEP}{line}" for line in rest)


def read_outline(text: str) -> Any:
    """The plain data of an outline. Raises ValueError with advice.

    >>> read_outline("any:\\n  - crossing: open\\n  - not:\\n      truce: 0 days")
    {'any': [{'crossing': 'open'}, {'not': {'truce': '0 days'}}]}
    """
    lines = [(len(line) - len(line.lstrip(" ")), line.strip()) for line in text.splitlines() if line.strip()]
    found, rest = _block(lines)
    if rest:
        raise ValueError(f"the line '{rest[0][1]}' is not in line with the others (begin it further right)")
    return found


def _block(lines: list[tuple[int, str]]) -> tuple[Any, list[tuple[int, str]]]:
    if not lines:
        raise ValueError("nothing stands below a line that ends in a colon (write what it holds, further right)")
    depth, first = lines[0]
    if first == "-" or first.startswith("- "):
        return _list(lines, depth)
    return _mapping(lines, depth)


def _list(lines: list[tuple[int, str]], depth: int) -> tuple[list[Any], list[tuple[int, str]]]:
    found: list[Any] = []
    while lines and lines[0][0] == depth and lines[0][1].startswith("-"):
        own = [(depth + 2, lines[0][1][1:].strip())]
        lines = lines[1:]
        while lines and lines[0][0] > depth:
            own.append(lines[0])
            lines = lines[1:]
        if len(own) == 1 and not _is_pair(own[0][1]):
            found.append(own[0][1])
        else:
            item, rest = _block(own)
            if rest:
                raise ValueError(f"the line '{rest[0][1]}' is not in line with the others (begin it further right)")
            found.append(item)
    return found, lines


def _is_pair(text: str) -> bool:
    return ": " in text or text.endswith(":")


def _mapping(lines: list[tuple[int, str]], depth: int) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    found: dict[str, Any] = {}
    while lines and lines[0][0] == depth:
        text, lines = lines[0][1], lines[1:]
        if not _is_pair(text):
            raise ValueError(f"the line '{text}' has no colon (write what it is about, a colon, and its value)")
        key, _, value = (text[:-1], "", "") if text.endswith(":") else text.partition(": ")
        if key in found:
            raise ValueError(f"'{key}' is here twice (keep one of them)")
        if value:
            found[key] = value
        else:
            below = lines and (lines[0][0] > depth)
            if not below:
                raise ValueError(f"nothing stands below '{key}' (write what it holds, further right)")
            found[key], lines = _block(lines)
    return found, lines
