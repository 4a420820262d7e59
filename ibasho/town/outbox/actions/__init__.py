"""Every write of the outbox. Other rooms know one call: `send`; what stands on no account, `addresses`."""

from ibasho.town.outbox.actions.choosing import Wishes, begin_with, choose
from ibasho.town.outbox.actions.delivering import deliver, give_up
from ibasho.town.outbox.actions.forgetting import forget
from ibasho.town.outbox.actions.sending import ask_delivery, send
from ibasho.town.outbox.actions.unsent import cancel, resend
from ibasho.town.outbox.actions.withdrawing import spare, withdraw

__all__ = [
    "Wishes",
    "ask_delivery",
    "begin_with",
    "cancel",
    "choose",
    "deliver",
    "forget",
    "give_up",
    "resend",
    "send",
    "spare",
    "withdraw",
]
