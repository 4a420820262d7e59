"""Bounds of amounts, in yen."""

MEAL_YEN_MIN, MEAL_YEN_MAX = 100, 1_000  # the plan says 300–500; a city may go a little beyond
GIFT_YEN_MIN, GIFT_YEN_MAX = 100, 10_000_000
SIX_MONTHS = 184  # days: no entitlement lives longer (資金決済法 4条2号, 施行令 4条2項)
