"""GraphML as OSMnx writes it: nodes with x and y, edges with length; keys are named in the head of the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import numpy as np
from defusedxml.ElementTree import iterparse

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets import crs
from ibasho.town.areas.datasets.streets.osm import why_not
from ibasho.town.areas.datasets.streets.roads import OSM_SOURCE, Roads


def is_graphml(data: bytes) -> bool:
    return b"<graphml" in data[:4096]


def read_graphml(data: bytes) -> Roads:
    names: dict[str, str] = {}
    spots: dict[str, tuple[float, float]] = {}
    edges: list[tuple[str, str, float]] = []
    left_out: dict[str, int] = {}
    broken = steps = 0
    for element in _elements(data):
        kind = element.tag.rpartition("}")[2]
        if kind == "key":
            names[element.get("id", "")] = element.get("attr.name", "")
        elif kind == "graph":
            crs.refuse_named(_values(element, names).get("crs", ""))
        elif kind == "node":
            found = _values(element, names)
            spots[element.get("id", "")] = _number(found.get("y")), _number(found.get("x"))
        elif kind == "edge":
            found = _values(element, names)
            why = why_not(found)
            if why:
                left_out[why] = left_out.get(why, 0) + 1
                continue
            steps += found.get("highway") == "steps"
            edges.append((element.get("source", ""), element.get("target", ""), _number(found.get("length"))))
    known = {name: at for at, name in enumerate(spots)}
    whole = [(known[u], known[v], metres) for u, v, metres in edges if u in known and v in known]
    broken += len(edges) - len(whole)
    lat, lng = np.array(list(spots.values()), np.float64).reshape(-1, 2).T
    ends = np.array([edge[:2] for edge in whole], np.int64).reshape(-1, 2)
    metres = np.array([edge[2] for edge in whole], np.float64)
    return Roads(
        lat, lng, ends[:, 0], ends[:, 1], metres, np.full(len(metres), np.nan),
        form="GraphML（OSMnx）", source=OSM_SOURCE, left_out=left_out, broken=broken, steps=steps,
    )  # fmt: skip


def _elements(data: bytes) -> Iterator[Element]:
    try:
        for _, element in iterparse(io.BytesIO(data), forbid_dtd=True):
            yield element
            if element.tag.endswith(("}node", "}edge")) or element.tag in {"node", "edge"}:
                element.clear()
    except ParseError as error:
        raise Invalid(
            "areas.graphml_broken",
            "GraphML として 読めません。とちゅうで 切れていないか、もう一度 書き出して たしかめてください。",
        ) from error


def _values(element: Element, names: dict[str, str]) -> dict[str, str]:
    """The element's own data by name; without those of elements inside it."""
    return {
        names.get(each.get("key", ""), ""): (each.text or "").strip()
        for each in element
        if each.tag.rpartition("}")[2] == "data"
    }


def _number(words: str | None) -> float:
    try:
        return float(words or "nan")
    except ValueError:
        return float("nan")
