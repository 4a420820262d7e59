"""Asking for help in two steps, the same for a family and for the adviser: the form, then 「これで いいですか」 with what
it will cost and what happens next. The second step carries everything on by itself; nothing is written before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import requests as actions
from ibasho.rooms.familysupport.forms.requests import SUGGESTIONS, RequestForm
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.models import Request as Asked
from ibasho.rooms.familysupport.queries import met, whereabouts
from ibasho.rooms.familysupport.queries import requests as queries
from ibasho.rooms.familysupport.queries.called import called
from ibasho.rooms.familysupport.queries.expected_fee import expected
from ibasho.rooms.familysupport.queries.request_check import Checked, checked
from ibasho.rooms.familysupport.rules import series
from ibasho.rooms.familysupport.rules.kinds import Content, Skill, Where
from ibasho.rooms.familysupport.rules.requests import Wanted

DAYS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Side:
    """Who fills it in, what the page needs (`layout` among it), and where it goes afterwards (a url name that takes the
    request's id)."""

    by: Actor
    next_name: str
    back: str
    context: dict[str, Any]
    by_adviser: bool = False


def asking(request: Request, member: Member, side: Side, again: Asked | None = None) -> HttpResponse:
    form = RequestForm(
        request.POST or None, children=member.children.order_by("born_on", "pk"), met=met.met(member),
        today=clock.day(request.at), again=again, by_adviser=side.by_adviser,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        wanted, step = form.wanted(), request.POST.get("step", "")
        if step == "send":
            made = done(
                request,
                lambda: actions.ask(member=member, wanted=wanted, by=by_of(side, form), at=request.at),
                thanks=_("うけつけました。決まったら お知らせします。"), form=form,
            )  # fmt: skip
            if made is not None:
                return redirect(f"familysupport:{side.next_name}", made.public_id)
        elif step != "edit":
            found = done(request, lambda: checked(member, wanted, request.at), form=form)
            if found is not None:
                return _confirm(request, member, side, form, found)
    context = {
        **side.context, "form": form, "member": member, "back": side.back,
        "suggestions": whereabouts.offered(member), "suggestions_id": SUGGESTIONS,
        "usual": queries.usual(member) if request.method != "POST" and again is None else (),
    }  # fmt: skip
    return render(request, "familysupport/requests/new.html", context)


def by_of(side: Side, form: RequestForm) -> Actor:
    """The adviser says how the wish came."""
    told = form.cleaned_data.get("via", "")
    return Actor(person_id=side.by.person_id, via=type(side.by.via)(told)) if told else side.by


def _confirm(request: Request, member: Member, side: Side, form: RequestForm, found: Checked) -> HttpResponse:
    wanted = form.wanted()
    cost = expected(member.centre, found.spans, children=len(found.children), content=wanted.content)
    context = {
        **side.context, "member": member, "found": found, "wanted": wanted, "cost": cost,
        "facts": _facts(member, wanted, found, _wished(request, side, found)), "days": found.days[:DAYS_SHOWN],
        "more": max(0, len(found.days) - DAYS_SHOWN), "sent": form.sent(), "back": side.back,
    }  # fmt: skip
    return render(request, "familysupport/requests/confirm.html", context)


def _wished(request: Request, side: Side, found: Checked) -> str:
    """The adviser reads the name, a family that of nobody who is protected."""
    if side.by_adviser and found.wished:
        return found.wished.name
    return called(found.wished, clock.day(request.at))


def _facts(member: Member, wanted: Wanted, found: Checked, wished: str) -> list[tuple[str, str]]:
    hours = f"{clock.time_label(wanted.starts)}～{clock.time_label(wanted.ends)}"
    told = [
        (_("だれを"), "、".join(one.call_name for one in found.children)),
        (_("なにを"), Content(wanted.content).label),
        (_("時間"), hours),
        (_("曜日"), f"毎週 {series.words(wanted.weekdays)}" if wanted.weekdays else ""),
        (_("どこで"), Where(wanted.where).label),
        (_("どこから"), _placed(wanted.from_words, member)),
        (_("どこへ"), _placed(wanted.to_words, member)),
        (_("車"), _("いる") if wanted.needs_car else ""),
        (_("ひつような こと"), "、".join(Skill(one).label for one in wanted.needs)),
        (_("できれば この人に"), wished),
        (_("つたえたいこと"), wanted.words),
    ]
    return [(label, value) for label, value in told if value]


def _placed(words: str, member: Member) -> str:
    """Whether the house knows where that is: then minutes can be told."""
    if not words.strip() or whereabouts.located(words, member) is not None:
        return words
    return _("{words}（場所は センターが 電話で たしかめます）").format(words=words)
