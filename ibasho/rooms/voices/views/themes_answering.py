"""One theme at the desk: its voices, what is decided and why, what was done, and where it was told back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.actions import deciding, doing, grouping, telling
from ibasho.rooms.voices.forms.themes import DecisionForm, DoneForm, TakeOutForm, TellForm
from ibasho.rooms.voices.models import Done, Opinion, Theme, Told
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import Wording
from ibasho.rooms.voices.views.desk_pages import pages
from ibasho.rooms.voices.views.themes_seeing import FORMS, find_theme, may, need, theme_crumbs
from ibasho.town.people.permissions import Permission

MANAGE, COLLECT = Permission.VOICES_MANAGE, Permission.VOICES_COLLECT
VOICES_MAX = 200


@doors.desk
@require_safe
def one(request: Request, public_id: str) -> HttpResponse:
    """言った → まとめた → 決めた → した → 知らせた, each with what can be done next."""
    theme = find_theme(request, public_id)
    return render(request, "voices/themes/theme.html", _context(request, theme, _tell_form(request, theme)))


def _context(request: Request, theme: Theme, tell_form: TellForm) -> dict[str, Any]:
    manages = may(request, MANAGE)
    chain = queries.chain(theme, clock.day(request.at))
    told = queries.told_at(chain.theme)
    doors_of = list(queries.doors_of(theme))
    return {
        "tabs": pages("desk_themes", request), "chain": chain, "theme": theme, "manages": manages,
        "voices": voices_of(theme, hidden=manages), "doors": [(door, door.pk in told) for door in doors_of],
        "tell_form": tell_form, "collects": may(request, COLLECT), "lacks_fact": _lacking(chain),
        "choices": [wordings.text(choice.words, Wording.SMALL) for choice in theme.choices.all()],
        "dropped": Done.objects.filter(theme=theme, dropped_on__isnull=False) if manages else (),
        "crumbs": theme_crumbs(theme, _("テーマ"))[:-1],
    }  # fmt: skip


def voices_of(theme: Theme, *, hidden: bool) -> list[Opinion]:
    found = Opinion.objects.filter(groupings__theme=theme).select_related("door").order_by("day", "pk")
    found = found if hidden else found.filter(state=Opinion.State.SHOWN)
    return list(found[:VOICES_MAX])


def _lacking(chain: queries.Chain) -> list[Done]:
    """Places where the wish came true, and whose own entry does not say so yet."""
    wish = chain.theme.wish
    return [row for row in chain.done if wish and row.place and wish not in row.place.features]


def _tell_form(request: Request, theme: Theme, data: Any = None) -> TellForm:
    everybody = may(request, MANAGE)
    return TellForm(
        data, doors=queries.doors_of(theme), told=queries.told_at(theme), everybody=everybody, today=clock.day(request.at)
    )  # fmt: skip


@doors.desk
@require_http_methods(FORMS)
def decide(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id, MANAGE)
    chain = queries.chain(theme, clock.day(request.at))
    form = DecisionForm(request.POST or None, last=chain.decision)
    if request.method == "POST" and form.is_valid():
        made = done(
            request,
            lambda: deciding.decide(theme=theme, values=form.cleaned_data, by=request.actor, at=request.at),
            thanks=_("答えました。ホームページに 出ています。つぎは、言ってくれた ところへ 知らせましょう。"),
            form=form,
        )
        if made:
            return redirect(reverse("voices:desk_theme", args=[public_id]) + "#told")
    context = {
        "form": form, "chain": chain, "theme": theme, "tabs": pages("desk_themes", request),
        "voices": voices_of(theme, hidden=True), "crumbs": theme_crumbs(theme, _("答えを 決める")),
    }  # fmt: skip
    return render(request, "voices/themes/decide.html", context)


@doors.desk
@require_http_methods(FORMS)
def report(request: Request, public_id: str) -> HttpResponse:
    """What was done."""
    theme = find_theme(request, public_id, MANAGE)
    form = DoneForm(request.POST or None, request.FILES or None, theme=theme, today=clock.day(request.at))
    if request.method == "POST" and form.is_valid():
        values, photo = form.values(), form.picture()
        made = done(
            request,
            lambda: doing.report(theme=theme, values=values, photo=photo, by=request.actor, at=request.at),
            thanks=_("できたことを のせました。"), form=form,
        )  # fmt: skip
        if made:
            return redirect(reverse("voices:desk_theme", args=[public_id]) + "#done")
    context = {
        "form": form, "heading": _("できたことを 書く"), "about": theme.title, "submit": _("のせる"),
        "cancel": reverse("voices:desk_theme", args=[public_id]), "crumbs": theme_crumbs(theme, _("できたこと")),
    }  # fmt: skip
    return render(request, "voices/themes/edit.html", context)


@doors.desk
@require_POST
def take_out(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id, MANAGE)
    form = TakeOutForm(request.POST)
    keys = form.cleaned_data["opinions"] if form.is_valid() else []
    done(
        request, lambda: grouping.take_out(theme=theme, opinions=keys, by=request.actor, at=request.at),
        thanks=_("声を 取り出しました。テーマの ない声に もどっています。"),
    )  # fmt: skip
    return redirect(reverse("voices:desk_theme", args=[public_id]) + "#voices")


@doors.desk
@require_POST
def done_set(request: Request, public_id: str, to: str) -> HttpResponse:
    """`drop` takes one thing that was done off the pages, `restore` puts it back, `entry` writes it into the place's."""
    row = Done.objects.select_related("theme").filter(public_id=public_id).first()
    need(request, MANAGE)
    deeds = {
        "drop": (doing.drop, _("ページから はずしました。")),
        "restore": (doing.restore, _("ページに もどしました。")),
        "entry": (doing.put_in_entry, _("居場所の 案内の「あるもの」に のせました。さがすときも 地図でも 見つかります。")),
    }  # fmt: skip
    if row is None or to not in deeds:
        raise Http404
    deed, thanks = deeds[to]
    done(request, lambda: deed(done=row, by=request.actor, at=request.at), thanks=thanks)
    return redirect(reverse("voices:desk_theme", args=[row.theme.public_id]) + "#done")


@doors.desk
@require_POST
def tell(request: Request, public_id: str) -> HttpResponse:
    theme = find_theme(request, public_id)
    need(request, COLLECT)
    form = _tell_form(request, theme, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        told = done(
            request,
            lambda: telling.tell(
                theme=theme, doors=form.chosen(), way=given["way"], on=given["on"], by=request.actor, at=request.at
            ),
            thanks=_("知らせたことを 書きました。"), form=form,
        )  # fmt: skip
        if told is not None:
            return redirect(reverse("voices:desk_theme", args=[public_id]) + "#told")
    return render(request, "voices/themes/theme.html", _context(request, theme, form))


@doors.desk
@require_POST
def untell(request: Request, told: int) -> HttpResponse:
    need(request, COLLECT)
    row = Told.objects.select_related("theme", "door__place").filter(pk=told).first()
    if row is None:
        raise Http404
    done(
        request, lambda: telling.take_back(told=row, by=request.actor, at=request.at) or True,
        thanks=_("しるしを 消しました。"),
    )  # fmt: skip
    return redirect(reverse("voices:desk_theme", args=[row.theme.public_id]) + "#told")
