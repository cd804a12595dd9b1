"""Scenario folders of NegMAS: YAML or JSON of a domain and one utility function a party."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from onetext.files.scenario import Scenario, ScenarioIssue, Side, Worth, read_texts
from onetext.model import Line

_ZERO, _ONE = Decimal(0), Decimal(1)
_LINEAR = "LinearAdditiveUtilityFunction"
_LINES = {"LinearFun", "AffineFun", "IdentityFun", "ConstFun"}


def read_negmas(folder: Path) -> Scenario:
    """The scenario in a folder that NegMAS wrote, with its faults and what is lost.

    A value function counts as it is, times its weight: nothing is divided by the largest.
    """
    scenario = Scenario(folder.name)
    held: dict[Path, dict[str, Any]] = {}
    for path, text in read_texts(folder, (".yml", ".yaml", ".json"), scenario).items():
        try:
            root = yaml.load(text, Loader=_Texts)  # texts only; JSON is YAML
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            what = str(error) if isinstance(error, _Alias) else "this is no sound YAML"
            scenario.fault(path, 1 if mark is None else mark.line + 1, what, "mend it here")
            continue
        if isinstance(root, dict):
            held[path] = root
        else:
            scenario.lost.append(f"{path.name}, which holds no fields")
    domains = {
        path: root for path, root in held.items() if isinstance(root.get("issues"), list) and "weights" not in root
    }
    profiles = {path: root for path, root in held.items() if path not in domains and "type" in root}
    scenario.lost += [
        f"{path.name}, which is no domain or utility function" for path in held if path not in {*domains, *profiles}
    ]
    if len(domains) != 1:
        if not scenario.problems:
            said = "no domain was found" if not domains else "several domains were found"
            scenario.fault(folder, 1, said, "keep one file with 'issues'")
        return scenario
    ((path, domain),) = domains.items()
    scenario.name = str(domain.get("name") or folder.name)
    for item in domain["issues"]:
        scenario.issues.append(_read_issue(scenario, path, item))
    for place, root in profiles.items():
        scenario.sides.append(_read_profile(scenario, place, root))
    if not scenario.problems:
        scenario.settle(folder)
    return scenario


class _Alias(ValueError):
    """A text that refers to another place of itself."""


class _Texts(yaml.BaseLoader):
    """Scalars stay texts; a name that refers to another place is refused, so that no small file can grow."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise _Alias("a name stands for another place (an alias), which is not read")
        return super().compose_node(parent, index)


def _read_issue(scenario: Scenario, path: Path, item: Any) -> ScenarioIssue:
    held = item if isinstance(item, dict) else {}
    issue, values = ScenarioIssue(str(held.get("name") or f"issue {len(scenario.issues)}")), held.get("values")
    kind = str(held.get("type") or "")
    if kind.startswith("Continuous") and kind != "ContiguousIssue":
        scenario.fault(path, 1, f"'{issue.name}' is continuous: it has no exact frontier", "make it discrete")
    elif kind == "ContiguousIssue" or (isinstance(values, str) and kind != "CategoricalIssue"):
        ends = values if isinstance(values, list) and len(values) == 2 else ["0", str(_less_one(values))]
        issue.lo, issue.hi = (scenario.number(str(end), path, 1, f"an end of '{issue.name}'") for end in ends)
        if issue.lo is not None and issue.hi is not None and issue.hi < issue.lo:
            scenario.fault(path, 1, f"the issue '{issue.name}' ends below its start", "swap the ends")
    elif isinstance(values, list) and values:
        issue.options = scenario.once(issue.name, map(str, values))
    else:
        scenario.fault(path, 1, f"the issue '{issue.name}' has no value", "give it at least one")
    return issue


def _less_one(values: Any) -> Any:
    return int(values) - 1 if isinstance(values, str) and values.isdecimal() else values


def _read_profile(scenario: Scenario, path: Path, root: dict[str, Any]) -> Side:
    side = Side(str(root.get("name") or path.stem))
    kind = str(root["type"]).rpartition(".")[2]
    if kind != _LINEAR:
        scenario.fault(path, 1, f"a {kind} is not read", f"write a {_LINEAR}")
        return side
    values, weights = root.get("values"), root.get("weights")
    count = len(scenario.issues)
    if isinstance(values, dict):
        values = [values.get(issue.name) for issue in scenario.issues]
    if isinstance(weights, dict):
        weights = [weights.get(issue.name) for issue in scenario.issues]
    if not isinstance(values, list) or len(values) != count:
        scenario.fault(path, 1, f"'values' are not {count}, one an issue", "give one for each issue of the domain")
        return side
    weights = weights if isinstance(weights, list) and len(weights) == count else ["1"] * count
    for place, (held, weight) in enumerate(zip(values, weights, strict=True)):
        worth = _read_worth(scenario, path, scenario.issues[place], held if isinstance(held, dict) else {})
        number = scenario.number(str(weight), path, 1, f"the weight of '{scenario.issues[place].name}'")
        if worth is not None and number is not None:
            worth.weight = number
            side.worths[place] = worth
    bias = scenario.number(str(root.get("bias", "0")), path, 1, "the bias")
    if bias:
        _add_bias(side, bias)
    _read_reservation(scenario, path, side, root.get("reserved_value"))
    return side


def _add_bias(side: Side, bias: Decimal) -> None:
    """What counts whatever is agreed, put on a first issue that weighs something."""
    for worth in side.worths.values():
        if worth.weight:
            worth.options = {name: value + bias * worth.out_of / worth.weight for name, value in worth.options.items()}
            if worth.line is not None:
                line = worth.line
                worth.line = Line(line.slope, line.offset + bias * worth.out_of / worth.weight, line.start)
            return


