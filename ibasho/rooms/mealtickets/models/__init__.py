"""The tables of mealtickets, cut by noun."""

from ibasho.rooms.mealtickets.models.card import Card, CardUse, Sheet, SigningKey
from ibasho.rooms.mealtickets.models.fund import Fund, Offer, Pool
from ibasho.rooms.mealtickets.models.gift import (
    BankFile,
    BankLine,
    Donor,
    Gift,
    PaymentEvent,
    Receipt,
    Refund,
    Thanks,
)
from ibasho.rooms.mealtickets.models.ledger import Account, LedgerEntry
from ibasho.rooms.mealtickets.models.month import Closing, Statement
from ibasho.rooms.mealtickets.models.shop import RibbonCount, Shop
from ibasho.rooms.mealtickets.models.sign import SignReview
from ibasho.rooms.mealtickets.models.till import (
    Decision,
    Device,
    DeviceSession,
    Redemption,
    Reversal,
    ShopDay,
)

__all__ = [
    "Account",
    "BankFile",
    "BankLine",
    "Card",
    "CardUse",
    "Closing",
    "Decision",
    "Device",
    "DeviceSession",
    "Donor",
    "Fund",
    "Gift",
    "LedgerEntry",
    "Offer",
    "PaymentEvent",
    "Pool",
    "Receipt",
    "Redemption",
    "Refund",
    "Reversal",
    "RibbonCount",
    "Sheet",
    "Shop",
    "ShopDay",
    "SignReview",
    "SigningKey",
    "Statement",
    "Thanks",
]
