"""What a person can do, one function each. Takes plain values, reads files and records, calls stations, gives
results."""

from onetext.actions.agree import agree_case
from onetext.actions.backup import backup_record, restore_record
from onetext.actions.bridge import Bridged, bridge_case, save_chart
from onetext.actions.brief import Briefing, brief_case
from onetext.actions.bring import FORMATS, export_scenario, import_scenario
from onetext.actions.check import check_folder
from onetext.actions.count import Counting, count_case
from onetext.actions.demo import demo_case
from onetext.actions.divide import divide_file
from onetext.actions.enter import (
    add_entry,
    add_item,
    change_header,
    draft_entry,
    entry_id,
    find_fits,
    find_names,
    find_uses,
    item_type,
    now_here,
    open_header,
    put_header,
    today_here,
    undo_of,
)
from onetext.actions.export import entry_text, export_case, export_record
from onetext.actions.import_ import Imported, import_folder
from onetext.actions.keep import Writing, bring_in_folder, plan_writing, write_into_folder
from onetext.actions.monitor import monitor_case
from onetext.actions.new import new_case
from onetext.actions.page import check_target, write_page
from onetext.actions.record import attach, erase, fetch, list_files, make_record, recover_root, save_recovery
from onetext.actions.release import PlannedRelease, Released, plan_release, release_entry
from onetext.actions.save import save_calendar, save_workbook
from onetext.actions.serve import UNTITLED, open_workspace
from onetext.actions.stick import Stalemate, stick_case
from onetext.actions.verify import Verified, find_heads, head_text, verify_place
from onetext.actions.workspace import View, Workspace
from onetext.record import Place, is_url, set_up_django, show_place
from onetext.solving import Search

__all__ = [
    "Bridged",
    "Briefing",
    "Counting",
    "FORMATS",
    "Imported",
    "Place",
    "PlannedRelease",
    "Released",
    "Search",
    "Stalemate",
    "UNTITLED",
    "Verified",
    "View",
    "Workspace",
    "Writing",
    "add_entry",
    "add_item",
    "agree_case",
    "attach",
    "backup_record",
    "bridge_case",
    "brief_case",
    "bring_in_folder",
    "change_header",
    "check_folder",
    "check_target",
    "count_case",
    "demo_case",
    "divide_file",
    "draft_entry",
    "entry_id",
    "entry_text",
    "erase",
    "export_case",
    "export_record",
    "export_scenario",
    "fetch",
    "find_heads",
    "find_fits",
    "find_names",
    "find_uses",
    "head_text",
    "import_folder",
    "import_scenario",
    "is_url",
    "item_type",
    "list_files",
    "make_record",
    "monitor_case",
    "new_case",
    "now_here",
    "open_header",
    "open_workspace",
    "plan_release",
    "plan_writing",
    "put_header",
    "recover_root",
    "release_entry",
    "restore_record",
    "save_calendar",
    "save_chart",
    "save_recovery",
    "save_workbook",
    "set_up_django",
    "show_place",
    "stick_case",
    "today_here",
    "undo_of",
    "verify_place",
    "write_into_folder",
    "write_page",
]
