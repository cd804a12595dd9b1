"""The agreement that follows from a package."""

from __future__ import annotations

from onetext.errors import UsageError
from onetext.model import Proposal, Situation, Template
from onetext.model.filling import Agreed, fill_template


def agree_on(situation: Situation, package: str | None = None, template: str | None = None) -> Agreed:
    """The agreement that follows from a package (default: the newest that no later version replaces) by a template
    (default: the first that looks at one of its issues).

    Raises UsageError where there is no such package or template.

    >>> from onetext.model import Header, replay
    >>> agree_on(replay(Header(title="River"), []))
    Traceback (most recent call last):
    onetext.errors.UsageError: there is no package
    """
    chosen, proposal = _package(situation, package)
    name, found = _template(situation, proposal, template)
    return fill_template(name, found, proposal.terms, situation.header, chosen)


def _package(situation: Situation, wanted: str | None) -> tuple[str, Proposal]:
    proposals = {entry.id: body for entry, body in situation.of(Proposal)}
    if wanted is not None and wanted not in proposals:
        raise UsageError(f"'{wanted}' is no proposal", _name_one(proposals))
    standing = [name for name, body in proposals.items() if name not in situation.replaced and body.terms]
    if wanted is None and not standing:
        raise UsageError("there is no package", "record a proposal with terms first")
    chosen = wanted if wanted is not None else standing[-1]
    return chosen, proposals[chosen]


def _template(situation: Situation, proposal: Proposal, wanted: str | None) -> tuple[str, Template]:
    templates = situation.header.templates
    if wanted is not None and wanted not in templates:
        raise UsageError(f"'{wanted}' is no template", _name_one(templates))
    issues = {term.issue for term in proposal.terms}
    fitting = [name for name, item in templates.items() if issues & set(item.issues())]
    chosen = wanted or next(iter([*fitting, *templates]), None)
    if chosen is None:
        raise UsageError("there is no template", "add one to the header, under 'templates:'")
    return chosen, templates[chosen]


def _name_one(names: object) -> str:
    known = list(names) if isinstance(names, dict) else []
    return f"name one of: {', '.join(known)}" if known else "record one first"
