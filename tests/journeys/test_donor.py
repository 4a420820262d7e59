"""Somebody with 400 yen and a minute: a meal for a child, without an account. And Naoko, whose company brings food, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.evidence.keeping import measured
from tests.journeys.walking import Walk

Walks = Callable[..., Walk]


def test_a_meal_is_given_in_a_minute_without_an_account(walk: Walks) -> None:
    donor = walk("donor")
    donor.open("/")
    donor.start()
    donor.tap("ごはんを おくる（寄附）")
    fields = donor.page.locator("main form .dads-field:visible").count()
    donor.stop("give")
    donor.tap("1食（400円）")
    donor.tap(donor.page.locator("main form button", has_text="寄附"))
    donor.stop("card")
    donor.tap("はらう")
    donor.sees("うけとりました")
    seconds = round(donor.seconds, 1)
    donor.stop("given")
    paper = _receipt(donor)
    measured("U7", fields=fields, taps=donor.taps, seconds=seconds, receipt_kb=round(len(paper) / 1000))
    assert fields <= 5
    assert seconds <= 60


def test_some_weeks_later_the_gift_has_become_meals(walk: Walks) -> None:
    donor = walk("donor")
    donor.open("/demo/")
    donor.tap("寄附の ページを ひらく")
    donor.stop("eaten")
    told = donor.page.locator(".gift-news__say").inner_text()
    assert int(re.findall(r"(\d+)", told.replace(",", ""))[-1]) >= 1, told


def test_naoko_sees_what_became_of_what_her_company_gave(walk: Walks) -> None:
    naoko = walk("naoko", enter="naoko")
    naoko.stop("home")
    naoko.tap("おすそわけ")
    naoko.stop("food")
    naoko.open("/ops/network/supporting/")
    naoko.tap("ページを 見る")
    naoko.sees("これまでに")
    naoko.stop("page")
    meals = naoko.page.locator("dd", has_text=re.compile(r"^\s*[\d,]+食")).first
    assert int(meals.inner_text().split("食")[0].replace(",", "")) >= 1


def _receipt(donor: Walk) -> bytes:
    """The paper for the tax office, made by typing two lines."""
    donor.tap("お名前と 住所を 入れて つくる")
    donor.type("あて名", "汐見 まさこ")
    donor.type("住所", "みほん市 みなと町 1-2")
    donor.tap("つくる")
    donor.stop("receipt")
    form = donor.page.locator("form", has=donor.page.locator("button", has_text="PDF"))
    key = form.locator("input[name=csrfmiddlewaretoken]").input_value()
    address = donor.origin + str(form.get_attribute("action"))
    answer = donor.page.request.post(
        address, form={"csrfmiddlewaretoken": key}, headers={"Referer": donor.page.url}
    )
    paper = answer.body()
    assert paper.startswith(b"%PDF")
    return paper
