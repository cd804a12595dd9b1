"""Proposal: where it stands, its terms beside those of the versions before, what it covers."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from onetext.model.brief import ProposalStanding
from onetext.reporting import Page, compare_versions, proposal_blocks
from onetext.web.desk import Desk


def choose(desk: Desk) -> HttpResponse:
    """The newest proposal that still waits for somebody, else the newest; the page says which others there are."""
    standings = desk.view.brief().brief.proposals
    waiting = [standing for standing in standings if standing.pending_with] or standings
    if not waiting:
        return desk.draw("proposal_none.html", title="Proposal")
    return show(desk, waiting[0].id)


def show(desk: Desk, name: str) -> HttpResponse:
    """One proposal that no later version replaces; of one that was replaced or withdrawn since, its entry."""
    brief = desk.view.brief().brief
    standing = next((standing for standing in brief.proposals if standing.id == name), None)
    if standing is None:
        if name in desk.words.numbers:
            return redirect(desk.link("entry", name=name))
        raise Http404
    entries = {entry.id: entry for entry in desk.view.current.entries}
    blocks = tuple(proposal_blocks(standing, brief, desk.view.current, desk.words))
    return desk.draw_page(
        Page(desk.words.entry_name(name), "", blocks),
        "proposal.html",
        title=desk.words.entry_name(name),
        name=name,
        lead=f"by {desk.words.names(entries[name].body.author)}",  # type: ignore[union-attr]
        versions=compare_versions(standing, desk.words, entries),
        audience=entries[name].audience,
        others=[_other(desk, other) for other in brief.proposals if other.id != name][:12],
    )


def _other(desk: Desk, standing: ProposalStanding) -> tuple[str, str]:
    return desk.link("proposed", name=standing.id), desk.words.entry_name(standing.id)
