"""XML as a small tree that knows its lines. Definitions of entities are refused: no such file needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

DEPTH = 200


@dataclass
class Element:
    """One element: its name, attributes, line and children."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)

    def of(self, name: str) -> Iterator[Element]:
        """The children of a name, whatever its case."""
        return (child for child in self.children if child.name.lower() == name.lower())

    def all(self, name: str) -> Iterator[Element]:
        """Everything below of a name."""
        for child in self.children:
            if child.name.lower() == name.lower():
                yield child
            yield from child.all(name)


class NotXml(ValueError):
    """The text is no XML that is read here; `line` says where."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


def read_xml(text: str) -> Element:
    """The root of an XML text. Raises NotXml, with what is wrong and how to mend it as "what (fix)".

    >>> read_xml("<a><b n='1'/></a>").children[0].attributes
    {'n': '1'}
    """
    root = Element("", {}, 1)
    stack = [root]
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEPTH:
            raise NotXml("elements lie too deep in one another (at most 200)", parser.CurrentLineNumber)
        element = Element(name, attributes, parser.CurrentLineNumber)
        stack[-1].children.append(element)
        stack.append(element)

    def end(name: str) -> None:
        stack.pop()

    def refuse(*found: object) -> None:
        raise NotXml("this text defines its own entities or types (take the DOCTYPE out)", parser.CurrentLineNumber)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.strip(), True)
    except expat.ExpatError as error:
        raise NotXml(f"this is no sound XML: {expat.ErrorString(error.code)} (mend it here)", error.lineno) from None
    return root.children[0]
