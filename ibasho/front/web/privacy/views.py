"""/desk/privacy/: the register of personal files (個人情報ファイル簿) and the impact assessment, for who leads the city's copy."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.front.web.privacy import impact
from ibasho.front.web.privacy.files import CITY_WRITES, files
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


@doors.desk
@require_safe
def desk_files(request: Request) -> HttpResponse:
    _require(request)
    if exports.wanted(request):
        return exports.answer(request, register(), "個人情報ファイル簿")
    return render(request, "web/privacy_files.html", {"files": files(), "city_writes": CITY_WRITES})


@doors.desk
@require_safe
def desk_impact(request: Request) -> HttpResponse:
    _require(request)
    return render(request, "web/privacy_impact.html", {**impact.told(), "files": files()})


def register() -> Table:
    """The columns of 個人情報保護法 第75条第1項 and 政令; one row a file."""
    office = settings.IBASHO_CITY.get("department", "")
    columns = (
        Column(_("個人情報ファイルの名称"), lambda one: one.name),
        Column(_("行政機関等の名称"), lambda _one: settings.IBASHO_CITY.get("name", CITY_WRITES)),
        Column(_("利用に供される事務をつかさどる組織"), lambda _one: office or CITY_WRITES),
        Column(_("利用目的"), lambda one: one.purpose),
        Column(_("記録項目"), lambda one: one.items),
        Column(_("記録範囲"), lambda one: one.about),
        Column(_("収集方法"), lambda one: one.collected),
        Column(_("要配慮個人情報"), lambda one: one.sensitive),
        Column(_("経常的提供先"), lambda one: one.given or "なし"),
        Column(_("開示請求等を受理する組織の名称・所在地"), lambda _one: CITY_WRITES),
        Column(_("訂正・利用停止の 他の法令による手続"), lambda _one: CITY_WRITES),
        Column(_("政令の区分（電算処理／マニュアル）"), lambda _one: "電算処理ファイル（確認前）"),
        Column(_("行政機関等匿名加工情報の提案の募集"), lambda _one: CITY_WRITES),
        Column(_("根拠（備考）"), lambda one: one.bases),
        Column(_("保存のおわり（備考）"), lambda one: one.ends),
        Column(_("見られる役割（備考）"), lambda one: "、".join(one.roles)),
    )
    return Table(_("個人情報ファイル簿（下書き）"), columns, files())


def _require(request: Request) -> None:
    if not policies.may_city(request.actor, Permission.PEOPLE_MANAGE, day=clock.day(request.at)):
        raise Http404
