"""The names at the door of this room, and the module behind each."""

from .append import (
    Addition as Addition,
    append_case as append_case,
    append_entries as append_entries,
    set_header as set_header,
)
from .attachment import (
    Attached as Attached,
    attach_file as attach_file,
    read_attachment as read_attachment,
    read_attachments as read_attachments,
)
from .backup import write_backup as write_backup
from .chain import (
    CHAIN_FILE as CHAIN_FILE,
    Chain as Chain,
    find_chain as find_chain,
    read_chain as read_chain,
    verify_chain as verify_chain,
    write_chain as write_chain,
)
from .difference import Difference as Difference, find_difference as find_difference
from .erasure import (
    Erased as Erased,
    backups_holding as backups_holding,
    erase_entry as erase_entry,
    lock_root as lock_root,
)
from .head import ChainHead as ChainHead, read_head as read_head, write_head as write_head
from .opening import create_record as create_record, grant as grant, open_record as open_record
from .place import (
    MEMORY as MEMORY,
    Place as Place,
    is_record as is_record,
    is_url as is_url,
    show_place as show_place,
)
from .reading import has_case as has_case, header_of as header_of, read_case as read_case
from .record import Record as Record
from .restoring import Restored as Restored, restore_backup as restore_backup
from .root import (
    expect_absent as expect_absent,
    keep_root as keep_root,
    read_recovery as read_recovery,
    write_recovery as write_recovery,
)
from .verification import Break as Break, Verification as Verification, verify_record as verify_record
