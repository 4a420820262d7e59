"""A version of a room's week: drawn, looked at, published with what it changes for children, taken back in time."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import presses
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.actions import versions as actions
from ibasho.rooms.openhouse.forms.faces import FaceForm, VersionForm
from ibasho.rooms.openhouse.models import RuleVersion
from ibasho.rooms.openhouse.queries import faces, spaces
from ibasho.rooms.openhouse.rules.compare import lines
from ibasho.rooms.openhouse.rules.picture import picture
from ibasho.rooms.openhouse.rules.versions import check_publishable
from ibasho.rooms.openhouse.views.faces_where import Where, both, find_space, find_version, ruled, seen

FORMS = ["GET", "HEAD", "POST"]
WEEK = timedelta(days=7)


@require_http_methods(FORMS)
def _version_new(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    """Begins as a copy of what is in force, or of the version named by `?like=`."""
    space = find_space(public_id)
    place, today = ruled(request, space.place), clock.day(request.at)
    asked = request.GET.get("like", "")
    like = space.versions.filter(public_id=asked).first() if asked else faces.in_force(space, today)
    form = VersionForm(request.POST or None, initial={"starts_on": today + WEEK})
    if request.method == "POST" and form.is_valid():
        try:
            made = presses.once(
                request, lambda: actions.draft(
                    space=space, values=form.cleaned_data, like=like, by=request.actor, at=request.at
                ),
            )  # fmt: skip
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("下書きを つくりました。決めるまで こどもの ページは かわりません。"))
            return redirect(where.url("version", made.public_id))
    heading = _("新しい きまりの版")
    text = _("「%(title)s」の 写しから はじめます。") % {"title": like.title} if like else ""
    back = where.url("faces", place.public_id)
    context = {
        "where": where, "form": form, "any": True, "heading": f"{space.name}：{heading}", "submit": _("つぎへ"),
        "cancel": back, "text": text, "crumbs": where.crumbs((place.name, back), (heading, "")),
    }  # fmt: skip
    return render(request, "openhouse/faces/edit.html", context)


@require_safe
def _version(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    version = find_version(public_id)
    place, today = seen(request, version.space.place), clock.day(request.at)
    rows = list(version.faces.all())
    drawn = faces.value(version).faces
    context = {
        "where": where, "version": version, "space": version.space, "place": place, "picture": picture(drawn),
        "rows": [(row, line) for row in rows for line in lines([faces.drawn(row)])], "lines": lines(drawn),
        "may_rule": spaces.may_rule(request.actor, place, request.at), "begun": version.starts_on <= today,
        "crumbs": _crumbs(where, version),
    }  # fmt: skip
    return render(request, "openhouse/faces/version.html", context)


def _crumbs(where: Where, version: RuleVersion, *more: tuple[str, str]) -> list[tuple[str, str]]:
    place = version.space.place
    own = where.url("version", version.public_id) if more else ""
    return where.crumbs((place.name, where.url("faces", place.public_id)), (version.title, own), *more)


@require_http_methods(FORMS)
def _version_head(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    version = find_version(public_id)
    ruled(request, version.space.place)
    form = VersionForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(version=version, values=form.cleaned_data, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("なおしました。"))
            return redirect(where.url("version", version.public_id))
    return _edit(request, where, version, form, _("名前と期間を なおす"))


@require_http_methods(FORMS)
def _face_new(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    version = find_version(public_id)
    ruled(request, version.space.place)
    form = FaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        days = frozenset(form.cleaned_data["weekdays"])
        try:
            actions.draw(version=version, drawn=form.drawn(), weekdays=days, by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("時間の顔を 足しました。"))
            return redirect(where.url("version", version.public_id))
    return _edit(request, where, version, form, _("時間の顔を 足す"))


@require_http_methods(FORMS)
def _face(request: Request, public_id: str, face: int, *, where: Where) -> HttpResponse:
    version = find_version(public_id)
    ruled(request, version.space.place)
    row = get_object_or_404(version.faces.select_related("version__space__place__organisation"), pk=face)
    form = FaceForm(request.POST or None, face=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.redraw(face=row, drawn=form.drawn(), by=request.actor, at=request.at)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("なおしました。"))
            return redirect(where.url("version", version.public_id))
    return _edit(request, where, version, form, _("時間の顔を なおす"))


def _edit(
    request: Request, where: Where, version: RuleVersion, form: VersionForm | FaceForm, heading: str
) -> HttpResponse:
    context = {
        "where": where, "form": form, "any": True, "heading": heading, "submit": _("ほぞんする"),
        "cancel": where.url("version", version.public_id), "crumbs": _crumbs(where, version, (heading, "")),
    }  # fmt: skip
    return render(request, "openhouse/faces/edit.html", context)


@require_POST
def _face_wipe(request: Request, public_id: str, face: int, *, where: Where) -> HttpResponse:
    version = find_version(public_id)
    ruled(request, version.space.place)
    row = get_object_or_404(version.faces.select_related("version__space__place__organisation"), pk=face)
    done(
        request, lambda: actions.wipe(face=row, by=request.actor, at=request.at),
        thanks=_("「%(name)s」を 消しました。") % {"name": row.name},
    )  # fmt: skip
    return redirect(where.url("version", version.public_id))


@require_http_methods(FORMS)
def _version_publish(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    """What children will see, then yes or no."""
    version = find_version(public_id)
    ruled(request, version.space.place)
    back = where.url("version", version.public_id)
    if request.method == "POST":
        thanks = _("決めました。その日から、居場所の あく時間が かわります。")
        made = done(
            request,
            lambda: actions.publish(version=version, by=request.actor, at=request.at),
            thanks=thanks,
        )
        return redirect(where.url("faces", version.space.place.public_id) if made else back)
    if version.published_at is not None:
        return redirect(back)
    today = clock.day(request.at)
    try:
        check_publishable(faces.value(version), today=today)
        meaning = spaces.meaning(version, today)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    context = {
        "where": where, "version": version, "meaning": meaning, "publishing": True, "back": back,
        "crumbs": _crumbs(where, version, (_("決める"), "")),
    }  # fmt: skip
    return render(request, "openhouse/faces/publish.html", context)


@require_http_methods(FORMS)
def _version_withdraw(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    version = find_version(public_id)
    ruled(request, version.space.place)
    back = where.url("version", version.public_id)
    if request.method == "POST":
        thanks = _("とりやめました。下書きに もどっています。")
        done(
            request,
            lambda: actions.withdraw(version=version, by=request.actor, at=request.at),
            thanks=thanks,
        )
        return redirect(back)
    if version.published_at is None or version.starts_on <= clock.day(request.at):
        raise Http404
    context = {
        "where": where, "version": version, "publishing": False, "back": back,
        "meaning": spaces.meaning(version, clock.day(request.at), withdrawing=True),
        "crumbs": _crumbs(where, version, (_("とりやめる"), "")),
    }  # fmt: skip
    return render(request, "openhouse/faces/publish.html", context)


@require_http_methods(FORMS)
def _version_discard(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    version = find_version(public_id)
    ruled(request, version.space.place)
    back = where.url("faces", version.space.place.public_id)
    if request.method == "POST":
        done(
            request,
            lambda: actions.discard(version=version, by=request.actor, at=request.at),
            thanks=_("下書きを すてました。"),
        )
        return redirect(back)
    context = {
        "layout": where.layout, "heading": _("下書きを すてる"), "submit": _("すてる"), "tone": "danger",
        "text": _("「%(title)s」の 下書きが なくなります。もどせません。") % {"title": version.title},
        "cancel": where.url("version", version.public_id),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


ops_version_new, desk_version_new = both(_version_new)
ops_version, desk_version = both(_version)
ops_version_head, desk_version_head = both(_version_head)
ops_face_new, desk_face_new = both(_face_new)
ops_face, desk_face = both(_face)
ops_face_wipe, desk_face_wipe = both(_face_wipe)
ops_version_publish, desk_version_publish = both(_version_publish)
ops_version_withdraw, desk_version_withdraw = both(_version_withdraw)
ops_version_discard, desk_version_discard = both(_version_discard)
