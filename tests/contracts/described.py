"""What an OpenAPI description promises, made flat, and what a newer one may not take away from an older client.

An older client sends what it always sent and reads what it always read. So a newer server keeps every operation, takes every
parameter and field it took, asks for none more, and gives every field it gave in a kind it could have had before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Flat = dict[str, list[str]]  # place of a field → kinds it may have
Operation = dict[
    str, Any
]  # {"takes": {name: required}, "sends": Flat, "must": [..], "gives": {status: Flat}}
METHODS = ("get", "post", "put", "patch", "delete")
DEPTH_MAX = 12


def reduced(description: Mapping[str, Any]) -> dict[str, Operation]:
    """`GET /api/v1/places` → what it takes and gives. Texts for people are left out."""
    return {
        f"{method.upper()} {path}": _operation(told, description)
        for path, methods in description["paths"].items()
        for method, told in methods.items()
        if method in METHODS
    }


def breaks(old: Mapping[str, Operation], new: Mapping[str, Operation]) -> list[str]:
    """Sentences for whoever changed the API; none when older clients go on working."""
    found = [f"{name} is gone" for name in old if name not in new]
    for name in old.keys() & new.keys():
        found += [f"{name}: {what}" for what in _operation_breaks(old[name], new[name])]
    return sorted(found)


def flat(value: object, at: str = "") -> Flat:
    """The shape of an answer that was really given."""
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null"}
    if isinstance(value, dict):
        found: Flat = {at: ["object"]}
        for name, inner in value.items():
            found |= flat(inner, f"{at}.{name}")
        return found
    if isinstance(value, list):
        found = {at: ["array"]}
        for inner in value:
            for place, kind in flat(inner, f"{at}[]").items():
                found[place] = sorted({*found.get(place, []), *kind})
        return found
    return {at: [kinds[type(value)]]}


def _operation(told: Mapping[str, Any], whole: Mapping[str, Any]) -> Operation:
    content = told.get("requestBody", {}).get("content", {})
    sends = next((_flat(one.get("schema", {}), whole) for one in content.values()), {})
    schema = next((_resolved(one.get("schema", {}), whole) for one in content.values()), {})
    return {
        "takes": {f"{one['in']} {one['name']}": bool(one.get("required")) for one in told.get("parameters", [])},
        "sends": sends,
        "must": sorted(schema.get("required", [])),
        "gives": {str(status): _given(answer, whole) for status, answer in told["responses"].items()},
    }  # fmt: skip


def _given(answer: Mapping[str, Any], whole: Mapping[str, Any]) -> Flat:
    return next((_flat(one.get("schema", {}), whole) for one in answer.get("content", {}).values()), {})


def _resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        found: Any = whole
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _flat(schema: Mapping[str, Any], whole: Mapping[str, Any], at: str = "", depth: int = 0) -> Flat:
    if depth > DEPTH_MAX:
        return {}
    told = _resolved(schema, whole)
    found: Flat = {}
    for one in _choices(told):
        for place, kinds in _of_one(one, whole, at, depth).items():
            found[place] = sorted({*found.get(place, []), *kinds})
    return found


def _choices(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    some = [*told.get("anyOf", []), *told.get("oneOf", []), *told.get("allOf", [])]
    yield from some or [told]


def _of_one(one: Mapping[str, Any], whole: Mapping[str, Any], at: str, depth: int) -> Flat:
    told = _resolved(one, whole)
    if told is not one and any(word in told for word in ("anyOf", "oneOf", "allOf")):
        return _flat(told, whole, at, depth + 1)
    kind = told.get("type", "any")
    found: Flat = {at: sorted(kind) if isinstance(kind, list) else [kind]}
    for name, inner in told.get("properties", {}).items():
        found |= _flat(inner, whole, f"{at}.{name}", depth + 1)
    if "items" in told:
        found |= _flat(told["items"], whole, f"{at}[]", depth + 1)
    return found


def _operation_breaks(old: Operation, new: Operation) -> Iterator[str]:
    yield from (f"no longer takes {name}" for name in old["takes"] if name not in new["takes"])
    more = {name for name, must in new["takes"].items() if must and not old["takes"].get(name, False)}
    yield from (f"now asks for {name}" for name in more)
    yield from (f"no longer takes the field {name}" for name in old["sends"] if name not in new["sends"])
    yield from (f"now asks for the field {name}" for name in set(new["must"]) - set(old["must"]))
    for status, shape in old["gives"].items():
        if status.startswith("2") and status not in new["gives"]:
            yield f"no longer answers {status}"
        elif status in new["gives"]:
            yield from (f"{status}: {what}" for what in shape_breaks(shape, new["gives"][status]))


def shape_breaks(old: Flat, new: Flat) -> Iterator[str]:
    """A field that is gone, or that may now be of a kind no older client has seen there."""
    for place, kinds in old.items():
        if place not in new:
            yield f"{place or 'the answer'} is gone"
        elif "any" not in kinds and (strange := set(new[place]) - set(kinds)):
            yield f"{place or 'the answer'} may now be {', '.join(sorted(strange))}"
