"""回収 at the desk: one tap, whom to ring up, what they say, the trace on paper and as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.base.ui import doors, exports, papers
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.surplus.actions import recalls as actions
from ibasho.rooms.surplus.forms.handing import AnswerForm, CloseForm, RecallForm
from ibasho.rooms.surplus.models import Offer, Recall, RecallAnswer, Share
from ibasho.rooms.surplus.queries import recalls as queries
from ibasho.rooms.surplus.queries.handing import giver_of
from ibasho.rooms.surplus.queries.recalls import Trace
from ibasho.rooms.surplus.rules import handing as rules
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.views.desk_pages import Crumbs, crumbs, may, pages, require
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.desk
@require_safe
def desk_recalls(request: Request) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    context = {
        "recalls": queries.recalls(),
        "pages": pages("desk_records"),
        "crumbs": _crumbs((_("回収"), "")),
    }
    return render(request, "surplus/carrying/recalls.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_recall_new(request: Request, public_id: str) -> HttpResponse:
    """Shows whom it will reach, asks for the words, and tells everybody at once."""
    require(request, Permission.SURPLUS_MANAGE)
    offer = get_object_or_404(Offer.objects.select_related("organisation"), public_id=public_id)
    if Recall.objects.filter(offer=offer).exists():
        return redirect("surplus:desk_recall", public_id)
    form = RecallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        made = done(
            request, lambda: actions.recall(offer=offer, words=words, by=request.actor, at=request.at),
            thanks=_("とめました。メールの ある ところには 送りました。「電話する」の ところに 電話してください。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect("surplus:desk_recall", public_id)
    shares = Share.objects.filter(proposal__offer=offer, state__in=actions.REACHED).select_related(
        "receiver__place"
    )
    context = {"offer": offer, "form": form, "shares": shares, "crumbs": _crumbs((_("回収する"), ""))}
    return render(request, "surplus/carrying/recall_new.html", context)


@doors.desk
@require_safe
def desk_recall(request: Request, public_id: str) -> HttpResponse:
    require(request, Permission.SURPLUS_READ)
    recall = _find(public_id)
    table = _table(recall)
    if exports.wanted(request):
        return exports.answer(request, table, f"kaishu_{recall.offer.public_id}")
    answers = queries.answers(recall)
    context = {
        "recall": recall, "offer": recall.offer, "answers": answers, "table": table, "close_form": CloseForm(),
        "to_call": [one for one in answers if one.told_at is None], "silent": sum(1 for one in answers if one.answered_at is None),
        "left": sum(one.left_grams or 0 for one in answers), "eaten": sum(1 for one in answers if one.eaten),
        "may_manage": may(request, Permission.SURPLUS_MANAGE), "may_write": may(request, Permission.SURPLUS_WRITE),
        "crumbs": _crumbs((recall.offer.name, "")),
    }  # fmt: skip
    return render(request, "surplus/carrying/recall.html", context)


@doors.desk
@require_POST
def desk_recall_do(request: Request, public_id: str) -> HttpResponse:
    """`do`: told or untold with `share`, or close with `why`."""
    require(request, Permission.SURPLUS_WRITE)
    recall = _find(public_id)
    if request.POST.get("do") == "close":
        why = request.POST.get("why", "")
        done(
            request,
            lambda: actions.close(recall=recall, why=why, by=request.actor, at=request.at),
            thanks=_("回収を おわりに しました。"),
        )
    else:
        row = recall.answers.filter(share__public_id=request.POST.get("share", "")).first()
        if row is None:
            raise Http404
        reached = request.POST.get("do") != "untold"
        done(
            request,
            lambda: actions.told(answer=row, reached=reached, by=request.actor, at=request.at),
            thanks=_("「知らせた」に しました。") if reached else _("「電話する」に もどしました。"),
        )
    return redirect("surplus:desk_recall", public_id)


@doors.desk
@require_http_methods(FORMS)
def desk_recall_answer(request: Request, public_id: str) -> HttpResponse:
    """What a receiver said on the telephone, typed in."""
    require(request, Permission.SURPLUS_WRITE)
    rows = RecallAnswer.objects.select_related("recall__offer", "share__receiver__place")
    row = get_object_or_404(rows, share__public_id=public_id)
    return answer_page(
        request, row, "ui/desk.html", reverse("surplus:desk_recall", args=[row.recall.offer.public_id])
    )


def answer_page(request: Request, row: RecallAnswer, layout: str, back: str) -> HttpResponse:
    known = row.answered_at is not None
    initial = (
        {"left": row.left_grams, "eaten": "yes" if row.eaten else "no", "words": row.words} if known else None
    )
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.told()
        made = done(
            request, lambda: actions.answer(answer=row, **given, by=request.actor, at=request.at),
            thanks=_("返事を うけとりました。ありがとうございます。"), form=form,
        )  # fmt: skip
        if made is not None:
            return redirect(back)
    context = {"answer": row, "offer": row.recall.offer, "form": form, "layout": layout, "back": back}
    return render(request, "surplus/carrying/recall_answer.html", context)


@doors.desk
@require_safe
def desk_recall_paper(request: Request, public_id: str) -> HttpResponse:
    """The trace of every gram, for the 保健所."""
    require(request, Permission.SURPLUS_READ)
    recall = _find(public_id)
    back = reverse("surplus:desk_recall", args=[public_id])
    return papers.shown(
        request, lambda: pdf.render("surplus/pdf/trace.typ", _paper(recall)), f"kaishu_{public_id}", back
    )


def _paper(recall: Recall) -> dict[str, object]:
    table, offer = _table(recall), recall.offer
    return {
        "day": clock.day(recall.recalled_at).isoformat(), "name": offer.name, "kg": kg(offer.grams), "lot": offer.lot,
        "giver": giver_of(offer), "words": recall.words,
        "head": [str(one.label) for one in table.columns],
        "rows": [[cell.shown for cell in row] for row in table.cells],
    }  # fmt: skip


def _table(recall: Recall) -> Table:
    columns = [
        Column(_("居場所"), lambda one: one.share.receiver.place.name),
        Column(_("電話"), lambda one: one.share.receiver.place.phone),
        Column(_("状態"), lambda one: one.state),
        Column(_("わたした日"), lambda one: clock.day(one.handover.handed_at) if one.handover else None),
        Column(_("重さ"), lambda one: kg(one.handover.grams if one.handover else one.share.grams)),
        Column(_("ロット"), lambda one: one.handover.lot if one.handover else ""),
        Column(_("温度"), _degrees),
        Column(_("食事の 数"), lambda one: one.meals, number=True),
        Column(_("のこり"), lambda one: _left(one)),
        Column(_("食べた人"), lambda one: _eaten(one)),
    ]
    return Table(_("回収の 記録"), columns, queries.trace(recall))


def _degrees(one: Trace) -> str:
    tenths = one.handover.temperature_tenths if one.handover else None
    return "" if tenths is None else rules.degrees(tenths)


def _left(one: Trace) -> str:
    return "" if one.answer is None or one.answer.left_grams is None else kg(one.answer.left_grams)


def _eaten(one: Trace) -> str:
    known = one.answer.eaten if one.answer else None
    return "" if known is None else _("いる") if known else _("いない")


def _find(public_id: str) -> Recall:
    return get_object_or_404(Recall.objects.select_related("offer__organisation"), offer__public_id=public_id)


def _crumbs(*pairs: tuple[str, str]) -> Crumbs:
    return crumbs((_("記録"), reverse("surplus:desk_records")), *pairs)
