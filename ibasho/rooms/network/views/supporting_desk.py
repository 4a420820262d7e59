"""応援 at the desk: who wants beside who offers, what could fit, what was brought together."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import matching, notices
from ibasho.rooms.network.forms.supporting import BackForm, DoneForm, NoticeForm
from ibasho.rooms.network.models import Match, Notice
from ibasho.rooms.network.queries import supporting as queries
from ibasho.rooms.network.rules.kinds import Direction, Resource
from ibasho.rooms.network.views.supporting_pages import desk_page, sent
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.rules import moderation

HOME = "desk_supporting"
NOTICE_VERBS = {"close": notices.close, "reopen": notices.reopen}
NOTICE_THANKS = {
    "look": gettext_lazy("のせました。だれでも 読めます。"),
    "close": gettext_lazy("おわりに しました。「また のせる」で もどせます。"),
    "reopen": gettext_lazy("また のせました。"),
}
MATCH_DEEDS = {"yes": matching.say_yes, "unsay": matching.unsay, "decline": matching.decline}
MATCH_THANKS = {
    "yes": gettext_lazy("「よい」と 書きました。"),
    "unsay": gettext_lazy("「よい」を とりけしました。"),
    "decline": gettext_lazy("見おくりました。「もどす」で 前のままに なります。"),
}


@doors.desk
@require_safe
def desk_supporting(request: Request) -> HttpResponse:
    """`?resource=food` shows one kind alone; `?format=` gives every notice in one row each."""
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    if exports.wanted(request):
        return exports.answer(request, notice_table(), "motomeru-teikyo")
    today = clock.day(request.at)
    rows = list(queries.open_notices(today))
    asked = request.GET.get("resource", "")
    kinds = [one for one in Resource if not asked or one == asked]
    if not kinds:
        raise Http404
    context = {
        **desk_page(request, HOME, _("応援")), "to_look_at": list(queries.to_look_at()),
        "sent_back": list(queries.sent_back()), "resource": asked, "resources": list(Resource),
        "lines": [_line(one, rows) for one in kinds], "pairs": queries.pairs(today, rows),
        "matches": queries.open_matches(), "ended": queries.ended_matches(), "closed": list(queries.closed_notices()[:50]),
        "supporters_new": queries.supporters_to_look_at().count(), "any": bool(rows),
    }  # fmt: skip
    return render(request, "network/supporting/desk.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_notice_new(request: Request) -> HttpResponse:
    """Typed in for somebody who called or came by. `?group=` is chosen beforehand."""
    policies.require(request.actor, P.NETWORK_WRITE, at=request.at)
    kept = {name: request.GET.get(name, "") for name in ("group", "direction", "resource")}
    form = NoticeForm(sent(request), today=clock.day(request.at), asks=True, initial=kept)
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: notices.post(
                organisation=form.group, told=form.told(), agrees=form.agreed, by=request.actor, at=request.at
            ),
            form=form, thanks=_("入れました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("network:desk_notice", made.public_id)
    context = {**desk_page(request, HOME, _("応援"), _("求める・提供するを 入れる")), "form": form}
    return render(request, "network/supporting/desk_form.html", context)


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_notice(request: Request, public_id: str) -> HttpResponse:
    """One, as everybody will read it; what a reader should know before showing it; its words to mend."""
    row = _notice(request, public_id)
    form = NoticeForm(sent(request), today=clock.day(request.at), initial=NoticeForm.of(row))
    if request.method == "POST" and form.is_valid():
        made = done(
            request, lambda: notices.change(
                notice=row, told=form.told(), agrees=form.agreed, by=request.actor, at=request.at
            ),
            form=form, thanks=_("直しました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("network:desk_notice", public_id)
    context = {
        **desk_page(request, HOME, _("応援"), row.title), "notice": row, "form": form, "back": BackForm(),
        "held_for": moderation.held_for(queries.shown_words(row)), "changing": request.method == "POST",
        "mark": queries.words_of(row).mark,
    }  # fmt: skip
    return render(request, "network/supporting/desk_notice.html", context)


@doors.desk
@require_POST
def desk_notice_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    row = _notice(request, public_id)
    if verb == "back":
        why = request.POST.get("why", "")
        done(
            request, lambda: notices.back(notice=row, why=why, by=request.actor, at=request.at),
            thanks=_("団体に 返しました。直したら また ここに 出ます。"),
        )  # fmt: skip
    elif verb == "look":
        read = request.POST.get("seen", "")
        done(
            request, lambda: notices.look(notice=row, seen=read, by=request.actor, at=request.at),
            thanks=NOTICE_THANKS[verb],
        )  # fmt: skip
    elif verb in NOTICE_VERBS:
        done(
            request, lambda: NOTICE_VERBS[verb](notice=row, by=request.actor, at=request.at),
            thanks=NOTICE_THANKS[verb],
        )  # fmt: skip
    else:
        raise Http404
    return redirect("network:desk_notice", public_id)


@doors.desk
@require_POST
def desk_match_make(request: Request) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_MANAGE, at=request.at)
    want = queries.find(request.POST.get("want", ""))
    offer = queries.find(request.POST.get("offer", ""))
    made = done(
        request, lambda: matching.bring_together(
            want=want, offer=offer, words=request.POST.get("words", ""), by=request.actor, at=request.at
        ),
        thanks=_("両方に 知らせました。アカウントも メールも ない団体には 電話してください。"),
    )  # fmt: skip
    return redirect("network:desk_match", made.public_id) if made else redirect(f"network:{HOME}")


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_match(request: Request, public_id: str) -> HttpResponse:
    """One pair: who said yes, whom to call, and what it became (POST)."""
    row = _match(request, public_id)
    form = DoneForm(sent(request), initial={"became": row.became, "children": row.children})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = done(
            request, lambda: matching.done(
                match=row, became=given["became"], children=given["children"], by=request.actor, at=request.at
            ),
            form=form, thanks=_("書きました。「応援する人」の ページに のります。"),
        )  # fmt: skip
        if made is not None:
            return redirect("network:desk_match", public_id)
    context = {
        **desk_page(request, HOME, _("応援"), _("ひきあわせ")), "match": row, "form": form,
        "sides": [
            (Direction.WANT, row.want, row.want_yes_at), (Direction.OFFER, row.offer, row.offer_yes_at),
        ],
    }  # fmt: skip
    return render(request, "network/supporting/desk_match.html", context)


@doors.desk
@require_POST
def desk_match_do(request: Request, public_id: str, verb: str) -> HttpResponse:
    """What one side said on the telephone, or that it goes on after all."""
    row = _match(request, public_id)
    policies.require(request.actor, P.NETWORK_WRITE, at=request.at)
    side = request.POST.get("side", "")
    if verb == "resume":
        done(
            request,
            lambda: matching.resume(match=row, by=request.actor, at=request.at),
            thanks=_("もどしました。"),
        )
    elif verb in MATCH_DEEDS and side in {one.value for one in Direction}:
        done(
            request, lambda: MATCH_DEEDS[verb](match=row, side=side, by=request.actor, at=request.at),
            thanks=MATCH_THANKS[verb],
        )  # fmt: skip
    else:
        raise Http404
    return redirect("network:desk_match", public_id)


def notice_table() -> Table:
    """One row per notice, in the order of a platform's own page of needs and seeds."""
    columns = [
        Column(_("区分"), lambda one: one.get_direction_display()),
        Column(_("種類"), lambda one: one.get_resource_display()),
        Column(_("団体・企業"), lambda one: one.organisation.name),
        Column(_("見出し"), lambda one: one.title),
        Column(_("内容"), lambda one: one.words),
        Column(_("どのくらい"), lambda one: one.amount_words),
        Column(_("どのあたり"), lambda one: one.where_words),
        Column(_("いつまで"), lambda one: one.until),
        Column(_("状態"), lambda one: one.get_state_display()),
        Column(_("入れた日"), lambda one: clock.day(one.made_at)),
    ]
    return Table(_("求めている・提供できる"), columns, queries.all_notices())


def _line(kind: Resource, rows: list[Notice]) -> tuple[Resource, list[Notice], list[Notice]]:
    """(kind, who wants it, who offers it)"""
    of = [one for one in rows if one.resource == kind]
    return kind, [one for one in of if one.direction == Direction.WANT], [
        one for one in of if one.direction == Direction.OFFER
    ]  # fmt: skip


def _notice(request: Request, public_id: str) -> Notice:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    return queries.find(public_id)


def _match(request: Request, public_id: str) -> Match:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    return queries.find_match(public_id)
