"""Everything that crosses the file border: the case folder, its faults as file:line, its schema.

Takes a folder and gives a `Case`, or every problem in it; takes a `Case` and writes a folder.
"""

from onetext.files.export import folder_text, write_file, write_folder
from onetext.files.folder import Progress, check_case, check_texts, read_case, unseen
from onetext.files.schema import case_schema, entries_schema
from onetext.files.template import template_texts

__all__ = [
    "Progress",
    "case_schema",
    "check_case",
    "check_texts",
    "entries_schema",
    "folder_text",
    "read_case",
    "template_texts",
    "unseen",
    "write_file",
    "write_folder",
]
