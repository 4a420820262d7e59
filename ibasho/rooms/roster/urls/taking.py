"""Addresses of roster: a helper's own page, and what staff do about turns."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.roster.views import (
    answers,
    fairness,
    link_giving,
    my_calendar,
    my_link,
    my_shifts,
    my_turn,
    offers,
)

urlpatterns: list[URLPattern] = [
    path("shifts/", my_shifts.mine, name="shifts"),
    path("shifts/open/", my_link.open_link, name="shift_open"),
    path("shifts/enter/", my_link.enter, name="shift_enter"),
    path("shifts/exit/", my_link.leave, name="shift_exit"),
    path("shifts/calendar.ics", my_calendar.calendar, name="shift_calendar"),
    path("shifts/take/", my_shifts.take, name="shift_take"),
    path("shifts/offers/<int:key>/", my_shifts.answer_offer, name="shift_offer"),
    path("shifts/swaps/<int:key>/", my_shifts.answer_swap, name="shift_swap_answer"),
    path("shifts/<int:key>/coming/", my_turn.coming, name="shift_coming"),
    path("shifts/<int:key>/give-up/", my_turn.give_up, name="shift_give_up"),
    path("shifts/<int:key>/swap/", my_turn.swap, name="shift_swap"),
    path("shifts/<int:key>/stay/", my_turn.stay, name="shift_stay"),
    path("shifts/<int:key>/undo/", my_turn.undo, name="shift_undo"),
    path("shifts/<int:key>/hours/", my_turn.hours, name="shift_hours"),
    path("ops/roster/turns/links/", link_giving.ops_links, name="ops_links"),
    path("ops/roster/turns/links/<str:public_id>/", link_giving.ops_link, name="ops_link"),
    path("ops/roster/turns/answers/", answers.ops_answers, name="ops_answers"),
    path("ops/roster/turns/answers/<int:key>/", answers.ops_answer, name="ops_answer"),
    path("ops/roster/turns/offers/", offers.ops_open_shifts, name="ops_open_shifts"),
    path("ops/roster/turns/offers/<str:public_id>/", offers.ops_offers, name="ops_offers"),
    path("ops/roster/turns/<int:key>/give-up/", offers.ops_give_up, name="ops_give_up"),
    path("ops/roster/turns/fairness/", fairness.ops_fairness, name="ops_fairness"),
    path("desk/roster/turns/links/", link_giving.desk_links, name="desk_links"),
    path("desk/roster/turns/links/<str:public_id>/", link_giving.desk_link, name="desk_link"),
    path("desk/roster/turns/answers/", answers.desk_answers, name="desk_answers"),
    path("desk/roster/turns/answers/<int:key>/", answers.desk_answer, name="desk_answer"),
    path("desk/roster/turns/offers/", offers.desk_open_shifts, name="desk_open_shifts"),
    path("desk/roster/turns/offers/<str:public_id>/", offers.desk_offers, name="desk_offers"),
    path("desk/roster/turns/<int:key>/give-up/", offers.desk_give_up, name="desk_give_up"),
    path("desk/roster/turns/fairness/", fairness.desk_fairness, name="desk_fairness"),
]
