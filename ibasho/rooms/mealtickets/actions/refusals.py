"""What the database refuses, told in a sentence: the same rules hold for whoever writes, page or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ibasho.base.kernel.errors import Conflict, Invalid

# constraint → (field, sentence)
SENTENCES = {
    "fund_meal_yen": ("meal_yen", _("1食のめやすは 100円から 1,000円の間で 書いてください。")),
    "fund_reserve_percent": ("reserve_percent", _("予備に まわす割合は 50％までです。小さくしてください。")),
    "fund_cut_off_day": ("cut_off_day", _("しめ日は 1から 31までの数で 書いてください（31は 月末です）。")),
    "fund_pay_day": ("pay_day", _("支払日は 1から 31までの数で 書いてください。")),
    "pool_share_percent": ("share_percent", _("わける割合は 0から 100までの数で 書いてください。")),
    "pool_of_a_shop": ("place", _("「このお店のため」の袋だけが、お店を 1つ えらびます。えらびなおしてください。")),
    "pool_of_an_area": (
        "district_codes",
        _("「地区のため」の袋だけが、小学校区を えらびます。えらびなおしてください。"),
    ),
    "pool_one_general_per_fund": (
        "kind",
        _("「どこでも」の袋は 基金に 1つだけです。もうある袋の 設定を かえてください。"),
    ),
    "pool_one_per_shop": (
        "place",
        _("このお店の袋は もう あります。その袋を つかうか、終わりにしてから つくってください。"),
    ),
}  # fmt: skip
NOT_ENOUGH = _(
    "お金が たりません。ほかの人が さきに 動かしたようです。いまの金額を 見て、もう一度 してください。"
)


@contextmanager
def friendly() -> Iterator[None]:
    """Raises Invalid with its field, or Conflict `account.not_enough`, for a constraint of these tables."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")
        if name == "account_not_below_zero":
            raise Conflict("account.not_enough", str(NOT_ENOUGH)) from error
        if name in SENTENCES:
            field, words = SENTENCES[name]
            raise Invalid(f"database.{name}", str(words), fields={field: str(words)}) from error
        raise
