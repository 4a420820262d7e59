"""4月の 手順: the steps of a change of 年度, defined once. Pure: what each is, why, who does it, by when, where.

`queries.april` counts what is left of a step; what cannot be counted is ticked.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.town.people.permissions import Permission as P

Key = TypeVar("Key", bound=Hashable)
PREPARES_FROM = 10  # October: the next April comes into view
YEARS_AROUND = 1  # how far from the coming change one may look
NOTE_MAX = 200


class Group(StrEnum):
    PEOPLE = "ひとと アカウント"
    SCHOOLS = "学校と 学年"
    PAPERS = "団体の 紙と 交流会"
    RULES = "ひらく日・きまり・お金"
    PLAN = "計画と ふりかえり"
    HANDING = "引き継ぎ"


@dataclass(frozen=True, slots=True)
class Step:
    """`page`: the address where it is done, open to holders of `needs`. `until`: by when, in words."""

    code: str
    group: Group
    title: str
    why: str
    who: str
    until: str
    page: str
    needs: P


@dataclass(frozen=True, slots=True)
class Turn:
    """The change to the 年度 `nendo`, as it looks on `today`."""

    nendo: int
    today: date

    @property
    def last(self) -> date:
        """The 31 March of the old 年度."""
        return years.last_day(self.nendo - 1)

    @property
    def first(self) -> date:
        return years.first_day(self.nendo)

    @property
    def from_day(self) -> date:
        """The day as of which lists of the new 年度 are asked: today once it runs, else its first day."""
        return max(self.today, self.first)


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to do. `count` None: nobody can count it. `words` says more."""

    count: int | None
    words: str = ""


