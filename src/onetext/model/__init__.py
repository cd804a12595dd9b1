"""What things are, and their laws. No input or output, no solver, no randomness. One noun a file.

Takes and gives values: a `Case` is a `Header` and `Entry`s; `project` gives what a viewer may see of it,
`as_of` what was known at a moment, `situation_of` what stands.
"""

from onetext.model.agreement import Agreement, Guarantee, Right, Settlement
from onetext.model.anchor import Anchor, read_anchor, write_anchor
from onetext.model.assessment import Assessment, Comparison, Interval
from onetext.model.audience import Roster, Viewer
from onetext.model.case import SCHEMA, SECTIONS, Case, Constraint, Header, Meaning
from onetext.model.contradiction import Contradiction, find_contradictions
from onetext.model.coverage import Coverage, coverage_of
from onetext.model.cycle import find_cycles
from onetext.model.deadline import Deadline, Event
from onetext.model.delivery import Delivery, Finding, Incident, Notice, Power, Signature
from onetext.model.demand import Demand, Interest, Position
from onetext.model.entry import (
    ABOUT_KINDS,
    KINDS,
    Acknowledgement,
    Correction,
    Entry,
    Erasure,
    Release,
    id_key,
    record_order,
)
from onetext.model.flaw import Flaw
from onetext.model.formula import Formula, amount_of, quantity_between, read_formula, write_formula
from onetext.model.issue import Issue, read_value
from onetext.model.ledger import Account, Count, Ledger, Posting
from onetext.model.moment import UNKNOWN, Moment, read_moment, write_moment
from onetext.model.obligation import (
    Category,
    Counter,
    ExchangeKey,
    Extension,
    Measure,
    Milestone,
    Obligation,
    Quota,
    Renewal,
    Stage,
)
from onetext.model.outline import Outline, Part
from onetext.model.party import Actor, Body, Channel, Circle, Item, Mediator, Party
from onetext.model.person import Person, name_key, names_of
from onetext.model.plain import Fault, make, read_entry, read_plain, write_entry, write_header, write_plain
from onetext.model.predicate import Predicate, read_predicate, write_predicate
from onetext.model.problem import Problem, nearest_name
from onetext.model.projection import Teller, as_of, project, project_added, told_by_conveyance
from onetext.model.proposal import Conveyance, Proposal, Term
from onetext.model.quantity import Quantity, about, read_quantity, write_quantity
from onetext.model.reach import waits_of
from onetext.model.reference import Ref, Reference, names_in, references, with_references
from onetext.model.response import Answer, Approval, Response
from onetext.model.situation import Situation, apply, replay, situation_of
from onetext.model.soundness import check_agreement
from onetext.model.source import Citation, Source, grade_words
from onetext.model.statement import Meeting, Promise, Question, Rendering, Statement, Unnamed
from onetext.model.template import Fill, OnlyIf, Template, with_field, without_parts
from onetext.model.text import Criticism, Draft, Reading
from onetext.model.trigger import Trigger, read_trigger, write_trigger
from onetext.model.utility import Combination, Evaluation, Line, Utility, utility_of
from onetext.model.verdict import Verdict

__all__ = [
    "Account",
    "Acknowledgement",
    "Actor",
    "Agreement",
    "Anchor",
    "Answer",
    "Approval",
    "Assessment",
    "Body",
    "Case",
    "Category",
    "Channel",
    "Circle",
    "Citation",
    "Combination",
    "Comparison",
    "Trigger",
    "Constraint",
    "Contradiction",
    "Conveyance",
    "Correction",
    "Count",
    "Counter",
    "Coverage",
    "Criticism",
    "Deadline",
    "Delivery",
    "Demand",
    "Draft",
    "Entry",
    "Erasure",
    "Evaluation",
    "Event",
    "ExchangeKey",
    "Extension",
    "Fault",
    "Fill",
    "Finding",
    "Flaw",
    "Formula",
    "Guarantee",
    "Header",
    "Incident",
    "Interest",
    "Interval",
    "Issue",
    "Item",
    "ABOUT_KINDS",
    "KINDS",
    "Ledger",
    "Meaning",
    "Line",
    "Measure",
    "Mediator",
    "Meeting",
    "Milestone",
    "Moment",
    "Notice",
    "Obligation",
    "OnlyIf",
    "Outline",
    "Part",
    "Party",
    "Person",
    "Position",
    "Posting",
    "Power",
    "Predicate",
    "Problem",
    "Promise",
    "Proposal",
    "Quantity",
    "Question",
    "Quota",
    "Reading",
    "Ref",
    "Reference",
    "Release",
    "Renewal",
    "Rendering",
    "Response",
    "Right",
    "Roster",
    "SCHEMA",
    "SECTIONS",
    "Settlement",
    "Signature",
    "Situation",
    "Source",
    "Stage",
    "Statement",
    "Template",
    "Teller",
    "Term",
    "UNKNOWN",
    "Unnamed",
    "Utility",
    "Verdict",
    "Viewer",
    "about",
    "amount_of",
    "apply",
    "as_of",
    "check_agreement",
    "coverage_of",
    "find_contradictions",
    "find_cycles",
    "grade_words",
    "id_key",
    "make",
    "name_key",
    "names_of",
    "names_in",
    "nearest_name",
    "project",
    "project_added",
    "quantity_between",
    "read_anchor",
    "read_trigger",
    "read_entry",
    "read_formula",
    "read_moment",
    "read_plain",
    "read_predicate",
    "read_quantity",
    "read_value",
    "record_order",
    "references",
    "replay",
    "situation_of",
    "told_by_conveyance",
    "utility_of",
    "waits_of",
    "with_field",
    "with_references",
    "without_parts",
    "write_anchor",
    "write_trigger",
    "write_entry",
    "write_formula",
    "write_header",
    "write_moment",
    "write_plain",
    "write_predicate",
    "write_quantity",
]
