"""学校: who is to be reached there, how many classes there are, and what each school got."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import deeds, doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.bulletin.actions import schools as actions
from ibasho.rooms.bulletin.forms.schools import SchoolForm, TabletForm
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.bulletin.queries import schools as queries
from ibasho.rooms.bulletin.rules import school_rows
from ibasho.rooms.bulletin.rules import schools as rules
from ibasho.rooms.bulletin.views.desk_pages import require
from ibasho.rooms.bulletin.views.schools_pages import FORMS, page
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_safe
def desk_schools(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    context, today = page(request), clock.day(request.at)
    names = queries.district_names(today)
    table = _table(queries.every(active=False), names, whole=context["may_write"])
    if exports.wanted(request):
        return exports.answer(request, table, "schools")
    context |= {
        "districts": [(one, _table(one.schools, names, whole=context["may_write"])) for one in queries.by_district(today)],
        "stale": [(one, rules.checked_words(one.checked_on)) for one in queries.stale(today)],
        "closed": queries.every(active=False).filter(is_active=False), "untaken": queries.untaken(today),
    }  # fmt: skip
    return render(request, "bulletin/schools/desk.html", context)


@doors.desk
@require_http_methods(FORMS)
def desk_school_new(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_WRITE)
    form = SchoolForm(request.POST or None, districts=queries.district_names(clock.day(request.at)))
    if form.is_bound and form.is_valid():
        made = deeds.done(
            request, lambda: actions.add(words=form.cleaned_data, by=request.actor, at=request.at), form=form,
            thanks=_("学校を 足しました。"),
        )  # fmt: skip
        if made is not None:
            return redirect("bulletin:desk_school", made.public_id)
    return render(
        request, "bulletin/schools/new.html", {**page(request, (_("学校を 足す"), "")), "form": form}
    )


@doors.desk
@require_http_methods(FORMS)
def desk_school(request: Request, public_id: str) -> HttpResponse:
    """One school. Whoever may write changes it here."""
    posted = request.method == "POST"
    require(request, P.BULLETIN_WRITE if posted else P.BULLETIN_READ)
    school, today, wish = queries.one(public_id), clock.day(request.at), request.POST.get("do")
    form = SchoolForm(
        request.POST if wish == "change" else None, initial=SchoolForm.of(school), districts=queries.district_names(today)
    )  # fmt: skip
    tablet = TabletForm(request.POST if wish == "bookmark" else None, initial={"on": today})
    if posted and _done(request, school, wish, form, tablet):
        return redirect("bulletin:desk_school", public_id)
    context = {
        **page(request, (school.name, "")), "school": school, "form": form, "tablet": tablet,
        "checked": rules.checked_words(school.checked_on), "stale": rules.is_stale(school.checked_on, today),
        "district": queries.district_names(today).get(school.district, school.district), "deliveries": queries.deliveries(school),
        "copies": rules.copies_for(school.classes, school.copies), "bundles": rules.bundle_words(school.classes, rules.copies_for(school.classes, school.copies)),
    }  # fmt: skip
    return render(request, "bulletin/schools/one.html", context)


@doors.desk
@require_POST
def desk_schools_areas(request: Request) -> HttpResponse:
    """One press takes over the schools of the 小学校区."""
    require(request, P.BULLETIN_WRITE)
    made = deeds.done(request, lambda: actions.take_over(by=request.actor, at=request.at))
    if made is not None:
        deeds.done(
            request, lambda: True, thanks=_("%(n)s校を 取りこみました。学級の数と 連絡先を 入れてください。") % {"n": len(made)}
        )  # fmt: skip
    return redirect("bulletin:desk_schools")


def _done(request: Request, school: School, wish: str | None, form: SchoolForm, tablet: TabletForm) -> bool:
    by, at = request.actor, request.at
    if form.is_bound:
        return form.is_valid() and bool(
            deeds.done(
                request, lambda: actions.change(school=school, words=form.cleaned_data, by=by, at=at), form=form,
                thanks=_("なおしました。"),
            )
        )  # fmt: skip
    if tablet.is_bound:
        return tablet.is_valid() and bool(
            deeds.done(
                request, lambda: actions.bookmark(school=school, on=tablet.cleaned_data["on"], by=by, at=at), form=tablet,
                thanks=_("しおりを 入れた日を のこしました。"),
            )
        )  # fmt: skip
    told: dict[str | None, tuple[Callable[[], School], str]] = {
        "confirm": (lambda: actions.confirm(school=school, by=by, at=at), _("たしかめた日を のこしました。")),
        "close": (lambda: actions.close(school=school, by=by, at=at), _("おわりに しました。とどけたものは のこります。")),
        "reopen": (lambda: actions.reopen(school=school, by=by, at=at), _("もとに もどしました。")),
        "unbookmark": (lambda: actions.bookmark(school=school, on=None, by=by, at=at), _("しおりを とり消しました。")),
    }  # fmt: skip
    if wish not in told:
        raise Http404
    deed, thanks = told[wish]
    deeds.done(request, deed, thanks=thanks)
    return True


@doors.desk
@require_POST
def desk_school_confirm(request: Request, public_id: str) -> HttpResponse:
    """From the list, one after the other."""
    require(request, P.BULLETIN_WRITE)
    school = queries.one(public_id)
    thanks = _("%(name)sを たしかめました。") % {"name": school.name}
    deeds.done(
        request, lambda: actions.confirm(school=school, by=request.actor, at=request.at), thanks=thanks
    )
    return redirect(f"{reverse('bulletin:desk_schools')}#stale")


def _table(rows: Iterable[School], names: dict[str, str], *, whole: bool) -> Table:
    """`whole`: with the people to reach. The heads are those that the import reads."""
    heads = dict(zip(school_rows.COLUMNS, school_rows.HEADER, strict=True))
    more: dict[str, dict[str, Any]] = {
        "name": {"href": lambda one: reverse("bulletin:desk_school", args=[one.public_id])},
        "classes": {"number": True}, "copies": {"number": True},
    }  # fmt: skip
    reads: dict[str, Callable[[School], Any]] = {"kind": lambda one: one.get_kind_display()}
    shown = ["name", "kana", "kind", "district", "classes", "copies", "mail_app"]
    columns = [Column(heads[name], reads.get(name, _reader(name)), **more.get(name, {})) for name in shown]
    columns.append(Column(_("校区"), lambda one: names.get(one.district, "")))
    columns.append(Column(_("タブレットの しおり"), lambda one: one.tablet_on))
    columns.append(Column(_("たしかめた日"), lambda one: one.checked_on))
    columns.append(Column(_("つづいている"), lambda one: "" if one.is_active else _("おわり")))
    if whole:
        columns += [Column(heads[name], _reader(name)) for name in ("contact", "phone", "email", "note")]
    return Table(_("学校"), columns, rows)


def _reader(name: str) -> Callable[[School], Any]:
    return lambda one: getattr(one, name)
