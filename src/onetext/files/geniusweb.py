"""Scenarios of GeniusWeb: JSON of a domain and one linear additive profile a party."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from onetext.files.scenario import Scenario, ScenarioIssue, Side, Worth, read_texts
from onetext.model import Line

_ZERO, _ONE = Decimal(0), Decimal(1)
_SPACE = "LinearAdditiveUtilitySpace"


def read_geniusweb(folder: Path) -> Scenario:
    """The scenario in a folder of GeniusWeb JSON, with its faults and what is lost."""
    scenario = Scenario(folder.name)
    held: dict[Path, Any] = {}
    for path, text in read_texts(folder, (".json",), scenario).items():
        try:
            held[path] = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            scenario.fault(path, line, "this is no sound JSON", "mend it here; numbers have an end")
    domains = {path: root for path, root in held.items() if isinstance(root, dict) and "issuesValues" in root}
    profiles = {
        path: root for path, root in held.items() if isinstance(root, dict) and isinstance(root.get(_SPACE), dict)
    }
    for path in held.keys() - domains.keys() - profiles.keys():
        scenario.lost.append(f"{path.name}, which is no domain or linear additive profile")
    if len(domains) != 1:
        if not scenario.problems:
            said = "no domain was found" if not domains else "several domains were found"
            scenario.fault(folder, 1, said, "keep one file with issuesValues")
        return scenario
    ((path, domain),) = domains.items()
    scenario.name = str(domain.get("name") or folder.name)
    _read_issues(scenario, path, domain["issuesValues"])
    for place, root in profiles.items():
        scenario.sides.append(_read_profile(scenario, place, root[_SPACE]))
    if not scenario.problems:
        scenario.settle(folder)
    return scenario


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _read_issues(scenario: Scenario, path: Path, issues: Any) -> None:
    if not isinstance(issues, dict):
        scenario.fault(path, 1, "issuesValues holds no issues", "write {issue: {values: [...]}}")
        return
    for name, held in issues.items():
        issue = ScenarioIssue(name)
        values = held.get("values") if isinstance(held, dict) else None
        bounds = held.get("range") if isinstance(held, dict) else None
        if isinstance(values, list) and values:
            issue.options = scenario.once(issue.name, map(_name, values))
        elif isinstance(bounds, dict):
            _read_range(scenario, path, issue, [bounds.get(key) for key in ("low", "high", "step")])
        elif isinstance(bounds, list) and len(bounds) == 3:
            _read_range(scenario, path, issue, bounds)
        else:
            scenario.fault(path, 1, f"the issue '{name}' has no value", "give 'values' or 'range'")
        scenario.issues.append(issue)


def _read_range(scenario: Scenario, path: Path, issue: ScenarioIssue, bounds: list[Any]) -> None:
    lo, hi, step = (scenario.number(_name(end), path, 1, f"an end of '{issue.name}'") for end in bounds)
    issue.lo, issue.hi, issue.step = lo, hi, step or _ONE
    if step is not None and step <= 0:
        scenario.fault(path, 1, f"the step of '{issue.name}' is not above 0", "write how far its values are apart")
    if lo is not None and hi is not None and hi < lo:
        scenario.fault(path, 1, f"the issue '{issue.name}' ends below its start", "swap the ends")


def _name(value: Any) -> str:
    return value if isinstance(value, str) else format(value, "f") if isinstance(value, Decimal) else str(value)


def _read_profile(scenario: Scenario, path: Path, space: dict[str, Any]) -> Side:
    side = Side(str(space.get("name") or path.stem))
    utilities, weights = space.get("issueUtilities"), space.get("issueWeights")
    if not isinstance(utilities, dict) or not isinstance(weights, dict):
        scenario.fault(path, 1, "issueUtilities or issueWeights is missing", f"write both in {_SPACE}")
        return side
    places = {issue.name: place for place, issue in enumerate(scenario.issues)}
    for name, held in utilities.items():
        if name not in places or not isinstance(held, dict):
            scenario.lost.append(f"the issue '{name}' of {path.name}, which the domain has not")
            continue
        weight = scenario.number(_name(weights.get(name, "0")), path, 1, f"the weight of '{name}'")
        worth = _read_worth(scenario, path, scenario.issues[places[name]], held)
        if worth is not None and weight is not None:
            worth.weight = weight
            side.worths[places[name]] = worth
    for place, issue in enumerate(scenario.issues):
        if place not in side.worths:
            scenario.lost.append(f"'{issue.name}' has no utility in {path.name}: it counts nothing")
    _read_reservation(scenario, path, side, space.get("reservationBid"))
    return side


def _read_worth(scenario: Scenario, path: Path, issue: ScenarioIssue, held: dict[str, Any]) -> Worth | None:
    values = held.get("discreteutils", held.get("DiscreteValueSetUtilities"))
    numbers = held.get("numberutils", held.get("NumberValueSetUtilities"))
    if isinstance(values, dict):
        given = values.get("valueUtilities", values)
        found = {}
        for name in issue.options or tuple(given):
            if name not in given:
                scenario.lost.append(f"'{name}' has no utility in {path.name}: it counts nothing")
            value = scenario.number(_name(given.get(name, "0")), path, 1, f"the utility of '{name}'")
            found[name] = value or _ZERO
        scenario.lost += [f"'{name}' in {path.name}, which the domain has not" for name in given if name not in found]
        return Worth(found)
    if isinstance(numbers, dict):
        keys = ("lowValue", "highValue", "lowUtility", "highUtility")
        ends = [scenario.number(_name(numbers.get(key)), path, 1, key) for key in keys]
        low, high, least, most = (end or _ZERO for end in ends)
        span = high - low
        if None not in ends and span <= 0:
            scenario.fault(path, 1, f"the highValue of '{issue.name}' is not above its lowValue", "swap or mend them")
        if span <= 0:
            return None
        return Worth(line=Line(most - least, least * span, low), out_of=span)
    scenario.fault(path, 1, f"the utilities of '{issue.name}' are of a kind that is not read", "write discreteutils")
    return None


def _read_reservation(scenario: Scenario, path: Path, side: Side, bid: Any) -> None:
    """The utility of the reservation bid; an issue that it leaves out counts nothing."""
    if not isinstance(bid, dict) or not isinstance(bid.get("issuevalues"), dict):
        return
    total = _ZERO
    for place, issue in enumerate(scenario.issues):
        value, worth = bid["issuevalues"].get(issue.name), side.worths.get(place)
        if value is None or worth is None:
            continue
        if issue.options and _name(value) in worth.options:
            total += worth.weight * worth.options[_name(value)] / worth.out_of
        elif worth.line is not None:
            number = scenario.number(_name(value), path, 1, f"the reservation bid on '{issue.name}'")
            at = worth.line.at(number or _ZERO) * _fraction(worth.weight) / _fraction(worth.out_of)
            total += Decimal(at.numerator) / Decimal(at.denominator)
        else:
            scenario.fault(path, 1, f"the reservation bid names no value of '{issue.name}'", "name one")
    side.reservation = total
    scenario.lost.append(f"the reservation bid of '{side.name}' as a package: its utility {total} is kept")


def _fraction(number: Decimal) -> Any:
    from fractions import Fraction

    return Fraction(number)


def write_geniusweb(scenario: Scenario) -> dict[str, str]:
    """The JSON files of a scenario, by name; what GeniusWeb cannot say is added to `lost`."""
    domain = {"name": scenario.name, "issuesValues": {issue.name: _values(issue) for issue in scenario.issues}}
    texts = {"domain.json": _text(domain)}
    for number, side in enumerate(scenario.sides, 1):
        texts[f"profile-{number:02}.json"] = _text({_SPACE: _profile(scenario, side, domain)})
    return texts


def _text(plain: Any) -> str:
    """JSON with decimals as the digits that they are."""
    text = json.dumps(plain, ensure_ascii=False, indent=2, default=lambda number: f"\u0001{number:f}\u0001")
    return text.replace('"\\u0001', "").replace('\\u0001"', "") + "\n"


def _values(issue: ScenarioIssue) -> dict[str, Any]:
    if issue.options:
        return {"values": list(issue.options)}
    return {"range": {"low": issue.lo, "high": issue.hi, "step": issue.step}}


def _profile(scenario: Scenario, side: Side, domain: dict[str, Any]) -> dict[str, Any]:
    if side.boxes:
        scenario.lost.append(f"the combinations of '{side.name}': GeniusWeb profiles here are additive")
    if side.out_of != 1 or side.most is not None:
        scenario.lost.append(f"the cap or divisor of the utility of '{side.name}'")
    for name, value in (("reservation value", side.reservation), ("discount factor", side.discount)):
        if value is not None:
            scenario.lost.append(f"the {name} {value} of '{side.name}': GeniusWeb states a bid, or none")
    utilities, weights = {}, {}
    for place, issue in enumerate(scenario.issues):
        worth = side.worths.get(place, Worth(dict.fromkeys(issue.options, _ZERO)))
        utilities[issue.name] = _worth(scenario, side, issue, worth)
        weights[issue.name] = worth.weight
    if sum(weights.values()) != 1:
        scenario.lost.append(f"that the weights of '{side.name}' do not add up to 1: GeniusWeb wants them to")
    return {"issueUtilities": utilities, "issueWeights": weights, "domain": domain, "name": side.name}


def _worth(scenario: Scenario, side: Side, issue: ScenarioIssue, worth: Worth) -> dict[str, Any]:
    if issue.options or worth.line is None:
        values = {name: _divided(scenario, value, worth.out_of) for name, value in worth.options.items()}
        return {"discreteutils": {"valueUtilities": values}}
    assert issue.lo is not None
    assert issue.hi is not None
    if worth.line.least is not None or worth.line.most is not None:
        scenario.lost.append(f"the ends of the line of '{issue.name}' for '{side.name}'")
    ends = [
        _divided(scenario, worth.line.offset + worth.line.slope * (end - worth.line.start), worth.out_of)
        for end in (issue.lo, issue.hi)
    ]
    keys = ("lowValue", "lowUtility", "highValue", "highUtility")
    return {"numberutils": dict(zip(keys, (issue.lo, ends[0], issue.hi, ends[1]), strict=True))}


def _divided(scenario: Scenario, value: Decimal, out_of: Decimal) -> Decimal:
    found = value / out_of
    if found * out_of != value:
        said = "digits after the 28th of some utilities"
        scenario.lost += [said] if said not in scenario.lost else []
    return found
