"""The yearly report at the desk: the years with their states, one of them with what is missing, its words, its deeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import yearly as actions
from ibasho.front.reports.forms.yearly import WhyForm, WordsForm
from ibasho.front.reports.models import Report
from ibasho.front.reports.queries import yearly as queries
from ibasho.front.reports.rules import report as rules
from ibasho.front.reports.rules.kinds import ReportState
from ibasho.front.reports.views import yearly_pages
from ibasho.front.reports.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people.permissions import Permission as P

FORMS = ["GET", "HEAD", "POST"]
Verb = Callable[..., Any]
_DEEDS: dict[str, tuple[Verb, str | Promise]] = {
    "ask": (actions.ask, gettext_lazy("確認を たのみました。ほかの 担当の方が 見て 公開します。")),
    "publish": (actions.publish, gettext_lazy("公開しました。数と ことばは このまま のこります。")),
    "shut": (actions.shut, gettext_lazy("なかみを しまいました。取り下げた わけだけが 見えます。")),
    "unshut": (actions.unshut, gettext_lazy("なかみを また 読めるように しました。")),
}
_REASONS: dict[str, tuple[Verb, str | Promise, str | Promise]] = {
    "back": (actions.give_back, gettext_lazy("下書きに もどす"), gettext_lazy("下書きに もどしました。")),
    "withdraw": (
        actions.withdraw, gettext_lazy("取り下げる"),
        gettext_lazy("取り下げました。わけを そえて、これからも 読めます。新しい 版を 作れます。"),
    ),
}  # fmt: skip


@doors.desk
@require_safe
def desk_yearly(request: Request) -> HttpResponse:
    require(request)
    today = clock.day(request.at)
    rows: dict[int, list[Report]] = {one: [] for one in queries.years_to_write(today)}
    for row in Report.objects.defer("frozen"):
        rows.setdefault(row.nendo, []).append(row)
    table = [(nendo, years.label(nendo), every) for nendo, every in sorted(rows.items(), reverse=True)]
    context = {**_frame(request), "years": table, "may_write": may(request)}
    return render(request, "reports/yearly/desk.html", context)


@doors.desk
@require_POST
def desk_yearly_draft(request: Request, nendo: int) -> HttpResponse:
    """Begins, or goes on with what is there."""
    require(request, P.REPORTS_WRITE)
    made = done(request, lambda: actions.draft(nendo=nendo, by=request.actor, at=request.at))
    return redirect("reports:desk_report", nendo=nendo) if made else redirect("reports:desk_yearly")


@doors.desk
@require_safe
def desk_report(request: Request, nendo: int) -> HttpResponse:
    """`?edition=` an earlier one. One that was not begun yet shows what there would be to say."""
    require(request)
    row = found(request, nendo)
    edition = queries.of_report(row, clock.day(request.at))
    words = queries.said(row)
    state = ReportState(row.state)
    asked_by_me = row.asked_by_id == request.actor.person_id
    told = [(one, words.get(one.code, ("", ""))) for one in edition.passages]
    context = {
        **_frame(request, (years.label(nendo), "")), "report": row, "edition": edition, "state": state, "nendo": nendo,
        "year": years.label(nendo), "query": f"?edition={row.edition}" if row.state == ReportState.WITHDRAWN else "",
        "told": [(one, *pair) for one, pair in told], "missing": list(queries.missing(edition, words)),
        "may_write": may(request) and state == ReportState.DRAFT,
        "may_publish": may(request, P.REPORTS_PUBLISH) and state == ReportState.ASKED and not asked_by_me,
        "may_give_back": state == ReportState.ASKED and may(request) and (asked_by_me or may(request, P.REPORTS_PUBLISH)),
        "may_withdraw": may(request, P.REPORTS_PUBLISH) and state == ReportState.PUBLISHED,
        "may_shut": may(request, P.REPORTS_PUBLISH) and state == ReportState.WITHDRAWN, "mark": actions.mark_of(row),
        "may_renew": may(request) and state == ReportState.WITHDRAWN and row.pk == _newest(nendo).pk,
        "asked_by_me": asked_by_me and state == ReportState.ASKED, "kids": yearly_pages.kids_of(edition),
        "others": Report.objects.filter(nendo=nendo).exclude(pk=row.pk).defer("frozen"),
    }  # fmt: skip
    return render(request, "reports/yearly/desk_one.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_report_words(request: Request, nendo: int, chapter: str) -> HttpResponse:
    """One chapter's words, with the chapter as it would stand in both editions. `do=look` shows what is typed, unsaved."""
    require(request, P.REPORTS_WRITE)
    row = found(request, nendo)
    of = rules.BY_CODE.get(chapter)
    if of is None or row.state != ReportState.DRAFT:
        raise Http404
    words = queries.said(row)
    held = words.get(chapter, ("", ""))
    form = WordsForm(request.POST or None, chapter=of, initial={"words": held[0], "child_words": held[1]})
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "look":
        deed = done(
            request, lambda: (actions.say(report=row, chapter=chapter, by=request.actor, at=request.at, **form.told()), True),
            thanks=_("書きました。"), form=form,
        )  # fmt: skip
        if deed:
            return redirect(f"{reverse('reports:desk_report', args=[nendo])}#c-{chapter}")
    typed = (form.told()["words"], form.told()["child_words"]) if form.is_bound and form.is_valid() else held
    edition = queries.edition(
        nendo, clock.day(request.at), number=row.edition, words={**words, chapter: typed}
    )
    passage = edition.passage(chapter)
    here = years.label(nendo)
    context = {
        **_frame(request, (here, reverse("reports:desk_report", args=[nendo])), (of.title, "")), "report": row, "form": form,
        "chapter": yearly_pages.chapter(passage, edition) if passage else None, "of": of, "edition": edition, "typed": typed,
        "short": years.short_label(nendo),
        "back": f"{reverse('reports:desk_report', args=[nendo])}#c-{chapter}",
    }  # fmt: skip
    return render(request, "reports/yearly/desk_words.html", context)


