"""Scenarios of Genius: XML of a domain and one profile a party.

Read as Genius reads: an issue's evaluation is divided by the largest of that issue, then weighted; an integer issue is
slope * (value - lower bound) + offset, kept within [0, 1]; of a hyper-rectangle both ends count, EXCLUDES is the
complement of INCLUDES, and the sum is divided by the largest utility and not more than 1.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import quoteattr

from onetext.files.scenario import Box, Scenario, ScenarioIssue, Side, Worth, read_texts
from onetext.files.xml import Element, NotXml, read_xml
from onetext.model import Line
from onetext.model.problem import what_and_fix

_ZERO, _ONE = Decimal(0), Decimal(1)


def read_genius(folder: Path) -> Scenario:
    """The scenario in a folder of Genius XML, with its faults and what is lost."""
    scenario = Scenario(folder.name)
    roots: dict[Path, Element] = {}
    for path, text in read_texts(folder, (".xml",), scenario).items():
        if not text.lstrip().startswith("<"):
            scenario.lost.append(f"{path.name}, which is no XML")
            continue
        try:
            roots[path] = read_xml(text)
        except NotXml as error:
            scenario.fault(path, error.line, *what_and_fix(error))
    domains = {path: root for path, root in roots.items() if root.name == "negotiation_template"}
    profiles = {path: root for path, root in roots.items() if root.name == "utility_space"}
    if len(domains) != 1:
        said = "no domain was found" if not domains else "several domains were found"
        if not scenario.problems:
            scenario.fault(folder, 1, said, "keep one file with a <negotiation_template>")
        return scenario
    (domain, root), *_ = domains.items()
    places = _read_issues(scenario, domain, root)
    for path in _in_order(root, profiles):
        scenario.sides.append(_Profile(scenario, path, profiles[path], places).read())
    scenario.lost += [
        f"{path.name}, which is no domain or profile" for path in roots if path not in {*domains, *profiles}
    ]
    if not scenario.problems:
        scenario.settle(folder)
    return scenario


def _in_order(root: Element, profiles: dict[Path, Element]) -> list[Path]:
    """The profiles in the order in which the domain names them, then by name."""
    named = [agent.attributes.get("utility_space", "") for agent in root.all("agent")]
    return sorted(profiles, key=lambda path: (named.index(path.name) if path.name in named else len(named), path.name))


def _read_issues(scenario: Scenario, path: Path, root: Element) -> dict[str, int]:
    """The issues of a domain; the place of each by its index."""
    places: dict[str, int] = {}
    for element in root.all("issue"):
        index, name = element.attributes.get("index", ""), element.attributes.get("name", "")
        kind = _kind(element)
        issue = ScenarioIssue(name or f"issue {index}")
        if kind == "discrete":
            named = [item.attributes.get("value", "") for item in element.of("item")]
            issue.options = scenario.once(name, named)
            if not named:
                scenario.fault(path, element.line, f"the issue '{name}' has no value", "give it at least one <item>")
        elif kind == "integer":
            ends = element.attributes
            issue.lo = scenario.number(ends.get("lowerbound"), path, element.line, "the lower bound")
            issue.hi = scenario.number(ends.get("upperbound"), path, element.line, "the upper bound")
            if issue.lo is not None and issue.hi is not None and issue.hi < issue.lo:
                scenario.fault(path, element.line, f"the issue '{name}' ends below its start", "swap the bounds")
        else:
            scenario.fault(path, element.line, f"issues of type '{kind}' have no exact frontier", "make it discrete")
        if index in places:
            scenario.fault(path, element.line, f"the index {index} is taken", "give each issue an index of its own")
        places[index] = len(scenario.issues)
        scenario.issues.append(issue)
    return places


def _kind(element: Element) -> str:
    held = element.attributes
    stated = held.get("vtype") or held.get("etype") or held.get("type") or "discrete"
    return stated.lower()


class _Profile:
    """One profile being read."""

    def __init__(self, scenario: Scenario, path: Path, root: Element, places: dict[str, int]) -> None:
        self.scenario, self.path, self.root, self.places = scenario, path, root, places
        self.side = Side(path.stem)

    def read(self) -> Side:
        """The profile, with its faults noted."""
        weights = {
            element.attributes.get("index", ""): self._number(element, "value", "a weight")
            for element in self.root.all("weight")
            if "index" in element.attributes
        }
        functions = [*self.root.all("ufun")]
        if functions:
            self._read_boxes(functions)
        else:
            self._read_issues(weights)
        for element in self.root.of("reservation"):
            self.side.reservation = self._number(element, "value", "the reservation value")
        for element in self.root.of("discount_factor"):
            self.side.discount = self._number(element, "value", "the discount factor")
        if self.side.discount is not None and self.side.discount != 1:
            said = (
                f"the effect of the discount factor {self.side.discount} of '{self.side.name}': kept, used by no verb"
            )
            self.scenario.lost.append(said)
        return self.side

    def _number(self, element: Element, name: str, what: str) -> Decimal | None:
        return self.scenario.number(element.attributes.get(name), self.path, element.line, what)

    def _read_issues(self, weights: dict[str, Decimal | None]) -> None:
        for element in self.root.all("issue"):
            index = element.attributes.get("index", "")
            if index not in self.places:
                self.scenario.lost.append(f"the issue {index} of {self.path.name}, which the domain has not")
                continue
            place = self.places[index]
            if index not in weights:
                self.scenario.lost.append(
                    f"the issue {index} of {self.path.name}, which has no weight: it counts nothing"
                )
            weight = weights.get(index, _ZERO) or _ZERO
            issue = self.scenario.issues[place]
            worth = self._items(element, issue) if issue.options else self._line(element, issue)
            if worth is not None:
                worth.weight = weight
                self.side.worths[place] = worth

    def _items(self, element: Element, issue: ScenarioIssue) -> Worth | None:
        found: dict[str, Decimal] = {}
        for item in element.of("item"):
            name = item.attributes.get("value", "")
            value = self._number(item, "evaluation", "an evaluation")
            if value is None:
                continue
            if name in found:
                self.scenario.lost.append(f"the first evaluation of '{name}' in {self.path.name}:{item.line}")
            if name not in issue.options:
                self.scenario.lost.append(f"'{name}' in {self.path.name}:{item.line}, which the domain has not")
            else:
                found[name] = value
        for name in issue.options:
            if name not in found:
                self.scenario.lost.append(f"'{name}' has no evaluation in {self.path.name}: it counts nothing")
        worths = {name: found.get(name, _ZERO) for name in issue.options}
        most = max(worths.values())
        if most <= 0:
            return Worth(dict.fromkeys(worths, _ZERO))
        return Worth(worths, out_of=most)

    def _line(self, element: Element, issue: ScenarioIssue) -> Worth | None:
        function = next(element.of("evaluator"), None)
        if function is None or function.attributes.get("ftype", "linear").lower() != "linear":
            fix = "give it an <evaluator ftype='linear' slope= offset=>"
            self.scenario.fault(self.path, element.line, f"'{issue.name}' has no linear evaluator", fix)
            return None
        slope = self._number(function, "slope" if "slope" in function.attributes else "parameter1", "the slope")
        offset = self._number(function, "offset" if "offset" in function.attributes else "parameter0", "the offset")
        if slope is None or offset is None or issue.lo is None:
            return None
        return Worth(line=Line(slope, offset, issue.lo, _ZERO, _ONE))

    def _read_boxes(self, functions: list[Element]) -> None:
        utility = next(self.root.all("utility"), None)
        if utility is not None and "maxutility" in utility.attributes:
            most = self._number(utility, "maxutility", "the largest utility")
            if most is not None and most <= 0:
                self.scenario.fault(
                    self.path, utility.line, "the largest utility is not above 0", "write the largest sum"
                )
            self.side.out_of, self.side.most = most or _ONE, _ONE
        for function in functions:
            how = function.attributes.get("aggregation", "sum").lower()
            if how != "sum":
                self.scenario.fault(self.path, function.line, f"the aggregation '{how}' is not read", "write sum")
            weight = _ONE if "weight" not in function.attributes else self._number(function, "weight", "a weight")
            for element in function.all("hyperRectangle"):
                self._read_box(element, weight or _ZERO)

    def _read_box(self, element: Element, weight: Decimal) -> None:
        worth = self._number(element, "utility", "the utility of a hyper-rectangle")
        ranges = []
        for child in element.children:
            inside = child.name.upper() == "INCLUDES"
            if not inside and child.name.upper() != "EXCLUDES":
                self.scenario.lost.append(f"<{child.name}> in {self.path.name}:{child.line}")
                continue
            index = child.attributes.get("index", "")
            lo, hi = self._number(child, "min", "the lower end"), self._number(child, "max", "the upper end")
            if index not in self.places:
                self.scenario.fault(self.path, child.line, f"the domain has no issue {index}", "name one by its index")
            elif lo is not None and hi is not None:
                ranges.append((self.places[index], lo, hi, inside))
        if worth is not None and ranges:
            self.side.boxes.append(Box(worth * weight, ranges))
        elif not ranges:
            self.scenario.lost.append(f"a hyper-rectangle without ranges in {self.path.name}:{element.line}")


def write_genius(scenario: Scenario) -> dict[str, str]:
    """The XML files of a scenario, by name; what Genius cannot say is added to `lost`."""
    texts = {"domain.xml": "\n".join(_domain(scenario)) + "\n"}
    for number, side in enumerate(scenario.sides, 1):
        texts[f"profile-{number:02}-{_file_name(side.name)}.xml"] = "\n".join(_profile(scenario, side)) + "\n"
    return texts


def _file_name(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name)


def _domain(scenario: Scenario) -> list[str]:
    lines = ["<negotiation_template>", f'<utility_space number_of_issues="{len(scenario.issues)}">']
    lines.append(
        f'<objective index="0" description="" name={quoteattr(scenario.name)} type="objective" etype="objective">'
    )
    for place, issue in enumerate(scenario.issues, 1):
        lines += [_issue_head(place, issue)]
        lines += [f'<item index="{n}" value={quoteattr(name)}/>' for n, name in enumerate(issue.options, 1)]
        lines.append("</issue>")
    return [*lines, "</objective>", "</utility_space>", "</negotiation_template>"]


def _issue_head(place: int, issue: ScenarioIssue) -> str:
    kind = "discrete" if issue.options else "integer"
    bounds = "" if issue.options else f' lowerbound="{issue.lo:f}" upperbound="{issue.hi:f}"'
    types = f'vtype="{kind}" type="{kind}" etype="{kind}"'
    return f'<issue index="{place}" name={quoteattr(issue.name)}{bounds} {types}>'


def _profile(scenario: Scenario, side: Side) -> list[str]:
    lines = ['<utility_space type="nonlinear">' if side.boxes else "<utility_space>"]
    lines.append('<objective index="0" description="" name="root" type="objective" etype="objective">')
    if side.boxes:
        lines += _boxes(scenario, side)
    elif side.most is not None or side.out_of != 1:
        scenario.lost.append(f"the cap or divisor of the utility of '{side.name}'")
    for place, issue in enumerate(scenario.issues, 1):
        lines.append(_issue_head(place, issue))
        worth = side.worths.get(place - 1, Worth(dict.fromkeys(issue.options, _ZERO)))
        if not side.boxes:
            lines += _values(scenario, side, issue, worth)
        lines.append("</issue>")
    if not side.boxes:
        lines += [
            f'<weight index="{place}" value="{_weight(side, place - 1)}"/>'
            for place in range(1, len(scenario.issues) + 1)
        ]
    lines.append("</objective>")
    if side.discount is not None:
        lines.append(f'<discount_factor value="{side.discount:f}"/>')
    if side.reservation is not None:
        lines.append(f'<reservation value="{side.reservation:f}"/>')
    return [*lines, "</utility_space>"]


def _weight(side: Side, place: int) -> str:
    """The weight in Genius, which divides by the largest evaluation."""
    worth = side.worths.get(place)
    if worth is None:
        return "0"
    most = max(worth.options.values(), default=_ONE)
    factor = (
        worth.weight
        if worth.options and most == worth.out_of
        else worth.weight * (most if worth.options else _ONE) / worth.out_of
    )
    return format(factor, "f")


def _values(scenario: Scenario, side: Side, issue: ScenarioIssue, worth: Worth) -> list[str]:
    if issue.options:
        if min(worth.options.values(), default=_ZERO) < 0:
            scenario.lost.append(f"values of '{issue.name}' below 0 for '{side.name}': Genius knows none")
        return [
            f'<item index="{n}" value={quoteattr(name)} evaluation="{worth.options.get(name, _ZERO):f}"/>'
            for n, name in enumerate(issue.options, 1)
        ]
    line = worth.line
    if line is None or issue.step != 1:
        scenario.lost.append(f"what '{issue.name}' is worth to '{side.name}': Genius knows whole numbers on a line")
        return []
    if (line.least, line.most) != (_ZERO, _ONE) and (line.slope or not _ZERO <= line.offset <= _ONE):
        scenario.lost.append(f"the ends of the line of '{issue.name}' for '{side.name}': Genius keeps to 0 and 1")
    assert issue.lo is not None
    offset = line.offset + line.slope * (issue.lo - line.start)
    return [f'<evaluator ftype="linear" slope="{line.slope:f}" offset="{offset:f}"/>']


def _boxes(scenario: Scenario, side: Side) -> list[str]:
    if any(worth.weight for worth in side.worths.values()):
        scenario.lost.append(f"what single issues are worth to '{side.name}' beside its hyper-rectangles")
    if side.most != 1:
        scenario.lost.append(f"that the utility of '{side.name}' is not cut at 1: Genius cuts it")
    lines = [f'<utility maxutility="{side.out_of:f}">', '<ufun type="PlainUfun" weight="1" aggregation="sum">']
    for box in side.boxes:
        lines.append(f'<hyperRectangle utility="{box.worth:f}">')
        for place, lo, hi, inside in box.ranges:
            name = "INCLUDES" if inside else "EXCLUDES"
            lines.append(f'<{name} index="{place + 1}" min="{lo:f}" max="{hi:f}"/>')
        lines.append("</hyperRectangle>")
    return [*lines, "</ufun>", "</utility>"]
