"""The page before papers for many people: is the list of the day there, has a second person looked?"""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.actions import letters
from ibasho.town.people.middleware import shown_again


def gate(request: Request, *, key: str, title: str, ids: Collection[int], back: str) -> HttpResponse | None:
    """None where the papers may be made now (and that is written down); otherwise the page that says what is missing.
    `key` names the papers, `ids` the people they are for, `back` the page one came from."""
    if request.method == "POST":
        _act(request, key, ids)
        return redirect(request.get_full_path())
    run = queries.letter_run(key, ids, request.at)
    if run is not None and rules.run_holds(run.confirmed_at, request.at) and _taken(request, key, ids):
        return None
    own = run is not None and run.asked_by_id == request.actor.person_id
    context = {
        "title": title, "count": len(set(ids)), "back": back, "run": run, "own": own, "check": queries.newest_check(),
        "old": _refusal(request),
    }  # fmt: skip
    return render(request, "people/letters.html", context)


def taken_out(
    request: Request, *, key: str, title: object, ids: Collection[int], back: str
) -> HttpResponse | None:
    """Before a table of people leaves as a file. None for a few; more than `rules.FILE_PEOPLE_MAX` need the second factor
    once more, the list of the day and a second person, as papers do."""
    if len(set(ids)) <= rules.FILE_PEOPLE_MAX:
        return None
    return shown_again(request) or gate(request, key=key, title=str(title), ids=ids, back=back)


def _act(request: Request, key: str, ids: Collection[int]) -> None:
    """確かめる where a colleague asked, たのむ otherwise."""
    run = queries.letter_run(key, ids, request.at)
    if request.POST.get("do") == "confirm" and run is not None:
        done(
            request,
            lambda: letters.confirm(run=run, by=request.actor, at=request.at),
            thanks=_("確かめました。24時間のあいだ 印刷できます。"),
        )
        return
    done(
        request,
        lambda: letters.ask(key=key, ids=ids, by=request.actor, at=request.at),
        thanks=_("確かめる人を まっています。もう1人の担当者に このページを ひらいてもらってください。"),
    )


def _taken(request: Request, key: str, ids: Collection[int]) -> bool:
    try:
        letters.take(key=key, ids=ids, by=request.actor, at=request.at)
    except DomainError:  # the list grew old meanwhile: the page says so
        return False
    return True


def _refusal(request: Request) -> str:
    try:
        policies.require_fresh_list(request.at)
    except DomainError as error:
        return error.message
    return ""
