"""Addresses of runs, payees and payers at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.town.payouts.views import files, payees, payers, results, runs

_ALL, _RUN, _PAYEE = (
    "desk/payouts/",
    "desk/payouts/runs/<str:public_id>/",
    "desk/payouts/payees/<str:public_id>/",
)
urlpatterns: list[URLPattern] = [
    path(_ALL, runs.runs, name="runs"),
    path(f"{_ALL}payees/", payees.payees, name="payees"),
    path(f"{_ALL}payees/new/", payees.payee_new, name="payee_new"),
    path(_PAYEE, payees.payee, name="payee"),
    path(f"{_PAYEE}edit/", payees.payee_edit, name="payee_edit"),
    path(f"{_PAYEE}confirm/", payees.payee_confirm, name="payee_confirm"),
    path(f"{_PAYEE}end/", payees.payee_end, name="payee_end"),
    path(f"{_ALL}payers/", payers.payers, name="payers"),
    path(f"{_ALL}payers/new/", payers.payer_new, name="payer_new"),
    path(f"{_ALL}payers/<slug:code>/", payers.payer, name="payer"),
    path(_RUN, runs.run, name="run"),
    path(f"{_RUN}ask/", runs.run_ask, name="run_ask"),
    path(f"{_RUN}confirm/", runs.run_confirm, name="run_confirm"),
    path(f"{_RUN}approve/", runs.run_approve, name="run_approve"),
    path(f"{_RUN}withdraw/", runs.run_withdraw, name="run_withdraw"),
    path(f"{_RUN}list/", files.run_list, name="run_list"),
    path(f"{_RUN}send/", files.run_send, name="run_send"),
    path(f"{_RUN}sent/", files.run_mark_sent, name="run_mark_sent"),
    path(f"{_RUN}result/", results.run_result, name="run_result"),
    path(f"{_RUN}result/take/", results.run_result_take, name="run_result_take"),
    path(f"{_RUN}result/all/", results.run_result_all, name="run_result_all"),
]
