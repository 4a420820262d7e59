"""Keys at the desk, in plain words. Turning or stopping one asks for the second factor again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import keys as actions
from ibasho.rooms.mealtickets.forms.cards import WhyForm
from ibasho.rooms.mealtickets.models import SigningKey
from ibasho.rooms.mealtickets.queries import sheets
from ibasho.rooms.mealtickets.views.seeing import managing, may_manage, reading

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@reading
@require_safe
def keys(request: Request) -> HttpResponse:
    live = sheets.live_by_key()
    rows = [(row, live.get(row.key_id, 0)) for row in SigningKey.objects.order_by("-key_id")]
    context = {"rows": rows, "may_manage": may_manage(request), "crumbs": _crumbs()}
    return render(request, "mealtickets/cards/keys.html", context)


@doors.desk
@doors.anew
@managing
@require_http_methods(FORMS)
def key_rotate(request: Request) -> HttpResponse:
    if request.method == "POST":
        key = actions.rotate(by=request.actor, at=request.at)
        messages.success(
            request, _("これから 作るカードは 新しい鍵（%(n)s番）で 署名します。") % {"n": key.key_id}
        )
        return redirect("mealtickets:keys")
    context = {
        "heading": _("新しい鍵に かえる"), "submit": _("新しい鍵に かえる"), "cancel": reverse("mealtickets:keys"),
        "text": _("これから 作るカードだけが 新しい鍵に なります。いま くばってあるカードは そのまま 使えます。"),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@doors.desk
@doors.anew
@managing
@require_http_methods(FORMS)
def key_revoke(request: Request, key_id: int) -> HttpResponse:
    key = get_object_or_404(SigningKey, key_id=key_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke(key_id=key_id, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("%(n)s番の鍵のカードを すべて 止めました。") % {"n": key_id})
        return redirect("mealtickets:keys")
    context = {
        "heading": _("この鍵のカードを すべて 止める"), "form": form, "submit": _("すべて 止める"), "tone": "danger",
        "text": _("にせのカードが 作られたときの ための しくみです。くばってある この鍵のカードは 1枚も 使えなくなり、作りなおして くばることに なります。もどせません。"),
        "facts": [(_("鍵の番号"), key.key_id), (_("使えるカード"), sheets.live_by_key().get(key_id, 0))],
        "cancel": reverse("mealtickets:keys"),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("カード"), reverse("mealtickets:sheets")), (_("署名の鍵"), "")]
