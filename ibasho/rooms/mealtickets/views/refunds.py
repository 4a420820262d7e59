"""Money back: asked for on the gift's page, decided by another person."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.yen import format_yen
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import refunds as actions
from ibasho.rooms.mealtickets.forms.desk_gifts import RefundForm
from ibasho.rooms.mealtickets.models import Gift, Refund
from ibasho.rooms.mealtickets.queries import refunds as queries
from ibasho.rooms.mealtickets.views.crumbs import under
from ibasho.rooms.mealtickets.views.gifts_desk import found
from ibasho.rooms.mealtickets.views.seeing import money

SHOWN_MAX = 100


@doors.desk
@money
@require_http_methods(["GET", "HEAD", "POST"])
def desk_gift_refund(request: Request, reference: str) -> HttpResponse:
    gift = found(reference)
    form = RefundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(
                gift=gift, yen=form.cleaned_data["yen"], why=form.cleaned_data["why"], by=request.actor, at=request.at
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("返金を 申請しました。ほかの担当の方が 決めます。"))
            return redirect("mealtickets:desk_gift", reference)
    back = reverse("mealtickets:desk_gift", args=[reference])
    crumbs = under((_("寄附"), reverse("mealtickets:desk_gifts")), (reference, back), (_("返金"), ""))
    context = {
        "gift": gift,
        "form": form,
        "possible_yen": queries.possible_yen(gift),
        "crumbs": crumbs,
        "back": back,
    }
    return render(request, "mealtickets/desk_gifts/refund.html", context)


@doors.desk
@money
@require_safe
def desk_refunds(request: Request) -> HttpResponse:
    """Those that wait for a second person, then those decided."""
    rows = list(queries.refunds()[:SHOWN_MAX])
    answers = queries.answers(rows)
    context = {
        "to_decide": [row for row in rows if row.state == Refund.State.ASKED],
        "decided": [(row, answers.get(row.pk)) for row in rows if row.state != Refund.State.ASKED],
        "me": request.actor.person_id,
        "crumbs": under((_("寄附"), reverse("mealtickets:desk_gifts")), (_("返金"), "")),
    }
    return render(request, "mealtickets/desk_gifts/refunds.html", context)


@doors.desk
@doors.anew
@money
@require_http_methods(["GET", "HEAD", "POST"])
def desk_refund_approve(request: Request, refund: int) -> HttpResponse:
    words = _("お返しを 決めました。")
    return _decide(request, refund, actions.approve, _("この返金を 決めますか"), _("お返しする"), words)


@doors.desk
@doors.anew
@money
@require_http_methods(["GET", "HEAD", "POST"])
def desk_refund_refuse(request: Request, refund: int) -> HttpResponse:
    words = _("返さないことに しました。")
    return _decide(request, refund, actions.refuse, _("返さないことに しますか"), _("返さない"), words)


def _decide(
    request: Request, key: int, act: Callable[..., Refund], heading: str, submit: str, words: str
) -> HttpResponse:
    row = get_object_or_404(Refund.objects.select_related("gift__fund", "asked_by"), pk=key)
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        try:
            act(refund=row, by=request.actor, at=request.at)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, words)
        return redirect("mealtickets:desk_refunds")
    context = {
        "heading": heading, "submit": submit, "cancel": reverse("mealtickets:desk_refunds"), "facts": _facts(row),
        "text": _HOW[Gift.Channel(row.gift.channel)],
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


_HOW = {
    Gift.Channel.CARD: "決めると、カード会社に 返金を たのみます。届くまで 数日から 数週間 かかります。",
    Gift.Channel.BANK: "決めたあと、会計の係が 振込で お返しします。ここでは 帳簿だけが かわります。",
    Gift.Channel.COUNTER: "決めたあと、窓口か 振込で お返しします。ここでは 帳簿だけが かわります。",
}


def _facts(row: Refund) -> list[tuple[str, str]]:
    return [
        (_("受付番号"), row.gift.reference),
        (_("方法"), row.gift.get_channel_display()),
        (_("寄附の金額"), format_yen(row.gift.amount_yen)),
        (_("お返しする金額"), format_yen(row.amount_yen)),
        (_("わけ"), row.why),
        (_("申請した人"), str(row.asked_by)),
    ]
