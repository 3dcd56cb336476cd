"""Units of XLIFF that came back: what versions 1.2 and 2 have in common, and how each says it.

A tool may have split a unit into segments, put its own marks in, reordered them, or carried the file over into the
older version. Sources: OASIS XLIFF 2.1 §4, XLIFF 1.2 §2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from service.documents.units import unit_key
from service.exchange.formats.codes import Codes, Refused, original_data
from service.exchange.formats.row import ExchangedUnit, State
from service.exchange.formats.xml import Lines, local

OURS = "polything"
"""Prefix of our values of subState and of notes' categories."""

_ORDER: list[State] = ["missing", "suggested", "translated", "approved"]
_NEW: dict[str, State] = {
    "initial": "suggested",
    "translated": "translated",
    "reviewed": "approved",
    "final": "approved",
}
_OLD: dict[str, State] = {"translated": "translated", "signed-off": "approved", "final": "approved"}
_MACHINE = frozenset({"mt-suggestion", "leveraged-mt", "fuzzy-match"})
_KEY = re.compile(r"(?<![0-9A-Za-z])u([0-9a-f]{12})(?![0-9A-Za-z])")


def read_units(holder: Element, codes: Codes, lines: Lines, *, old: bool) -> tuple[list[ExchangedUnit], list[str]]:
    """Return the rows of a file, and remarks, each with line and unit, about those that could not be read."""
    rows: list[ExchangedUnit] = []
    remarks: list[str] = []
    for unit in holder.iter():
        if local(unit) != ("trans-unit" if old else "unit"):
            continue
        try:
            rows.append(_old_unit(unit, codes) if old else _unit(unit, codes))
        except Refused as error:
            remarks.append(f"line {lines[unit]}, unit {unit.get('id', '')[:80]}: {error}")
    return rows, remarks


def _unit(unit: Element, codes: Codes) -> ExchangedUnit:
    data = original_data(unit)
    states: list[State] = []
    source = ""
    targets: list[tuple[int, str]] = []
    for place, piece in enumerate((p for p in unit if local(p) in ("segment", "ignorable")), 1):
        to_element = _child(piece, "target")
        spoken, said = codes.text(_child(piece, "source"), data), codes.text(to_element, data)
        source += spoken
        segment = local(piece) == "segment"
        targets.append((_order(to_element, place), said if segment or to_element is not None else spoken))
        if segment:
            states.append(_state(piece, spoken, said))
    if not states:
        raise Refused("it has no segment")
    text = "".join(said for _, said in sorted(targets, key=lambda target: target[0]))
    state = min(states, key=_ORDER.index)
    if state == "missing" and any(other != "missing" for other in states):
        state = "suggested"
    return _row((unit.get("id", ""),), (unit.get("name"), None), source, text, state)


def _order(target: Element | None, place: int) -> int:
    order = target.get("order", "") if target is not None else ""
    return int(order) if order.isascii() and order.isdigit() and len(order) < 9 else place


def _state(segment: Element, source: str, target: str) -> State:
    if not target.strip():
        return "missing"
    state = _NEW.get(segment.get("state", "initial"), "suggested")
    if state == "suggested" and source == target and not segment.get("subState", "").startswith(f"{OURS}:"):
        return "missing"  # some tools fill the field with the source
    return state


def _old_unit(unit: Element, codes: Codes) -> ExchangedUnit:
    source_element, target_element = _child(unit, "source"), _child(unit, "target")
    if source_element is None:
        raise Refused("it has no source")
    source, text = codes.old_text(source_element), codes.old_text(target_element)
    state: State = "missing"
    if target_element is not None and text.strip():
        state = _old_state(unit, target_element)
        if state == "suggested" and source == text:
            state = "missing"
    names = (unit.get("id", ""), unit.get("resname", ""))
    return _row(names, (unit.get("resname"), None), source, text, state)


def _old_state(unit: Element, target: Element) -> State:
    if target.get("state-qualifier") in _MACHINE:
        return "suggested"
    if unit.get("approved") == "yes":
        return "approved"
    state = target.get("state")
    return "translated" if state is None else _OLD.get(state, "suggested")


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child) == name), None)


def _row(names: Iterable[str], contexts: Sequence[str | None], source: str, text: str, state: State) -> ExchangedUnit:
    """Make a row. Our key is in the unit's name, or follows from context and source where a tool gave its own."""
    key = next((match[1] for match in map(_KEY.search, names) if match), "")
    fitting = [context for context in contexts if key and unit_key(context, source) == key]
    named = contexts[0] if contexts[0] and not _KEY.search(contexts[0]) else None
    context = fitting[0] if fitting else named
    return ExchangedUnit(key or unit_key(context, source), source, text if state != "missing" else "", state, context)