def _read_worth(scenario: Scenario, path: Path, issue: ScenarioIssue, held: dict[str, Any]) -> Worth | None:
    kind = str(held.get("type") or "").rpartition(".")[2]
    if kind in _LINES:
        slope = {"IdentityFun": "1", "ConstFun": "0"}.get(kind, held.get("slope"))
        offset = held.get("bias", "0") if kind != "IdentityFun" else "0"
        numbers = [
            scenario.number(None if end is None else str(end), path, 1, "a slope or bias") for end in (slope, offset)
        ]
        if None in numbers:
            return None
        line = Line(*(number or _ZERO for number in numbers))
        if not issue.options:
            return Worth(line=line)
        found = {}
        for name in issue.options:
            number = _ZERO if kind == "ConstFun" else scenario.number(name, path, 1, f"the value '{name}' of a line")
            found[name] = line.offset + line.slope * (number or _ZERO)
        return Worth(found)
    mapping = held.get("mapping")
    if kind in ("TableFun", "TableMultiFun") and isinstance(mapping, dict):
        found = {}
        for name in issue.options or tuple(mapping):
            if name not in mapping:
                scenario.lost.append(f"'{name}' has no value in {path.name}: it counts nothing")
            found[name] = scenario.number(str(mapping.get(name, "0")), path, 1, f"the value of '{name}'") or _ZERO
        scenario.lost += [f"'{name}' in {path.name}, which the domain has not" for name in mapping if name not in found]
        return Worth(found)
    scenario.fault(path, 1, f"the value function '{kind or 'none'}' of '{issue.name}' is not read", "write a TableFun")
    return None


def _read_reservation(scenario: Scenario, path: Path, side: Side, stated: Any) -> None:
    if stated is None or str(stated).lower() in ("-.inf", "-inf", "-infinity", "null", ""):
        if stated is not None:
            scenario.lost.append(f"that '{side.name}' would take any deal (reserved value without end): none is kept")
        return
    side.reservation = scenario.number(str(stated), path, 1, "the reserved value")


def write_negmas(scenario: Scenario) -> dict[str, str]:
    """The YAML files of a scenario, by name; what is not written is added to `lost`."""
    issues = [_issue(scenario, issue) for issue in scenario.issues]
    domain = {"issues": issues, "name": scenario.name, "path": None, "type": "DiscreteCartesianOutcomeSpace"}
    texts = {"domain.yml": _text(domain)}
    for number, side in enumerate(scenario.sides, 1):
        texts[f"profile-{number:02}.yml"] = _text(_profile(scenario, side))
    return texts


class _Dumper(yaml.SafeDumper):
    """Decimals as the digits that they are, each written out where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _plain(dumper: yaml.SafeDumper, number: Decimal) -> Any:
    text = format(number, "f")
    tag = "tag:yaml.org,2002:float" if "." in text else "tag:yaml.org,2002:int"
    return dumper.represent_scalar(tag, text)


_Dumper.add_representer(Decimal, _plain)


def _text(plain: Any) -> str:
    text: str = yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
    return text


def _issue(scenario: Scenario, issue: ScenarioIssue) -> dict[str, Any]:
    if issue.options:
        return {"name": issue.name, "type": "CategoricalIssue", "values": list(issue.options)}
    if issue.step != 1:
        scenario.lost.append(f"the step of '{issue.name}': written in steps of 1")
    return {"name": issue.name, "type": "ContiguousIssue", "values": [issue.lo, issue.hi]}


def _profile(scenario: Scenario, side: Side) -> dict[str, Any]:
    if side.boxes:
        scenario.lost.append(f"the combinations of '{side.name}'")
    if side.out_of != 1 or side.most is not None:
        scenario.lost.append(f"the cap or divisor of the utility of '{side.name}'")
    if side.discount is not None:
        scenario.lost.append(f"the discount factor {side.discount} of '{side.name}'")
    values: list[dict[str, Any]] = []
    weights: list[Decimal] = []
    for place, issue in enumerate(scenario.issues):
        worth = side.worths.get(place, Worth(dict.fromkeys(issue.options, _ZERO)))
        weights.append(worth.weight)
        if issue.options or worth.line is None:
            values.append({"mapping": _mapping(scenario, worth), "type": "TableFun"})
            continue
        if worth.line.least is not None or worth.line.most is not None:
            scenario.lost.append(f"the ends of the line of '{issue.name}' for '{side.name}'")
        offset = worth.line.offset - worth.line.slope * worth.line.start
        numbers = {"bias": _divided(scenario, offset, worth), "slope": _divided(scenario, worth.line.slope, worth)}
        values.append({**numbers, "type": "AffineFun"})
    reserved = {} if side.reservation is None else {"reserved_value": side.reservation}
    return {
        "name": side.name,
        "reserved_outcome": None,
        **reserved,
        "type": _LINEAR,
        "values": values,
        "weights": weights,
    }


def _mapping(scenario: Scenario, worth: Worth) -> dict[str, Decimal]:
    return {name: _divided(scenario, value, worth) for name, value in worth.options.items()}


def _divided(scenario: Scenario, value: Decimal, worth: Worth) -> Decimal:
    found = value / worth.out_of
    if found * worth.out_of != value:
        said = "digits after the 28th of some utilities"
        scenario.lost += [said] if said not in scenario.lost else []
    return found
