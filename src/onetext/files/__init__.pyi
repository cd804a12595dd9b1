"""The names at the door of this room, and the module behind each."""

from .calendar import calendar_bytes as calendar_bytes
from .export import folder_text as folder_text, write_file as write_file, write_folder as write_folder
from .folder import (
    Progress as Progress,
    check_case as check_case,
    check_texts as check_texts,
    read_case as read_case,
    unseen as unseen,
)
from .genius import read_genius as read_genius, write_genius as write_genius
from .geniusweb import read_geniusweb as read_geniusweb, write_geniusweb as write_geniusweb
from .negmas import read_negmas as read_negmas, write_negmas as write_negmas
from .points import read_points as read_points
from .schema import case_schema as case_schema, entries_schema as entries_schema
from .template import template_texts as template_texts
from .workbook import workbook_bytes as workbook_bytes
