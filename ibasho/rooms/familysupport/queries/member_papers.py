"""On paper: the application to fill in by hand, and the certificate of the courses. Reads only."""

from __future__ import annotations

from datetime import date

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports import pdf
from ibasho.rooms.familysupport.models import Centre, CentreRules, Member
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import courses
from ibasho.rooms.familysupport.rules.courses import spent

_ILL = "泊まり、家事の手つだい、病気の こどもの預かりは おねがいできません。"
_WELL = "泊まりと 家事の手つだいは おねがいできません。"
PROMISES = (
    "助け合いは、センターが 決めた 活動だけです。センターを 通さない 約束には 保険が ききません。",
    "活動で 知った ほかの家の ことは、だれにも 話しません。会員を やめたあとも 同じです。",
    _ILL,
    "活動の 前に、こどもと いっしょに 事前の 打合せを します。",
    "お礼（報酬）は、活動の あとに 会員どうしで はらいます。",
)


def promises(rules: CentreRules | None) -> list[str]:
    """会則 in five sentences; where sick children are taken, the third says so."""
    if rules is None or not rules.sick_child:
        return list(PROMISES)
    return [_WELL if one is _ILL else one for one in PROMISES]


def application(centre: Centre, rules: CentreRules | None, *, day: date) -> bytes:
    """What the adviser types in afterwards stands here in the same order: no birthday of a grown-up, no My Number."""
    labels = centres.labels(rules)
    age = (rules or CentreRules()).provider_age_min
    data = {
        "heading": "ファミリーサポート 入会申込書", "day": day.isoformat(), "who": centre.name, "phone": centre.phone,
        "hours": centre.hours_words,
        "before": "書けるところだけで かまいません。マイナンバーは 書かないでください。",
        "kinds": [f"助けて ほしい（{labels['user']}）", f"助ける ことが できる（{labels['provider']}・{age}歳以上）", f"両方（{labels['both']}）"],
        "promises": promises(rules), "promise-head": "おやくそく（会則から）",
        "agree": "上の おやくそくに 同意します（面談の ときでも かまいません）",
        "after": [
            "書いたことは、面談の連絡と 会員の 助け合いにだけ 使います。",
            "見送りに なったとき、やめたときは、30日で 名前と 連絡先を 消します。",
            "こどもの ことは、面談の ときに 聞きます。",
        ],
    }  # fmt: skip
    return pdf.render("familysupport/pdf/application.typ", data)


def certificate(member: Member, *, day: date) -> bytes:
    """修了証. Raises Conflict while a course is missing, Invalid for a letter no font has."""
    standing = courses.standing(member, day)
    if not standing.ok:
        raise Conflict(
            "support.courses_missing", f"まだ 修了証を 出せません。のこっているもの：{standing.why}。"
        )
    data = {
        "heading": "修了証", "day": day.isoformat(), "name": member.name,
        "number": f"会員番号 {member.number}" if member.number else "", "who": member.centre.name,
        "organisation": member.centre.organisation.name,
        "words": f"あなたは 子育て援助活動支援事業の 講習（{spent(standing.minutes)}）と、緊急救命・事故防止の 講習を おえたことを 証します。",
        "until": f"救命・事故防止の 講習は {wareki.full_label(standing.until)}まで 有効です。" if standing.until else "",
        "head": ["日", "講習", "種類", "時間"],
        "rows": [
            [wareki.long_label(one.course.held_on), one.course.title, one.course.get_kind_display(), spent(one.minutes)]
            for one in reversed(courses.of_member(member)) if one.course.held_on <= day
        ],
    }  # fmt: skip
    return pdf.render("familysupport/pdf/certificate.typ", data)
