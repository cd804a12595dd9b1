"""The names at the door of this room, and the module behind each."""

from .calendar import calendar_bytes as calendar_bytes
from .export import ENTRIES_FILE as ENTRIES_FILE
from .export import folder_text as folder_text
from .export import write_file as write_file
from .export import write_folder as write_folder
from .folder import Progress as Progress
from .folder import check_case as check_case
from .folder import check_texts as check_texts
from .folder import read_case as read_case
from .folder import unseen as unseen
from .genius import read_genius as read_genius
from .genius import write_genius as write_genius
from .geniusweb import read_geniusweb as read_geniusweb
from .geniusweb import write_geniusweb as write_geniusweb
from .negmas import read_negmas as read_negmas
from .negmas import write_negmas as write_negmas
from .points import read_points as read_points
from .schema import case_schema as case_schema
from .schema import entries_schema as entries_schema
from .template import template_texts as template_texts
from .workbook import workbook_bytes as workbook_bytes
