"""One way to list, narrow, page and save: no room's template makes its own (`base/ui` has them)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.template import Context, Template

ROOT = Path(__file__).resolve().parents[3]
# What only the shared parts write, and the part to use instead.
OWN = {
    "a pager": (re.compile(r"has_next|has_previous|get_elided_page_range"), "ui/pagination.html"),
    "links to files": (re.compile(r'class="exports'), "ui/exports.html"),
    "a frame of a table": (re.compile(r'<div class="table-scroll"[^>]*>\s*<table class="dads-table"( data-fold| data-dense)*>'), "tableframe"),
    "a head of a table": (
        re.compile(r'<thead>\s*<tr>\s*(<th scope="col"( class="u-num")?>\{% translate "[^"]+" %\}</th>\s*)+</tr>\s*</thead>'),
        "heads",
    ),
    "a form that narrows": (re.compile(r'<form class="dads-filter" method="get"[^>]*>\s*\{% for bound in'), "ui/filter.html"),
    "a page to confirm": (re.compile(r'<input type="hidden" name="confirmed"'), "ui/confirm.html"),
}  # fmt: skip
# Children's own page has its own words; two tables of one page are saved side by side on the map of blank areas.
EXCEPT = frozenset({("a form that narrows", "places/list.html"), ("links to files", "reach/overview.html")})


@cache
def templates() -> dict[str, str]:
    paths = (ROOT / "ibasho").rglob("templates/**/*.html")
    return {
        str(path).partition("/templates/")[2]: path.read_text(encoding="utf-8")
        for path in sorted(paths)
        if "base/ui/templates" not in str(path)
    }


def _made(what: str) -> Iterator[str]:
    pattern, _part = OWN[what]
    return (name for name, text in templates().items() if pattern.search(text) and (what, name) not in EXCEPT)


@pytest.mark.parametrize("what", OWN)
def test_no_room_makes_its_own(what: str) -> None:
    assert list(_made(what)) == [], f"use {OWN[what][1]}"


def test_the_exceptions_are_still_there() -> None:
    assert [name for what, name in EXCEPT if not OWN[what][0].search(templates()[name])] == []


def test_a_frame_holds_what_stands_in_it_and_says_its_title_to_a_reader() -> None:
    text = '{% load ui %}{% tableframe title fold=True %}{% heads "名前" "数" numbers="2" %}<tbody></tbody>{% endtableframe %}'
    shown = Template(text).render(Context({"title": "<お店>"}))
    assert (
        'aria-label="&lt;お店&gt;"><table class="dads-table" data-fold><caption class="u-hide">&lt;お店&gt;'
        in shown
    )
    assert '<th scope="col">名前</th><th scope="col" class="u-num">数</th>' in shown


def test_a_caption_that_is_seen_is_not_said_twice() -> None:
    text = '{% load ui %}{% tableframe "表" %}<caption>見える</caption>{% endtableframe %}'
    assert Template(text).render(Context()).count("<caption") == 1
