"""On the member's own page: what they are asked, what they have said, what was decided. One tap each; a GET answers nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ibasho.base.ui.deeds import done
from ibasho.base.ui.doors import child
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport.actions import asking
from ibasho.rooms.familysupport.models import Member
from ibasho.rooms.familysupport.queries import my as queries
from ibasho.rooms.familysupport.views.holding import BY, held

TAPS_MAX, TAPS_SECONDS = 120, 600


def part(request: Request, member: Member) -> str:
    """For providers only."""
    if not member.helps:
        return ""
    page = {
        "member": member, "cards": queries.cards(member, request.at), "agreed": queries.agreed(member, request.at),
        "furigana": "off",
    }  # fmt: skip
    return render_to_string("familysupport/asks/_my_part.html", page, request=request)


@child
@never_cache
@require_POST
@limited("support.tap", times=TAPS_MAX, seconds=TAPS_SECONDS)
@held
def answer(request: Request, member: Member, key: int) -> HttpResponse:
    """できます, 今回は むずかしい, or the answer taken back."""
    row, said = queries.own_ask(member, key), request.POST.get("answer")
    if said == "back":
        thanks = _("返事を とりけしました。もう一度 えらんでください。")
        done(request, lambda: asking.take_back(ask=row, by=BY, at=request.at), thanks=thanks)
    elif said in {"yes", "no"}:
        yes = said == "yes"
        thanks = (
            _(
                "「できます」と つたえました。決まったら お知らせします。まちがえたときは 下の「返事を なおす」を おしてください。"
            )
            if yes
            else _(
                "わかりました。知らせてくださって ありがとうございます。断ったことは 依頼した方には 伝わりません。"
            )
        )
        deed = asking.answer_all if request.POST.get("all") else asking.answer
        done(request, lambda: deed(ask=row, yes=yes, by=BY, at=request.at), thanks=thanks)
    return redirect(reverse("familysupport:my") + "#asks")
