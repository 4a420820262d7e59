"""ふりかえりの ことば: what may be written down, what to look at twice, what becomes of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports.rules.kinds import Party, ReviewState
from ibasho.town.places.rules import moderation

WORDS_MAX = 400
WHO_MAX = 80
HEADS_MAX = 2000
LATE_DAYS = 365  # a 年度 is looked back at until a year after its end
WHY = "どうして 出さないかを 書いてください。書いた人が 読みます。"
NOT_LISTENED = "だれの声かを「小学生 6人」のように 書いてください。名前は いりません。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One sheet: whose words, on which day, of which 年度. `heads` None: nobody counted."""

    party: Party
    nendo: int
    who_words: str
    heads: int | None
    good: str
    hard: str
    next: str
    said_on: date

    def tidy(self) -> Said:
        """Without spaces around; a My Number in any of the words is Invalid."""
        return replace(
            self, good=refuse_my_number(self.good.strip()), hard=refuse_my_number(self.hard.strip()),
            next=refuse_my_number(self.next.strip()), who_words=refuse_my_number(" ".join(self.who_words.split())),
        )  # fmt: skip

    @property
    def words(self) -> str:
        return "\n".join((self.who_words, self.good, self.hard, self.next))


def check(said: Said, today: date) -> None:
    """Raises Invalid with a sentence for each field."""
    wrong = _of_whom(said) | _of_the_words(said) | _of_the_day(said, today)
    if wrong:
        raise Invalid("reports.review", " ".join(wrong.values()), fields=wrong)


def _of_whom(said: Said) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not 0 < len(said.who_words) <= WHO_MAX:
        wrong["who_words"] = NOT_LISTENED
    if said.heads is not None and not 0 < said.heads <= HEADS_MAX:
        wrong["heads"] = (
            f"人数は 1から{HEADS_MAX:,}までの 数で 書いてください。わからなければ 空けてください。"
        )
    return wrong


def _of_the_words(said: Said) -> dict[str, str]:
    told = {"good": said.good, "hard": said.hard, "next": said.next}
    wrong = {
        name: f"{WORDS_MAX}文字までで 書いてください。"
        for name, text in told.items()
        if len(text) > WORDS_MAX
    }
    if not any(told.values()):
        wrong["good"] = "よかったこと・こまったこと・つぎに したいことの どれか 1つは 書いてください。"
    return wrong


def _of_the_day(said: Said, today: date) -> dict[str, str]:
    if said.said_on > today:
        return {"said_on": "先の日に なっています。きいた日を たしかめてください。"}
    last = years.last_day(said.nendo) + timedelta(days=LATE_DAYS)
    if not years.first_day(said.nendo) <= said.said_on <= last:
        label = years.label(said.nendo)
        return {"said_on": f"{label}の ふりかえりに する日では ありません。年度か 日を たしかめてください。"}
    return {}


def check_change(state: str) -> None:
    """What was read and shown stays as it was read: it is taken back first."""
    if state != ReviewState.DRAFT:
        raise Conflict(
            "reports.review_judged",
            "もう 市が 見たあとです。なおすときは、市に「見てもらう前に もどす」を たのんでください。",
        )


def check_judge(state: str, *, written_by: int | None, judge: int) -> None:
    if state != ReviewState.DRAFT:
        raise Conflict(
            "reports.review_looked", "ほかの人が 先に 見て きめています。ページを 開きなおしてください。"
        )
    if written_by == judge:
        raise Conflict(
            "reports.review_own",
            "自分で 打ちこんだ ことばは、もう ひとりの人が 読んでから 出します。ほかの担当に たのんでください。",
        )


def check_seen(seen: str, mark: str) -> None:
    """Nobody shows what they have not read."""
    if seen != mark:
        raise Conflict(
            "reports.review_changed",
            "見ている あいだに ことばが かわりました。もう一度 読んでから きめてください。",
        )


def check_words(words: str) -> None:
    """Nothing by which somebody could be reached stands beside the figures."""
    if not moderation.may_be_shown(words):
        raise Conflict(
            "reports.review_contact",
            "電話番号・メール・アドレスが 書かれています。そこを 消してもらってから 出してください。",
        )


def check_reopen(state: str) -> None:
    if state == ReviewState.DRAFT:
        raise Conflict("reports.review_open", "まだ きめていません。そのまま 読んで きめられます。")


def check_drop(state: str) -> None:
    if state == ReviewState.SHOWN:
        raise Conflict(
            "reports.review_is_shown", "いま 出ています。先に「見てもらう前に もどす」を おしてください。"
        )


def warnings(said: Said) -> tuple[str, ...]:
    """What whoever writes or reads should look at twice: a name, a school, danger."""
    return tuple(f"{flag.label}が あるようです" for flag in moderation.flags(said.words))


def mark_of(said: Said, *about: str) -> str:
    """Another one as soon as anything that others will read is another. `about`: whereof it tells."""
    told = (*about, said.party.value, str(said.nendo), said.words, str(said.heads), said.said_on.isoformat())
    return sha256("\0".join(told).encode()).hexdigest()[:20]