ADMIN, DESK, MONEY = "管理者", "居場所の 担当", "お金の 担当"
STEPS: tuple[Step, ...] = (
    Step(
        "accounts", Group.PEOPLE, "つづける人の 役割と アカウントを のばす",
        "役割は 3月31日に おわり、つぎの日から ログインできません。つづけるかを 団体に きいてから のばします。",
        ADMIN, "3月31日まで", "people:desk_renew", P.PEOPLE_MANAGE,
    ),
    Step(
        "newcomers", Group.PEOPLE, "新しい担当・団体の人を まねく",
        "異動や 交代で 来た人が、4月1日から 自分の 名前で 使えるように。",
        ADMIN, "4月1日から", "people:desk_organisations", P.PEOPLE_READ,
    ),
    Step(
        "roleless", Group.PEOPLE, "役割の なくなった アカウントを 見る",
        "いなくなった人の アカウントを あけたままに しません。役割を たすか、止めます。",
        ADMIN, "4月の うちに", "people:desk_people", P.PEOPLE_READ,
    ),
    Step(
        "districts", Group.SCHOOLS, "小学校区を 新しくする",
        "3月で おわる 小学校区の つぎが ないと、その校区の こどもが 数から ぬけます。",
        DESK, "3月31日まで", "areas:desk_districts", P.AREAS_MANAGE,
    ),
    Step(
        "new_schools", Group.SCHOOLS, "新しい 学校を 一覧に 入れる",
        "校区の 学校が 一覧に ないと、くばりものが とどきません。",
        DESK, "4月の うちに", "bulletin:desk_schools", P.BULLETIN_READ,
    ),
    Step(
        "schools", Group.SCHOOLS, "学校の 窓口・学級の数・まい数を たしかめる",
        "教頭や 担当が かわります。年度に 1回、電話などで たしかめます。",
        DESK, "5月の うちに", "bulletin:desk_schools", P.BULLETIN_READ,
    ),
    Step(
        "holidays", Group.SCHOOLS, "夏休み・冬休み・春休みの 日を 入れる",
        "長期休業の 空白地区と 居場所の ひらく時間は、この日で 計算します。",
        DESK, "3月31日まで", "areas:desk_rules", P.AREAS_MANAGE,
    ),
    Step(
        "grades", Group.SCHOOLS, "学年が かわる ことを たしかめる",
        "学年と 年代は 生まれた日から その日に 計算するので、なおす ところは ありません。ファミサポの「園・学校」の 欄だけは 手で なおします。",
        "ファミサポの アドバイザー", "4月の うちに", "familysupport:desk_members", P.SUPPORT_ADVISE,
    ),
    Step(
        "cards", Group.SCHOOLS, "入口カードを 新しい 年代で わたしなおす",
        "カードには 年代が 入っています。学年が 上がって 年代の かわる こどもには 新しい カードを わたします。",
        DESK, "4月の うちに", "openhouse:desk_doors", P.OPENHOUSE_READ,
    ),
    Step(
        "handouts", Group.SCHOOLS, "学校への くばりものを たのむ",
        "新しい 1年生にも 居場所の ことが とどくように、教育委員会に きいてから くばります。",
        DESK, "4月の うちに", "bulletin:desk_handouts", P.BULLETIN_READ,
    ),
    Step(
        "papers", Group.PAPERS, "協定・保険・衛生の 紙を 新しくする",
        "おわった 保険や 協定の まま こどもを あずかることが ないように。60日まえから ここに 出ます。",
        "団体と " + DESK, "おわる日まで", "network:desk_groups", P.NETWORK_READ,
    ),
    Step(
        "sheets", Group.PAPERS, "実態把握：団体に ききに 行く",
        "団体が 言った 課題が、つぎの 計画の もとに なります。",
        DESK, "年度の うちに", "network:desk_sheets", P.NETWORK_READ,
    ),
    Step(
        "meetings", Group.PAPERS, "交流会の 日を 決める",
        "新しい 年度の 1回目を 先に 決めて、団体に 知らせます。",
        DESK, "5月の うちに", "network:desk_meetings", P.NETWORK_READ,
    ),
    Step(
        "opening", Group.RULES, "居場所の 新しい 年度の ひらく日を 入れる",
        "ひらく日の きまりが 3月で おわると、4月から ページに「きょう ひらいている」と 出ません。",
        "団体と " + DESK, "3月31日まで", "places:desk_places", P.PLACES_EDIT,
    ),
    Step(
        "adults", Group.RULES, "見守りに ひつような おとなの 数を つづける",
        "数の きまりが 3月で おわると、4月から 何人 いれば よいかが わからなくなります。",
        "団体と " + DESK, "3月31日まで", "roster:desk_rosters", P.ROSTER_SEE,
    ),
    Step(
        "versions", Group.RULES, "自由に 使える場所の きまりを つづける",
        "つぎの 版が ない 部屋は、4月から ひらけません。",
        DESK, "3月31日まで", "openhouse:desk_open", P.OPENHOUSE_READ,
    ),
    Step(
        "support", Group.RULES, "ファミサポの 料金と きまりを つづける",
        "料金表や きまりが とぎれると、4月の 活動の 料金が 計算できません。",
        "ファミサポの 担当", "3月31日まで", "familysupport:desk_tariffs", P.SUPPORT_FIGURES,
    ),
    Step(
        "pools", Group.RULES, "チケットの袋の「いつまで もたせるか」を 決めなおす",
        "3月までと した 袋は、その日までに 使いきる 計算に なっています。",
        MONEY, "4月1日まで", "mealtickets:desk_meals", P.MEALS_READ,
    ),
    Step(
        "closing", Group.RULES, "前の 年度の 月を しめて 支払う（出納整理期間）",
        "前の 年度の お金は 5月31日まで 動かせます（地方自治法 235条の5）。すぎると 過年度の 支出に なります。",
        MONEY, "5月31日まで", "mealtickets:months", P.MEALS_MONEY,
    ),
    Step(
        "lines", Group.PLAN, "つづける 事業を つぎの 年度に 作る",
        "前の 年度の 事業から つないで 作ると、年度ごとの 地図が とぎれません。やめる 事業は「やめる」と 決めます。",
        DESK, "3月31日まで", "reports:desk_plan", P.REPORTS_READ,
    ),
    Step(
        "targets", Group.PLAN, "しるしの 目標を 決める",
        "年度の おわりに くらべるものを はじめに 決めます。目標の ない しるしが あっても かまいません。",
        DESK, "4月の うちに", "reports:desk_figures", P.REPORTS_READ,
    ),
    Step(
        "reviews", Group.PLAN, "ふりかえりの ことばを あつめて 読む",
        "こども・居場所の人・外の人の ことばが、年次報告の 数の となりに ならびます。",
        DESK, "4月の うちに", "reports:desk_reviews", P.REPORTS_READ,
    ),
    Step(
        "yearly", Group.PLAN, "前の 年度の 年次報告を 公開する",
        "こども版も いっしょに 出ます。公開は もう ひとりの人が します。",
        DESK, "6月の うちに", "reports:desk_yearly", P.REPORTS_READ,
    ),
    Step(
        "handovers", Group.HANDING, "引き継ぎを わたして うけとる",
        "担当が かわる しごとを、ひらいている ものと ことばで わたします。",
        "異動する人", "3月31日まで", "reports:desk_handovers", P.REPORTS_READ,
    ),
    Step(
        "deputies", Group.HANDING, "代決の人を 決める",
        "決める人が いない日に だれが かわりに 決めるかを 先に 書いておきます。",
        ADMIN, "4月1日から", "reports:desk_deputies", P.REPORTS_READ,
    ),
    Step(
        "prints", Group.HANDING, "はってある 紙・ポスター・カードを かえる",
        "電話番号・担当の 名前・ひらく日が かわった 紙を のこしません。",
        DESK, "4月の うちに", "bulletin:desk_papers", P.BULLETIN_READ,
    ),
)  # fmt: skip
BY_CODE = {one.code: one for one in STEPS}


def coming(today: date) -> int:
    """The 年度 whose beginning is prepared or worked off: from October the next one, until September the running one."""
    running = years.nendo(today)
    return running if 4 <= today.month < PREPARES_FROM else running + 1


def check_nendo(nendo: int, today: date) -> int:
    if abs(nendo - coming(today)) > YEARS_AROUND:
        raise Invalid(
            "reports.april_far", "この 年度の 手順は まだ（もう）ありません。年度を えらびなおしてください。"
        )
    return nendo


def check_step(code: str) -> Step:
    if code not in BY_CODE:
        raise Invalid("reports.april_step", "この 手順は ありません。一覧から えらんでください。")
    return BY_CODE[code]


def check_untick(ticked: bool) -> None:
    if not ticked:
        raise Conflict(
            "reports.april_not_ticked", "まだ「すんだ」に なっていません。ページを 開きなおしてください。"
        )


def lapsing(spans: Iterable[tuple[Key, date | None, date | None]], turn: Turn) -> set[Key]:
    """Who has something that holds on the last day of the old 年度 and nothing on the first of the new. `spans`: (whose,
    from, until), both days included, None: without an end."""
    rows = list(spans)
    return {key for key, *held in rows if _holds(held, turn.last)} - {
        key for key, *held in rows if _holds(held, turn.first)
    }


def _holds(held: list[date | None], day: date) -> bool:
    start, end = held
    return (start is None or start <= day) and (end is None or end >= day)
