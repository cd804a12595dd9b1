"""The record: the home of a case in a database. Entries are only added; each is sealed under a key of its own and
linked into the chain of everybody who is told it, and into the chain of the whole.

Takes a place (a file, a PostgreSQL URL, `memory:`) and gives an open `Record`; takes entries, gives a `Case`. Plain
Python until a record is opened: Django is set up then.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from onetext.record.place import MEMORY, Place, is_record, is_url, show_place
from onetext.record.setting import set_up_django

if TYPE_CHECKING:
    from onetext.record.append import Addition, append_case, append_entries, set_header
    from onetext.record.attachment import Attached, attach_file, read_attachment, read_attachments
    from onetext.record.backup import write_backup
    from onetext.record.difference import Difference, find_difference
    from onetext.record.erasure import Erased, backups_holding, erase_entry
    from onetext.record.head import ChainHead, read_head, write_head
    from onetext.record.opening import create_record, grant, open_record
    from onetext.record.reading import has_case, header_of, read_case
    from onetext.record.record import Record
    from onetext.record.restoring import Restored, restore_backup
    from onetext.record.root import expect_absent, keep_root, read_recovery, write_recovery
    from onetext.record.verification import Break, Verification, verify_record

_DOORS: Final[dict[str, tuple[str, ...]]] = {
    "append": ("Addition", "append_case", "append_entries", "set_header"),
    "attachment": ("Attached", "attach_file", "read_attachment", "read_attachments"),
    "backup": ("write_backup",),
    "difference": ("Difference", "find_difference"),
    "erasure": ("Erased", "backups_holding", "erase_entry"),
    "head": ("ChainHead", "read_head", "write_head"),
    "opening": ("create_record", "grant", "open_record"),
    "reading": ("has_case", "header_of", "read_case"),
    "record": ("Record",),
    "restoring": ("Restored", "restore_backup"),
    "root": ("expect_absent", "keep_root", "read_recovery", "write_recovery"),
    "verification": ("Break", "Verification", "verify_record"),
}
"""Where each name is; a case folder is read without any of them, so none is loaded before it is asked for."""


def __getattr__(name: str) -> Any:
    for module, names in _DOORS.items():
        if name in names:
            return getattr(import_module(f"onetext.record.{module}"), name)
    raise AttributeError(name)


__all__ = [
    "Addition",
    "Attached",
    "Break",
    "ChainHead",
    "Difference",
    "Erased",
    "MEMORY",
    "Place",
    "Record",
    "Restored",
    "Verification",
    "append_case",
    "append_entries",
    "attach_file",
    "backups_holding",
    "create_record",
    "erase_entry",
    "expect_absent",
    "find_difference",
    "grant",
    "has_case",
    "header_of",
    "is_record",
    "is_url",
    "keep_root",
    "open_record",
    "read_attachment",
    "read_attachments",
    "read_case",
    "read_head",
    "read_recovery",
    "restore_backup",
    "set_header",
    "set_up_django",
    "show_place",
    "verify_record",
    "write_backup",
    "write_head",
    "write_recovery",
]
