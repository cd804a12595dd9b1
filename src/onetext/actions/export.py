"""Write a viewer's own folder."""

from __future__ import annotations

from pathlib import Path

from onetext import record
from onetext.actions.view import read_record, view_case
from onetext.errors import NotForThisViewer, UsageError
from onetext.files import ENTRIES_FILE, Progress, folder_text, pack_folder, unseen, write_folder
from onetext.model import Case
from onetext.record import Place, is_record


def export_case(
    folder: Place,
    target: Path,
    viewer: str | None = None,
    at: str | None = None,
    progress: Progress = unseen,
) -> tuple[Case, tuple[str, ...]]:
    """Write what a viewer may see as a folder of its own; the projection and the files written.

    Out of a record the viewer's chain goes with it, unless it is as of a moment. Without a viewer, only a folder that
    was itself made for one is written again. Raises UsageError, TargetNotEmpty, and what reading raises; then nothing
    is written.
    """
    if not is_record(folder) and Path(folder).resolve() in (target.resolve(), *target.resolve().parents):
        raise UsageError(f"{target} lies in the case itself", "name a folder outside it")
    case, _ = view_case(folder, viewer, at, progress, fallback=None)
    texts = folder_text(case)
    if is_record(folder) and at is None:
        texts |= _chain_of(folder, case)
    write_folder(texts, target)
    return case, tuple(texts)


def _chain_of(place: Place, case: Case) -> dict[str, str]:
    """A viewer's own chain, which proves the words of its folder; a member of a circle has none."""
    assert case.header.viewer is not None
    with record.open_record(place) as held:
        if record.header_of(held).viewer is not None:
            return {}
        try:
            chain = record.find_chain(held, case.header.viewer)
        except NotForThisViewer:
            return {}
    return {} if chain is None else {record.CHAIN_FILE: record.write_chain(chain)}


def export_record(place: Place, target: Path) -> tuple[Case, tuple[str, ...]]:
    """Write all that a record holds as a folder, for its keeper; the case and the files written.

    Importing that folder into an empty record gives the same case. Raises TargetNotEmpty and what reading raises.
    """
    case = read_record(place, None)
    texts = folder_text(case)
    write_folder(texts, target)
    return case, tuple(texts)


def pack_case(case: Case) -> bytes:
    """What a viewer may see as a ZIP of the folder that `export_case` writes of a folder: the same bytes for equal
    projections. The viewer's chain is not in it, since that is the record's own."""
    assert case.header.viewer is not None
    return pack_folder(folder_text(case), case.header.viewer)


def entry_text(case: Case, name: str) -> str:
    """One entry of a projection as it would stand in a folder."""
    whole = folder_text(Case(case.header, tuple(entry for entry in case.entries if entry.id == name)))
    return whole[ENTRIES_FILE]
