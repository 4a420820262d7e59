"""One note: its words for who has it, once the entry that they were read stands; for a colleague who has it, and no word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import tidy_code
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.fields import kind_errors
from ibasho.base.ui.request import Request
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.actions import notices as actions
from ibasho.rooms.care.forms.notices import CloseForm, SameForm, SayForm
from ibasho.rooms.care.models import NoteWord, Notice
from ibasho.rooms.care.queries import centre, council, words, written
from ibasho.rooms.care.queries import notices as queries
from ibasho.rooms.care.rules.kinds import SIGN_ICONS, Outcome, Pace, Sign
from ibasho.rooms.care.views import desk_pages
from ibasho.rooms.care.views.quietly import quietly
from ibasho.rooms.care.views.secrecy_parts import matter_or_404, parts
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Place

THANKS = {
    "take": gettext_lazy("受理しました。あなたが 担当です。"),
    "put_back": gettext_lazy("もどしました。ほかの人が 受理できます。"),
    "checked": gettext_lazy("会って・聞いて 確かめた ことを のこしました。"),
    "uncheck": gettext_lazy("確認を とりけしました。48時間の 時計は うごいています。"),
    "answer": gettext_lazy("返事を しました。書いた人の 画面に「ありがとうございました」と 出ます。"),
    "reopen": gettext_lazy("もう一度 対応します。"),
    "apart": gettext_lazy("つながりを はずしました。"),
}
LOST = gettext_lazy(
    "かぎが 合わず、開けません。市の システムの 係に「センターの かぎ」を 確かめて もらってください。"
    "正しい かぎが もどれば、また 読めます。"
)
VERBS: dict[str, Callable[..., object]] = {
    "take": actions.take, "put_back": actions.put_back, "checked": actions.checked, "uncheck": actions.uncheck,
    "answer": actions.answer, "reopen": actions.reopen, "apart": actions.apart,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of the words. `group` is bound to secrecy today where `may_say`."""

    told: written.Written
    place: Place | None
    group: Organisation | None
    writer: str
    may_say: bool
    back: list[tuple[NoteWord, str]]

    @property
    def signs(self) -> list[tuple[Sign, str]]:
        return [(one, SIGN_ICONS[one]) for one in self.told.signs]


@doors.desk
@doors.anew
@require_safe
@quietly
def one(request: Request, public_id: str) -> HttpResponse:
    """The words come after the entry that they were read: its transaction stands before anything is rendered."""
    found = _find(request, public_id)
    secrecy = parts(request, found.matter)
    line, adrift = queries.lines([found], request.at)[0], queries.is_adrift(found, request.at)
    shown, unread = _read(request, found)
    context = {
        **secrecy, "notice": found, "line": line, "shown": shown, "unread": unread,
        "crumbs": desk_pages.crumbs((found.matter.public_id, "")), "end_form": CloseForm(), "say_form": SayForm(),
        "same_form": SameForm(), "same": _same(request, found), "adrift": adrift,
        "takeable": actions.may_take(found, request.actor, request.at),
        "may_uncheck": actions.may_uncheck(found, request.at),
        "may_end": found.pace == Pace.GLAD.value or found.checked_at is not None,
        "urgent": found.pace == Pace.URGENT.value and found.checked_at is None and found.state != Notice.State.CLOSED,
    }  # fmt: skip
    return render(request, "care/notices/one.html", context)


@doors.desk
@require_POST
@quietly
def do(request: Request, public_id: str) -> HttpResponse:
    """`do`: take, put_back, checked, uncheck, answer, reopen, apart; close, say, unsay, same with their fields."""
    found = _find(request, public_id)
    by, at, asked = request.actor, request.at, request.POST.get("do", "")
    with_fields = {"close": _close, "say": _say, "unsay": _unsay, "same": _same_as}
    if asked in with_fields:
        with_fields[asked](request, found)
    elif asked in VERBS:
        done(request, lambda: VERBS[asked](notice=found, by=by, at=at), thanks=THANKS[asked])
    else:
        raise Http404
    return redirect("care:desk_notice", public_id)


def _close(request: Request, found: Notice) -> None:
    form = CloseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("どう なったかを えらんでください。"))
        return
    outcome = Outcome(form.cleaned_data["outcome"])
    done(
        request,
        lambda: actions.close(notice=found, outcome=outcome, by=request.actor, at=request.at),
        thanks=_("おわりに しました。ことばは 90日で 消えます。それまでは もう一度 対応できます。"),
    )


def _say(request: Request, found: Notice) -> None:
    form = SayForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(words for bound in form for words in kind_errors(bound)))
        return
    text = form.cleaned_data["text"]
    done(
        request,
        lambda: actions.say(notice=found, text=text, by=request.actor, at=request.at),
        thanks=_("ことばを 返しました。書いた人が 自分の メモで 読めます。"),
    )


def _unsay(request: Request, found: Notice) -> None:
    word = NoteWord.objects.select_related("notice").filter(
        notice=found, public_id=request.POST.get("word", "")
    ).first()  # fmt: skip
    if word is None:
        raise Http404
    done(
        request,
        lambda: actions.unsay(word=word, by=request.actor, at=request.at),
        thanks=_("ことばを とりけしました。もう 読んだ人は おぼえているかも しれません。"),
    )


def _same_as(request: Request, found: Notice) -> None:
    number = tidy_code(request.POST.get("first", ""))
    first = queries.seen(request.actor).filter(matter__public_id=number).first() if number else None
    if first is None:
        messages.error(request, _("その番号の 気づきは ありません。番号を 確かめてください。"))
        return
    done(
        request,
        lambda: actions.same_as(notice=found, first=first, by=request.actor, at=request.at),
        thanks=_("おなじ ことの 気づきとして つなげました。どちらの 書いた人にも 返事を してください。"),
    )


def _find(request: Request, public_id: str) -> Notice:
    matter = matter_or_404(request, public_id)
    found = Notice.objects.select_related("writer", "typed_by", "same_as").filter(matter=matter).first()
    if found is None:
        raise Http404
    found.matter = matter
    return found


def _read(request: Request, found: Notice) -> tuple[Shown | None, str]:
    """None for who may not read it, and with a sentence where the words are gone or cannot be opened."""
    try:
        return _opened(request, found), ""
    except NotFound:
        return None, ""
    except DomainError as refusal:
        return None, str(LOST) if refusal.code == "sealed" else refusal.message


def _opened(request: Request, found: Notice) -> Shown:
    """No transaction around it: the entry stands also where what was opened turns out to be broken."""
    key = matters.open_matter(matter=found.matter, by=request.actor, at=request.at)
    told, day = written.of(found, key), clock.day(request.at)
    group = Organisation.objects.filter(public_id=told.organisation).first() if told.organisation else None
    back = [
        (one, words.opened(one.sealed_text, key=key, column="care.noteword.text", row=one.public_id))
        for one in found.back.order_by("sent_at", "pk")
    ]
    return Shown(
        told, Place.objects.filter(public_id=told.place).first() if told.place else None, group,
        centre.names([found.writer_id], day)[found.writer_id] if found.writer_id else "",
        group is not None and found.writer_id is not None and council.is_member(group.pk, day), back,
    )  # fmt: skip


def _same(request: Request, found: Notice) -> list[Notice]:
    """The notes told as the same thing, as far as this person may know of them."""
    root = found.same_as_id or found.pk
    rows = queries.seen(request.actor).filter(queries.same(root)).exclude(pk=found.pk)
    return list(rows.order_by("received_at", "pk"))
