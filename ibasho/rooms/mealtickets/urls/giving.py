"""Addresses of giving: the form, the giver's own page, the pages of those who wish to be named."""

from __future__ import annotations

from django.urls import URLPattern, path

from ibasho.rooms.mealtickets.api import payments
from ibasho.rooms.mealtickets.views import gift, give, givers

_OWN = "give/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("give/", give.give, name="give"),
    path(_OWN, gift.gift, name="gift"),
    path(f"{_OWN}pay/", gift.pay, name="gift_pay"),
    path(f"{_OWN}bank/", gift.by_bank, name="gift_bank"),
    path(f"{_OWN}cancel/", gift.cancel, name="gift_cancel"),
    path(f"{_OWN}mail/", gift.mail, name="gift_mail"),
    path(f"{_OWN}name/", gift.name, name="gift_name"),
    path(f"{_OWN}receipt/", gift.receipt, name="gift_receipt"),
    path(f"{_OWN}receipt.pdf", gift.receipt_pdf, name="gift_receipt_pdf"),
    path(f"{_OWN}page/", gift.donor, name="gift_donor"),
    path(f"{_OWN}page/close/", gift.donor_close, name="gift_donor_close"),
    path("givers/", givers.givers, name="givers"),
    path("givers/<str:public_id>/", givers.giver, name="giver"),
    path("givers/<str:public_id>/logo/", givers.logo, name="giver_logo"),
    path("api/v1/payments/webhook", payments.webhook, name="payments_webhook"),
]
