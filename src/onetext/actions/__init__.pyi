"""The names at the door of this room, and the module behind each."""

from .agree import agree_case as agree_case
from .backup import backup_record as backup_record, restore_record as restore_record
from .bridge import Bridged as Bridged, bridge_case as bridge_case, save_chart as save_chart
from .brief import Briefing as Briefing, brief_case as brief_case
from .bring import FORMATS as FORMATS, export_scenario as export_scenario, import_scenario as import_scenario
from .check import check_folder as check_folder
from .count import Counting as Counting, count_case as count_case
from .demo import demo_case as demo_case
from .divide import divide_file as divide_file
from .export import export_case as export_case, export_record as export_record
from .import_ import Imported as Imported, import_folder as import_folder
from .monitor import monitor_case as monitor_case
from .new import new_case as new_case
from .page import check_target as check_target, write_page as write_page
from .place import Place as Place, is_url as is_url, show_place as show_place
from .record import (
    attach as attach,
    erase as erase,
    fetch as fetch,
    list_files as list_files,
    lock_root as lock_root,
    make_record as make_record,
    recover_root as recover_root,
    save_recovery as save_recovery,
)
from .release import Released as Released, release_entry as release_entry
from .save import save_calendar as save_calendar, save_workbook as save_workbook
from .stick import Search as Search, Stalemate as Stalemate, stick_case as stick_case
from .verify import (
    Verified as Verified,
    find_heads as find_heads,
    head_text as head_text,
    verify_folder as verify_folder,
    verify_place as verify_place,
)
