"""One button, one step: the same for the centre and for the place, behind two doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel import clock
from ibasho.base.ui.deeds import done
from ibasho.base.ui.fields import kind_errors
from ibasho.base.ui.request import Request
from ibasho.rooms.care.actions import referrals as actions
from ibasho.rooms.care.forms.referrals import (
    ArriveForm,
    DeclineForm,
    EndForm,
    FirstDayForm,
    RevokeForm,
    WithdrawForm,
)
from ibasho.rooms.care.models import Referral
from ibasho.rooms.care.rules.kinds import Decline, Ended

PLACE = ("accept", "decline", "arrive", "end", "take_back")
CENTRE = (*PLACE, "revoke", "withdraw", "ask_again", "look", "first_day")
_FORMS: dict[str, type[forms.Form]] = {
    "decline": DeclineForm, "arrive": ArriveForm, "end": EndForm, "revoke": RevokeForm, "first_day": FirstDayForm,
    "withdraw": WithdrawForm,
}  # fmt: skip
_DEEDS: dict[str, Callable[..., Referral]] = {
    "accept": actions.accept, "decline": actions.decline, "arrive": actions.arrive, "end": actions.end,
    "take_back": actions.take_back, "revoke": actions.revoke, "ask_again": actions.ask_again, "look": actions.look,
    "first_day": actions.change_first_day, "withdraw": actions.withdraw,
}  # fmt: skip
THANKS = {
    "accept": gettext_lazy("「はい、来てください」を 知らせました。"),
    "decline": gettext_lazy("「いまは むずかしいです」を 知らせました。返事を ありがとうございます。"),
    "arrive": gettext_lazy("「来ました」を 知らせました。"),
    "end": gettext_lazy("おわりに しました。"),
    "take_back": gettext_lazy("もどしました。"),
    "revoke": gettext_lazy("とりやめました。居場所からは もう 見えません。"),
    "withdraw": gettext_lazy("同意を やめたことを 入れました。"),
    "ask_again": gettext_lazy("もう一度 たのみました。"),
    "look": gettext_lazy("見たことに しました。"),
    "first_day": gettext_lazy("さいしょの日を かえました。居場所に 知らせました。"),
}


def perform(request: Request, row: Referral, allowed: tuple[str, ...]) -> bool:
    """`do` of the button that was pressed. What is refused stands as a sentence on the next page."""
    asked = request.POST.get("do", "")
    if asked not in allowed:
        raise Http404
    told: dict[str, Any] = {}
    if asked in _FORMS:
        form = _FORMS[asked](request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(words for bound in form for words in kind_errors(bound)))
            return False
        told = _given(asked, form, request)
    deed = _DEEDS[asked]
    made = done(
        request,
        lambda: deed(referral=row, **told, by=request.actor, at=request.at),
        thanks=THANKS[asked],
    )
    return made is not None


def _given(asked: str, form: forms.Form, request: Request) -> dict[str, Any]:
    told = form.cleaned_data
    if isinstance(form, RevokeForm):
        return {"withdrawn_on": form.day(clock.day(request.at))}
    if asked == "decline":
        return {"why": Decline(told["why"]), "told": told["told"]}
    if asked == "end":
        return {"how": Ended(told["how"])}
    return dict(told)


def drawn(row: Referral) -> list[dict[str, Any]]:
    """The way of a referral as four steps: each with its day, its state (done, now, or neither) and its word."""
    way: list[tuple[str, str, date | None]] = [
        ("asked", _("たのんだ"), row.asked_at), ("accepted", _("うけた"), row.answered_at), ("arrived", _("来た"), row.arrived_on),
        ("ended", _("おわり"), row.ended_at),
    ]  # fmt: skip
    if row.state == Referral.State.DECLINED:
        way = [way[0], ("declined", _("むずかしい"), row.answered_at)]
    elif row.state == Referral.State.REVOKED:
        passed = [one for one in way[:-1] if one[2] is not None]
        way = [*passed, ("revoked", _("とりやめ"), row.ended_at)]
    here = [state for state, _word, _day in way].index(row.state)
    return [
        {"word": word, "day": day, "done": at < here or (at == here == len(way) - 1), "now": at == here}
        for at, (_state, word, day) in enumerate(way)
    ]
