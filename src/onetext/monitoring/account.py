"""What is alleged and what was found, with rival accounts of one incident side by side."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import Entry, Finding
from onetext.model.standing import Violation
from onetext.monitoring.evidence import Evidence


def find_violations(evidence: Evidence) -> Iterator[Violation]:
    """Every allegation, with what was found on it; and every violation found that nobody had alleged.

    An allegation alone changes no state: it is "established" once the agreed body found a violation.
    """
    on_incident: dict[str, tuple[Entry, Finding]] = {}
    for _, entry, finding in evidence.findings:
        if finding.incident is not None:
            on_incident[finding.incident] = (entry, finding)
    for _, entry, incident in evidence.incidents:
        judged = on_incident.get(entry.id)
        established = judged is not None and judged[1].result == "violation"
        yield Violation(
            obligation=incident.clause or (judged[1].clause if judged is not None else None),
            status="established" if established else "alleged",
            by=incident.by,
            finding=judged[0].id if judged is not None else None,
            found=judged[1].result if judged is not None else None,
            incident=entry.id,
        )
    for _, entry, finding in evidence.findings:
        if finding.incident is None and finding.result == "violation":
            yield Violation(finding.clause, "established", None, entry.id, finding.result)


def find_accounts(evidence: Evidence) -> Iterator[tuple[str, ...]]:
    """Incidents of which there is more than one account, each as its accounts."""
    groups: dict[str, list[str]] = {}
    known = {entry.id: incident.account_of for _, entry, incident in evidence.incidents}
    for name in known:
        root, seen = name, {name}
        first = known[name]
        while first is not None and first in known and first not in seen:
            root = first
            seen.add(root)
            first = known[root]
        groups.setdefault(root, []).append(name)
    yield from (tuple(names) for names in groups.values() if len(names) > 1)
