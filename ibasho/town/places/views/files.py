"""Open data as files: the standards' tables, GeoJSON, HSDS, and the page that says what there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.exports import XLSX
from ibasho.base.ui.request import Request
from ibasho.town.areas import queries as areas
from ibasho.town.places.datasets.rows import Dataset, Generation
from ibasho.town.places.datasets.writing import filename_of
from ibasho.town.places.queries import directory, exports, hsds
from ibasho.town.places.views.feeds import answer, open_data

BY_STEM = {dataset.stem: dataset for dataset in Dataset}


@dataclass(frozen=True, slots=True)
class Choice:
    """One file of the data page."""

    dataset: Dataset
    count: int


@child
@shared()
@require_safe
def data(request: Request) -> HttpResponse:
    """What open data there is, in which forms, and under which licence."""
    counts = exports.counts()
    shown = {
        "files": [Choice(dataset, counts[dataset]) for dataset in Dataset],
        "licence": directory.licence(),
        "districts": areas.named_districts(clock.day(request.at)),
        "changed": exports.newest_change(),
    }
    return render(request, "places/feeds/data.html", shown)


@child
@require_safe
def shift_jis(request: Request, dataset: str) -> HttpResponse:
    """Before anybody saves it: which characters Shift_JIS cannot hold, and where they stand."""
    chosen, generation = _dataset(dataset), _generation(request)
    written = exports.table(chosen, "csv", generation, "cp932")
    shown = {"dataset": chosen, "generation": generation.value, "lost": written.lost}
    return render(request, "places/feeds/shift_jis.html", shown)


@open_data
def table(request: Request, dataset: str, kind: Literal["csv", "xlsx"]) -> HttpResponse:
    """`?generation=old|new` chooses the header row, `?encoding=cp932` Shift_JIS with 〓 for what it cannot hold."""
    chosen = _dataset(dataset)
    encoding: Literal["utf-8-sig", "cp932"] = (
        "cp932" if request.GET.get("encoding") == "cp932" else "utf-8-sig"
    )
    written = exports.table(chosen, kind, _generation(request), encoding)
    charset = "Shift_JIS" if encoding == "cp932" else "utf-8"
    mime = XLSX if kind == "xlsx" else f"text/csv; charset={charset}"
    name = filename_of(exports.home().code, chosen, kind)
    return answer(written.data, mime, filename=name)


@open_data
def lost(request: Request, dataset: str) -> HttpResponse:
    """The same list as a text file: row, column and character, with a tab between them."""
    written = exports.table(_dataset(dataset), "csv", _generation(request), "cp932")
    return answer(exports.lost_list(written).encode(), "text/plain; charset=utf-8")


@open_data
def geojson(request: Request) -> HttpResponse:
    return _json(directory.geojson(), "application/geo+json")


@open_data
def hsds_json(request: Request) -> HttpResponse:
    return _json({"version": hsds.VERSION, **directory.licence(), "services": hsds.services()})


def _json(body: object, kind: str = "application/json") -> HttpResponse:
    return answer(directory.as_json(body), f"{kind}; charset=utf-8")


def _dataset(stem: str) -> Dataset:
    if stem not in BY_STEM:
        raise Http404
    return BY_STEM[stem]


def _generation(request: Request) -> Generation:
    return Generation.OLD if request.GET.get("generation") == Generation.OLD else Generation.NEW
