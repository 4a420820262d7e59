"""Addresses of the desk for money in, of words, of thanks, of signs."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.views import bank, counter, gifts_desk, refunds, signs, thanks, words

_GIFT, _LINE = "desk/meals/gifts/<str:reference>/", "desk/meals/bank/<int:line>/"
urlpatterns: list[URLPattern] = [
    path("desk/meals/gifts/", gifts_desk.desk_gifts, name="desk_gifts"),
    path("desk/meals/gifts/new/", counter.desk_gift_new, name="desk_gift_new"),
    path("desk/meals/gifts/names/", gifts_desk.desk_gift_names, name="desk_gift_names"),
    path("desk/meals/gifts/accepted/", gifts_desk.desk_accepted, name="desk_accepted"),
    path("desk/meals/gifts/refunds/", refunds.desk_refunds, name="desk_refunds"),
    path(
        "desk/meals/gifts/refunds/<int:refund>/approve/",
        refunds.desk_refund_approve,
        name="desk_refund_approve",
    ),
    path(
        "desk/meals/gifts/refunds/<int:refund>/refuse/", refunds.desk_refund_refuse, name="desk_refund_refuse"
    ),
    path(_GIFT, gifts_desk.desk_gift, name="desk_gift"),
    path(f"{_GIFT}receipt/", gifts_desk.desk_gift_receipt, name="desk_gift_receipt"),
    path(f"{_GIFT}receipt.pdf", gifts_desk.desk_gift_paper, name="desk_gift_paper"),
    path(f"{_GIFT}settle/", gifts_desk.desk_gift_settle, name="desk_gift_settle"),
    path(f"{_GIFT}refund/", refunds.desk_gift_refund, name="desk_gift_refund"),
    path("desk/meals/bank/", bank.desk_bank, name="desk_bank"),
    path("desk/meals/bank/take/", bank.desk_bank_take, name="desk_bank_take"),
    path(_LINE, bank.desk_bank_line, name="desk_bank_line"),
    path(f"{_LINE}assign/", bank.desk_bank_assign, name="desk_bank_assign"),
    path(f"{_LINE}gift/", bank.desk_bank_gift, name="desk_bank_gift"),
    path(f"{_LINE}ignore/", bank.desk_bank_ignore, name="desk_bank_ignore"),
    path(f"{_LINE}undo/", bank.desk_bank_undo, name="desk_bank_undo"),
    path("desk/meals/words/", words.desk_words, name="desk_words"),
    path("desk/meals/words/<slug:noun>/<int:key>/", words.desk_word, name="desk_word"),
    path("desk/meals/words/donors/<str:public_id>/logo/", words.desk_donor_logo, name="desk_donor_logo"),
    path("desk/meals/thanks/new/", thanks.desk_thanks_new, name="desk_thanks_new"),
    path("desk/meals/signs/", signs.desk_signs, name="desk_signs"),
    path("desk/meals/signs/<slug:kind>/<str:public_id>/<str:day>/", signs.desk_sign, name="desk_sign"),
    path("ops/meals/shops/<str:public_id>/thanks/", thanks.ops_thanks, name="ops_thanks"),
    path("meals/thanks/", thanks.thanks, name="thanks"),
    path("meals/thanks/<str:public_id>/", thanks.thanks, name="thanks_shop"),
]
