"""What a person can do, one function each. Takes plain values, reads files, calls stations, gives results."""

from onetext.actions.agree import agree_case
from onetext.actions.bridge import Bridged, bridge_case, save_chart
from onetext.actions.brief import Briefing, brief_case
from onetext.actions.bring import FORMATS, export_scenario, import_scenario
from onetext.actions.check import check_folder
from onetext.actions.count import Counting, count_case
from onetext.actions.demo import demo_case
from onetext.actions.divide import divide_file
from onetext.actions.export import export_case
from onetext.actions.monitor import monitor_case
from onetext.actions.new import new_case
from onetext.actions.page import check_target, write_page
from onetext.actions.save import save_calendar, save_workbook
from onetext.actions.stick import Stalemate, stick_case
from onetext.solving import Search

__all__ = [
    "Bridged",
    "Briefing",
    "FORMATS",
    "Counting",
    "Search",
    "Stalemate",
    "agree_case",
    "bridge_case",
    "brief_case",
    "check_folder",
    "check_target",
    "count_case",
    "demo_case",
    "divide_file",
    "export_case",
    "export_scenario",
    "import_scenario",
    "monitor_case",
    "new_case",
    "save_calendar",
    "save_chart",
    "save_workbook",
    "stick_case",
    "write_page",
]
