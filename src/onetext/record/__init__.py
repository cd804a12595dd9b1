"""The record: the home of a case in a database. Entries are only added; each is sealed under a key of its own and
linked into the chain of everybody who is told it, and into the chain of the whole.

Takes a place (a file, a PostgreSQL URL, `memory:`) and gives an open `Record`; takes entries, gives a `Case`. Plain
Python until a record is opened: Django is set up then.
"""

from onetext.record.append import Addition, append_entries, set_header
from onetext.record.erasure import Erased, backups_holding, erase_entry
from onetext.record.head import ChainHead, read_head, write_head
from onetext.record.opening import create_record, open_record
from onetext.record.place import MEMORY, Place, is_record, is_url
from onetext.record.reading import read_case
from onetext.record.record import Record
from onetext.record.verification import Break, Verification, verify_record

__all__ = [
    "Break",
    "ChainHead",
    "Addition",
    "Erased",
    "MEMORY",
    "Place",
    "Record",
    "Verification",
    "append_entries",
    "backups_holding",
    "create_record",
    "erase_entry",
    "is_record",
    "is_url",
    "open_record",
    "read_case",
    "read_head",
    "set_header",
    "verify_record",
    "write_head",
]
