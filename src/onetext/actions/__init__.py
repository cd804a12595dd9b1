"""What a person can do, one function each. Takes plain values, reads files and records, calls stations, gives
results."""

from onetext.actions.agree import agree_case
from onetext.actions.ask import Inquired, ask_case
from onetext.actions.backup import backup_record, restore_record
from onetext.actions.believe import Believed, believe_case
from onetext.actions.bridge import Bridged, Wish, bridge_case, save_chart
from onetext.actions.brief import Briefing, brief_case
from onetext.actions.bring import FORMATS, export_scenario, import_scenario
from onetext.actions.check import check_folder
from onetext.actions.count import Counting, count_case
from onetext.actions.demo import demo_case
from onetext.actions.divide import divide_file
from onetext.actions.export import export_case, export_record
from onetext.actions.import_ import Imported, import_folder
from onetext.actions.monitor import monitor_case
from onetext.actions.new import new_case
from onetext.actions.page import check_target, write_page
from onetext.actions.record import attach, erase, fetch, list_files, make_record, recover_root, save_recovery
from onetext.actions.release import Released, release_entry
from onetext.actions.save import save_calendar, save_workbook
from onetext.actions.stick import Stalemate, stick_case
from onetext.actions.verify import Verified, find_heads, head_text, verify_place
from onetext.record import Place, is_url, show_place
from onetext.solving import Search

__all__ = [
    "Believed",
    "Bridged",
    "Briefing",
    "Counting",
    "FORMATS",
    "Imported",
    "Inquired",
    "Place",
    "Released",
    "Search",
    "Stalemate",
    "Wish",
    "Verified",
    "agree_case",
    "ask_case",
    "attach",
    "backup_record",
    "believe_case",
    "bridge_case",
    "brief_case",
    "check_folder",
    "check_target",
    "count_case",
    "demo_case",
    "divide_file",
    "erase",
    "export_case",
    "export_record",
    "export_scenario",
    "fetch",
    "find_heads",
    "head_text",
    "import_folder",
    "import_scenario",
    "is_url",
    "list_files",
    "make_record",
    "monitor_case",
    "new_case",
    "recover_root",
    "release_entry",
    "restore_record",
    "save_calendar",
    "save_chart",
    "save_recovery",
    "save_workbook",
    "show_place",
    "stick_case",
    "verify_place",
    "write_page",
]
