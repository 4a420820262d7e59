"""Addresses of surplus: what is offered, once or each week of a season."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.surplus.views import giving, offers_desk, offers_ops, promises

_LINK = "surplus/o/<str:token>/"
_OPS, _DESK = "ops/surplus/", "desk/surplus/offers/"
_OPS_ONE, _DESK_ONE = f"{_OPS}o/<str:public_id>/", f"{_DESK}<str:public_id>/"
_OPS_PROMISE, _DESK_PROMISE = f"{_OPS}promise/<str:public_id>/", "desk/surplus/promises/<str:public_id>/"

urlpatterns: list[URLPattern] = [
    path("surplus/give/", giving.give, name="give"),
    path("surplus/sheet.pdf", giving.sheet, name="sheet"),
    path(_LINK, giving.giver_page, name="giver_page"),
    path(f"{_LINK}change/", giving.giver_change, name="giver_change"),
    path(f"{_LINK}withdraw/", giving.giver_withdraw, name="giver_withdraw"),
    path(f"{_LINK}again/", giving.giver_again, name="giver_again"),
    path(f"{_LINK}photo/", giving.giver_photo, name="giver_photo"),
    path(_OPS, offers_ops.home, name="ops_home"),
    path(f"{_OPS}give/", offers_ops.give, name="ops_give"),
    path(f"{_OPS}give/<str:public_id>/", offers_ops.give, name="ops_again"),
    path(_OPS_ONE, offers_ops.offer, name="ops_offer"),
    path(f"{_OPS_ONE}change/", offers_ops.change, name="ops_change"),
    path(f"{_OPS_ONE}withdraw/", offers_ops.withdraw, name="ops_withdraw"),
    path(f"{_OPS_ONE}photo/", offers_ops.photo, name="ops_photo"),
    path(f"{_OPS}promise/", promises.ops_new, name="ops_promise_new"),
    path(_OPS_PROMISE, promises.ops_one, name="ops_promise"),
    path(f"{_OPS_PROMISE}change/", promises.ops_change, name="ops_promise_change"),
    path(f"{_OPS_PROMISE}yes/", promises.ops_yes, name="ops_promise_yes"),
    path(f"{_OPS_PROMISE}no/", promises.ops_no, name="ops_promise_no"),
    path(f"{_OPS_PROMISE}switch/", promises.ops_switch, name="ops_promise_switch"),
    path(_DESK, offers_desk.listed, name="desk_offers"),
    path(f"{_DESK}new/", offers_desk.type_in, name="desk_offer_new"),
    path(_DESK_ONE, offers_desk.one, name="desk_offer"),
    path(f"{_DESK_ONE}change/", offers_desk.change, name="desk_offer_change"),
    path(f"{_DESK_ONE}accept/", offers_desk.accept, name="desk_offer_accept"),
    path(f"{_DESK_ONE}refuse/", offers_desk.refuse, name="desk_offer_refuse"),
    path(f"{_DESK_ONE}withdraw/", offers_desk.withdraw, name="desk_offer_withdraw"),
    path(f"{_DESK_ONE}finish/", offers_desk.finish, name="desk_offer_finish"),
    path(f"{_DESK_ONE}link/", offers_desk.link, name="desk_offer_link"),
    path(f"{_DESK_ONE}photo/", offers_desk.photo, name="desk_offer_photo"),
    path("desk/surplus/promises/", promises.desk_list, name="desk_promises"),
    path("desk/surplus/promises/new/", promises.desk_new, name="desk_promise_new"),
    path(_DESK_PROMISE, promises.desk_one, name="desk_promise"),
    path(f"{_DESK_PROMISE}change/", promises.desk_change, name="desk_promise_change"),
    path(f"{_DESK_PROMISE}yes/", promises.desk_yes, name="desk_promise_yes"),
    path(f"{_DESK_PROMISE}no/", promises.desk_no, name="desk_promise_no"),
    path(f"{_DESK_PROMISE}switch/", promises.desk_switch, name="desk_promise_switch"),
]
