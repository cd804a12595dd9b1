"""Everything that crosses the file border: the case folder, its faults as file:line, its schema.

Takes a folder and gives a `Case`, or every problem in it; takes a `Case` and writes a folder.
"""

from onetext.files.addition import check_addition, check_header, fits_finder, name_finder
from onetext.files.calendar import calendar_bytes
from onetext.files.export import ENTRIES_FILE, folder_text, write_file, write_folder
from onetext.files.folder import HEADER_FILE, Progress, check_case, check_texts, read_case, unseen
from onetext.files.genius import read_genius, write_genius
from onetext.files.geniusweb import read_geniusweb, write_geniusweb
from onetext.files.keeping import (
    Kept,
    digest_texts,
    merge_headers,
    plan_texts,
    read_kept,
    read_texts,
    write_kept,
    write_texts,
)
from onetext.files.negmas import read_negmas, write_negmas
from onetext.files.points import read_points
from onetext.files.schema import case_schema, entries_schema
from onetext.files.template import template_texts
from onetext.files.workbook import workbook_bytes

__all__ = [
    "ENTRIES_FILE",
    "HEADER_FILE",
    "Kept",
    "Progress",
    "calendar_bytes",
    "check_addition",
    "case_schema",
    "check_case",
    "check_header",
    "check_texts",
    "digest_texts",
    "entries_schema",
    "fits_finder",
    "folder_text",
    "merge_headers",
    "name_finder",
    "plan_texts",
    "read_case",
    "read_genius",
    "read_geniusweb",
    "read_kept",
    "read_negmas",
    "read_points",
    "read_texts",
    "template_texts",
    "unseen",
    "write_file",
    "workbook_bytes",
    "write_folder",
    "write_genius",
    "write_geniusweb",
    "write_kept",
    "write_negmas",
    "write_texts",
]
