"""The tables of payouts: who is paid, from which account, in which run."""

from ibasho.town.payouts.models.payee import Payee, PayerAccount
from ibasho.town.payouts.models.run import Payment, Run

__all__ = ["Payee", "PayerAccount", "Payment", "Run"]
