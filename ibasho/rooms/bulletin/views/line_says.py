"""What the LINE talk answers, in the language that is active. Public facts only: nothing of a person, nothing typed comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.ports.line import Choice, Say
from ibasho.base.ui.helplines import HELPLINES
from ibasho.base.ui.languages.saying import say
from ibasho.rooms.bulletin.queries import line_areas
from ibasho.rooms.bulletin.queries.line_places import Found, Open
from ibasho.rooms.bulletin.rules import line_choices as choices
from ibasho.rooms.bulletin.rules.line_choices import Choosing
from ibasho.town.places.rules.answers import Group
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.status import State, Status
from ibasho.town.places.rules.wishes import BY_CODE, WISHES
from ibasho.town.places.rules.words import hours_label


def menu() -> Say:
    words = _(
        "下の ボタンから えらんでね。\n小学校区や 町の 名前を 書いても いいよ。\nこまったときは「そうだん」と 書いてね。"
    )
    return Say(words, _menu())


def hello() -> Say:
    words = _(
        "こんにちは。いま あいている 居場所を おしらせします。名前は いりません。\n大人にも 子どもにも 使えます。"
    )
    return Say(f"{words}\n\n{menu().text}", _menu())


def places(found: Found, at: datetime, *, district: str = "") -> Say:
    """At most five, each with its name, until when, the way, and its page. `district`: a code, "" for anywhere."""
    where = line_areas.name_of(district, clock.day(at)) if district else ""
    head = [f"【{where}】"] if where else []
    if found.group is None:
        none = _(
            "きょう あいている ところは、ありませんでした。あしたや 今週の よていは、ここで 見られます。"
        )
        return Say("\n".join([*head, none, _today(district)]), _menu())
    rows = [_place(number, one) for number, one in enumerate(found.places, start=1)]
    tail = [_("ほかにも あります。"), _today(district)] if found.more else [_today(district)]
    return Say("\n\n".join(["\n".join([*head, _heading(found.group)]), *rows, "\n".join(tail)]), _menu())


def ask_area(at: datetime, page: int = 0) -> Say:
    shown, following = choices.row(line_areas.districts(clock.day(at)), page)
    buttons = [Choice(one.name, f"area:{one.code}") for one in shown]
    turn = [Choice(_("つぎの 校区"), f"areas:{following}")] if following != page else []
    here = [Choice(_("ちかくで さがす"))]
    return Say(_("どの 小学校区ですか。町の 名前を 書いても いいよ。"), (*here, *buttons, *turn))


def ask_position() -> Say:
    words = _("いまいる 場所を おくると、ちかい じゅんに おしらせします。場所は のこしません。")
    return Say(words, (Choice(_("場所を おくる")), Choice(_("小学校区で さがす"), "areas:0")))


def choosing(one: Choosing, at: datetime) -> Say:
    """The next question of 「おしらせ」."""
    if one.step == "d":
        return _which_district(one, at)
    if one.step == "s":
        stages = [Choice(say(stage.label), _next(one, step="w", stage=stage.value)) for stage in CHILD_STAGES]
        everyone = Choice(_("ぜんぶ"), _next(one, step="w"))
        return Say(_("だれのための おしらせが いいですか。"), (*stages, everyone))
    wishes = [Choice(say(wish.label), _next(one, step="ok", wish=wish.code)) for wish in WISHES]
    return Say(_("なにの おしらせが いいですか。"), (*wishes, Choice(_("ぜんぶ"), _next(one, step="ok"))))


def kept(one: Choosing, at: datetime) -> Say:
    day = clock.day(at)
    areas = "・".join(line_areas.name_of(code, day) for code in one.districts) or _("ぜんぶの 校区")
    stage = say(Stage(one.stage).label) if one.stage else _("だれでも")
    wish = say(BY_CODE[one.wish].label) if one.wish else _("なんでも")
    chosen = {"areas": areas, "stage": stage, "wish": wish}
    words = _("おしらせを おくります。\n%(areas)s ／ %(stage)s ／ %(wish)s") % chosen
    more = [Choice(_("校区を たす"), _next(one, step="d"))] if one.may_add else []
    change = [Choice(_("えらびなおす"), "news"), Choice(_("とめる"), "stop")]
    return Say(words, (*more, *change, Choice(_("いま あいてる"), "now")))


def stopped() -> Say:
    words = _("とめました。もう こちらからは おくりません。きいてくれたら、こたえます。")
    return Say(words, (Choice(_("また うけとる"), "news"), *_menu()[:3]))


def spoken() -> Say:
    return Say(_("これからは このことばで 話します。"), _menu())


def linked() -> Say:
    words = _("アカウントと つながりました。あなたへの おしらせを どこで うけとるかは、ここで えらべます。")
    return Say(f"{words}\n{settings.PUBLIC_URL}{reverse('outbox:wishes')}", _menu())


def not_linked() -> Say:
    words = _(
        "この番号は 使えませんでした。番号は 10分で きえます。もういちど つくって、ここに 書いてください。"
    )
    return Say(f"{words}\n{settings.PUBLIC_URL}{reverse('bulletin:line_link')}", _menu())


def too_many() -> Say:
    return Say(
        _("番号の まちがいが つづいたので、すこし 休みます。10分ほど たってから、もういちど どうぞ。"),
        _menu(),
    )


def worry() -> Say:
    """At once, without a question."""
    head = _("あなたは わるくないよ。話したい ところへ 電話して いいよ。お金は かからないよ。")
    lines = [f"● {line.name}\n{line.number}\n{line.hours}" for line in HELPLINES]
    danger = _("いま あぶないときは、110（けいさつ）か 119（きゅうきゅう車）へ。")
    here = _("ここに 書いたことは のこりません。人は 読んでいません。")
    page = f"{settings.PUBLIC_URL}{reverse('ui:help')}"
    return Say("\n\n".join([head, *lines, *_city(), danger, here, page]))


def _city() -> list[str]:
    city = settings.IBASHO_CITY
    phone = city.get("phone", "")
    return [f"● {city.get('name', '')} {city.get('department', '')}\n{phone}"] if phone else []


def _menu() -> tuple[Choice, ...]:
    return (
        Choice(_("いま あいてる"), "now"),
        Choice(_("ちかく"), "near"),
        Choice(_("小学校区"), "areas:0"),
        Choice(_("おしらせ"), "news"),
        Choice(_("そうだん"), "worry"),
        Choice("やさしい日本語", "speak:ja-simple"),
        Choice("English", "speak:en"),
        Choice("Português", "speak:pt-br"),
        Choice("日本語", "speak:ja"),
    )


def _heading(group: Group) -> str:
    if group is Group.NOW:
        return _("いま あいている")
    return _("きょう これから") if group is Group.LATER else _("きいてから 行こう")


def _place(number: int, one: Open) -> str:
    way = ""
    if one.minutes:
        way = _("あるいて %(minutes)s分くらい") % {"minutes": one.minutes.value}
    page = f"{settings.PUBLIC_URL}{reverse('places:place', args=[one.public_id])}"
    return "\n".join(filter(None, [f"{number}. {one.name}", _when(one.status), way, page]))


def _when(status: Status) -> str:
    """Until when, from when, or that one had better ask."""
    session = status.session
    if status.state is State.OPEN and session and session.ends:
        return _("いま あいてる（%(until)sまで）") % {"until": clock.time_label(session.ends)}
    if status.state is State.TODAY and session and session.starts:
        return _("きょう %(hours)s") % {"hours": hours_label(session.starts, session.ends)}
    return _("きょう あるかも。行く前に きいてね。")


def _today(district: str) -> str:
    query = f"?district={district}" if district else ""
    return f"{settings.PUBLIC_URL}{reverse('places:today')}{query}"


def _which_district(one: Choosing, at: datetime) -> Say:
    known = [row for row in line_areas.districts(clock.day(at)) if row.code not in one.districts]
    shown, following = choices.row(known, one.page)
    buttons = [Choice(row.name, choices.written(one.with_district(row.code))) for row in shown]
    everywhere = [] if one.districts else [Choice(_("ぜんぶ"), _next(one, step="s"))]
    turn = [Choice(_("つぎの 校区"), _next(one, page=following))] if following != one.page else []
    return Say(_("どの 小学校区の おしらせが いいですか。"), (*buttons, *everywhere, *turn))


def _next(one: Choosing, **changed: Any) -> str:
    return choices.written(replace(one, **changed))
