"""よみ at the desk: guessed words first, each with its sentence; corrected in its row or agreed to, many at once."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import deeds, doors, furigana
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import readings as actions
from ibasho.rooms.bulletin.forms.readings import KanaForm, LookForm, WordForm
from ibasho.rooms.bulletin.models import Reading
from ibasho.rooms.bulletin.queries import readings as queries
from ibasho.rooms.bulletin.rules.kinds import Origin
from ibasho.rooms.bulletin.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]
PAGE = 30


@doors.desk
@require_safe
def desk_readings(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    look = LookForm(request.GET)
    told = look.cleaned_data if look.is_valid() else {}
    found = queries.listed(told.get("origin", ""), told.get("q", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "look": look, "page": page, "rows": [(row, _sentence(row)) for row in page], "all": page.paginator.count,
        "guessed": any(row.origin == Origin.GUESSED.value for row in page), "may_manage": may(request, P.BULLETIN_MANAGE),
        "pages": pages("desk_readings"),
    }  # fmt: skip
    return render(request, "bulletin/readings/desk.html", context)


@doors.desk
@require_POST
def desk_readings_agree(request: Request) -> HttpResponse:
    """`one`: the numbers that were ticked."""
    require(request, P.BULLETIN_MANAGE)
    numbers = [int(told) for told in request.POST.getlist("one") if told.isdecimal() and len(told) < 10]
    if not numbers:
        messages.error(request, _("1つも えらんでいません。左の しかくに しるしを つけてください。"))
        return redirect("bulletin:desk_readings")
    done = deeds.done(request, lambda: actions.agree(numbers=numbers, by=request.actor, at=request.at))
    if done is not None:
        messages.success(
            request, _("%(n)sこの よみを たしかめました。もう 辞書は 変えません。") % {"n": done}
        )
    return redirect("bulletin:desk_readings")


@doors.desk
@require_http_methods(FORMS)
def desk_reading_new(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_MANAGE)
    form = WordForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        made = deeds.done(
            request, lambda: actions.add(word=told["word"], kana=told["kana"], by=request.actor, at=request.at),
            form=form, thanks=_("入れました。1分ほどで ページの ふりがなに なります。"),
        )  # fmt: skip
        if made is not None:
            return redirect("bulletin:desk_reading_new")  # the next one
    page = {"form": form, "crumbs": _crumbs(_("ことばを 足す"))}
    return render(request, "bulletin/readings/new.html", page)


@doors.desk
@require_http_methods(FORMS)
def desk_reading(request: Request, number: int) -> HttpResponse:
    """One word; `do`: correct (with `kana`), doubt, forget."""
    require(request, P.BULLETIN_MANAGE)
    row = queries.one(number)
    if row is None:
        raise Http404
    wish = request.POST.get("do", "correct")
    form = KanaForm(
        request.POST if request.method == "POST" and wish == "correct" else None, initial={"kana": row.kana}
    )
    if request.method == "POST" and (wish != "correct" or form.is_valid()):
        deed, thanks = _deed(request, row, wish, form)
        before = form if wish == "correct" else None
        if (
            deeds.done(request, lambda: deed() or True, thanks=thanks, form=before) is not None
            or before is None
        ):
            return redirect("bulletin:desk_readings")
    context = {"row": row, "sentence": _sentence(row), "form": form, "crumbs": _crumbs(row.word)}
    return render(request, "bulletin/readings/one.html", context)


def _deed(request: Request, row: Reading, wish: str, form: KanaForm) -> tuple[Callable[[], object], str]:
    by, at = request.actor, request.at
    if wish == "correct":
        kana = form.cleaned_data["kana"]
        return lambda: actions.correct(reading=row, kana=kana, by=by, at=at), _(
            "なおしました。1分ほどで ページの ふりがなが かわります。"
        )
    if wish == "doubt":
        return lambda: actions.doubt(reading=row, by=by, at=at), _(
            "「まだ たしかめていない」に もどしました。"
        )
    if wish == "forget":
        return lambda: actions.forget(reading=row, by=by, at=at), _(
            "消しました。ページに あれば、辞書が もう一度 読みます。"
        )
    raise Http404


def _sentence(row: Reading) -> str:
    """With readings above it as children see them."""
    return furigana.ruby(row.context or row.word)


def _crumbs(here: str) -> list[tuple[str, str]]:
    return crumbs((_("よみ"), reverse("bulletin:desk_readings")), (here, ""))