@doors.desk
@require_POST
def desk_report_do(request: Request, nendo: int, verb: str) -> HttpResponse:
    require(request, P.REPORTS_WRITE)
    row = found(request, nendo)
    if verb not in _DEEDS:
        raise Http404
    deed, thanks = _DEEDS[verb]
    seen = {"seen": request.POST.get("seen", "")} if verb == "publish" else {}
    done(request, lambda: deed(report=row, **seen, by=request.actor, at=request.at), thanks=thanks)
    asked = f"?edition={row.edition}" if row.state == ReportState.WITHDRAWN else ""
    return redirect(reverse("reports:desk_report", args=[nendo]) + asked)


@doors.desk
@require_http_methods(FORMS)
def desk_report_why(request: Request, nendo: int, verb: str) -> HttpResponse:
    """Giving back and withdrawing need a reason that others read."""
    require(request, P.REPORTS_WRITE)
    row = found(request, nendo)
    if verb not in _REASONS:
        raise Http404
    deed, heading, thanks = _REASONS[verb]
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if done(
            request,
            lambda: deed(report=row, words=words, by=request.actor, at=request.at),
            thanks=thanks,
            form=form,
        ):
            return redirect("reports:desk_report", nendo=nendo)
    back = reverse("reports:desk_report", args=[nendo])
    context = {
        **_frame(request, (years.label(nendo), back), (str(heading), "")), "report": row, "form": form, "heading": heading,
        "submit": heading, "back": back, "public": verb == "withdraw",
    }  # fmt: skip
    return render(request, "reports/yearly/desk_why.html", context)


def found(request: Request, nendo: int) -> Report:
    """The newest edition of a 年度, or the one that `?edition=` asks for. Raises Http404."""
    asked = request.GET.get("edition", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        raise Http404
    row = queries.of_desk(nendo, int(asked) if asked else None)
    if row is None:
        raise Http404
    return row


def _newest(nendo: int) -> Report:
    row = queries.of_desk(nendo)
    if row is None:
        raise Http404
    return row


def _frame(request: Request, *way: tuple[str, str]) -> dict[str, Any]:
    label = _("年次報告")
    first = (label, reverse("reports:desk_yearly") if way else "")
    return {"pages": pages(request, "desk_yearly"), "crumbs": crumbs(first, *way)}
