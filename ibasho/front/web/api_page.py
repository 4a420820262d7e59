"""The API explained on our own page, from its own description: no script, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.front.web import api
from ibasho.town.places.queries import directory


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    words: str
    kind: str
    among: tuple[str, ...]
    usual: str


@dataclass(frozen=True, slots=True)
class Operation:
    anchor: str
    path: str
    title: str
    words: str
    parameters: tuple[Parameter, ...]


@child
@shared()
@require_safe
def reference(request: Request) -> HttpResponse:
    shown = {
        "groups": groups(),
        "words": api.DESCRIPTION.split("\n\n")[0],
        "notes": [line.removeprefix("- ") for line in api.DESCRIPTION.split("\n") if line.startswith("- ")],
        "example": directory.absolute(f"{api.PREFIX}places?stage=upper&alone=true&limit=5"),
    }
    return render(request, "web/api.html", shown)


def groups() -> list[tuple[str, list[Operation]]]:
    """Operations under their headings, in the order of the routers."""
    found: dict[str, list[Operation]] = {}
    for path, methods in api.schema()["paths"].items():
        told = methods["get"]
        found.setdefault(told["tags"][0], []).append(_operation(path, told))
    return list(found.items())


def _operation(path: str, told: dict[str, Any]) -> Operation:
    return Operation(
        anchor=str(told["operationId"]),
        path=path,
        title=str(told["summary"]),
        words=str(told.get("description", "")),
        parameters=tuple(_parameter(one) for one in told.get("parameters", ())),
    )


def _parameter(told: dict[str, Any]) -> Parameter:
    shape = told["schema"]
    usual = shape.get("default")
    return Parameter(
        name=str(told["name"]),
        words=str(shape.get("description", told.get("description", ""))),
        kind=_kind(shape),
        among=tuple(_among(shape)),
        usual=""
        if usual in (None, "", [])
        else str(usual).lower()
        if isinstance(usual, bool)
        else str(usual),
    )


_KINDS = {
    "integer": "整数", "number": "数", "boolean": "true / false", "string": "ことば", "array": "いくつでも",
    "date": "日", "date-time": "日と時刻", "time": "時刻", "uuid": "UUID",
}  # fmt: skip


def _kind(shape: dict[str, Any]) -> str:
    whole = _whole(shape)
    named = whole.get("format", "") if whole.get("format", "") in _KINDS else whole.get("type", "string")
    return _KINDS.get(str(named), str(named))


def _among(shape: dict[str, Any]) -> list[str]:
    whole = _whole(shape)
    inner = _whole(whole["items"]) if "items" in whole else whole
    return [str(one) for one in inner.get("enum", ())]


def _whole(shape: dict[str, Any]) -> dict[str, Any]:
    """Without `null` and behind `$ref`."""
    for one in shape.get("anyOf", shape.get("allOf", ())):
        if one.get("type") != "null":
            return _whole(one)
    if "$ref" in shape:
        found: dict[str, Any] = api.schema()["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        return found
    return shape
