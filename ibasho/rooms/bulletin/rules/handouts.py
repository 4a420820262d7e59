"""A paper for many schools: what it opens, and when it may be handed over. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.bulletin.rules.kinds import Consent, Paper, Purpose

ANSWERED = (Consent.GIVEN, Consent.REFUSED)
FOR_SCHOOLS = (Paper.CALENDAR, Paper.HANDOUT, Paper.POSTER, Paper.STORY)
CONSENT_WORDS_MAX = SCHOOL_WORDS_MAX = 200
_OF_DISTRICT = ("/today/", "/calendar/")  # pages that begin at a district they are given
_PURPOSES = {
    Paper.CALENDAR: Purpose.DISTRICT, Paper.HANDOUT: Purpose.TODAY, Paper.POSTER: Purpose.TODAY, Paper.STORY: Purpose.STORY,
}  # fmt: skip
_PATHS = {Paper.CALENDAR: "/calendar/", Paper.STORY: "/stories/"}


class Said(Labelled):
    """What a school tells of a paper."""

    RECEIVED = "received", "とどきました"
    GIVEN_OUT = "given_out", "こどもに くばりました"
    MAILED = "mailed", "連絡アプリで 送りました"


@dataclass(frozen=True, slots=True)
class Told:
    """Since when a school has said so; None where it has not."""

    received_on: date | None = None
    given_out_on: date | None = None
    mailed_on: date | None = None

    def with_(self, said: Said, today: date) -> Told:
        """What was said before keeps its day. What children have has come."""
        if said == Said.MAILED:
            return replace(self, mailed_on=self.mailed_on or today)
        come = replace(self, received_on=self.received_on or today)
        return come if said == Said.RECEIVED else replace(come, given_out_on=come.given_out_on or today)

    def without(self, said: Said) -> Told:
        """What has not come can't have been handed out."""
        if said == Said.MAILED:
            return replace(self, mailed_on=None)
        kept = replace(self, given_out_on=None)
        return replace(kept, received_on=None) if said == Said.RECEIVED else kept

    @property
    def silent(self) -> bool:
        """The school has said nothing yet."""
        return not (self.received_on or self.given_out_on or self.mailed_on)


def purpose_of(paper: Paper) -> Purpose:
    """What the one QR of this paper is for."""
    return _PURPOSES[paper]


def usual_path(paper: Paper) -> str:
    return _PATHS.get(paper, "/today/")


def path_for(path: str, district: str) -> str:
    """The page as the children of one district should meet it."""
    return f"{path}?district={district}" if district and path in _OF_DISTRICT else path


def month_of(paper: Paper, month: date | None) -> date | None:
    """The first of its month. Raises Invalid where a calendar has none."""
    if paper == Paper.CALENDAR and month is None:
        words = "何月の カレンダーかを えらんでください。"
        raise Invalid("bulletin.handout_month", words, fields={"month": words})
    return month.replace(day=1) if month else None


def check_answer(consent: Consent, asked_on: date | None, on: date, today: date) -> None:
    """The board answers what it was asked, once. Raises Conflict, Invalid."""
    if consent in ANSWERED:
        words = (
            "教育委員会の 返事は もう 入っています。まちがいなら、先に「返事を とり消す」を おしてください。"
        )
        raise Conflict("bulletin.consent_answered", words)
    if consent == Consent.NOT_NEEDED:
        raise Conflict(
            "bulletin.consent_not_needed", "了承は いらないことに なっています。きくときは、先に「教育委員会に きく」を おしてください。"
        )  # fmt: skip
    _check_day(on, today)
    if asked_on is not None and on < asked_on:
        words = "返事の日が、きいた日より 前に なっています。日を たしかめてください。"
        raise Invalid("bulletin.consent_day", words, fields={"on": words})


def check_consent_open(any_handed: bool) -> None:
    """Once a paper has been handed over on an answer, the answer stays. Raises Conflict."""
    if any_handed:
        words = "もう とどけた学校が あるので、返事は 変えられません。まちがいなら、先に「とどけた」を とり消してください。"
        raise Conflict("bulletin.consent_used", words)


def check_hand(
    consent: Consent, consent_on: date | None, dropped_on: date | None, on: date, today: date
) -> None:
    """Nothing goes to a school before the board said yes, where it is asked. Raises Conflict, Invalid."""
    check_running(dropped_on)
    if consent == Consent.REFUSED:
        words = "教育委員会の 了承が ないので、とどけられません。直して もう一度 きくか、この くばりものを やめてください。"
        raise Conflict("bulletin.consent_refused", words)
    if consent == Consent.ASKED:
        words = "教育委員会の 返事を まっています。返事が 来たら 入れて、それから とどけてください。"
        raise Conflict("bulletin.consent_open", words)
    _check_day(on, today)
    if consent_on is not None and on < consent_on:
        words = "とどけた日が、教育委員会の 返事より 前に なっています。日を たしかめてください。"
        raise Invalid("bulletin.handed_day", words, fields={"on": words})


def check_running(dropped_on: date | None) -> None:
    if dropped_on is not None:
        raise Conflict(
            "bulletin.handout_dropped", "この くばりものは やめています。つづけるときは、先に「やっぱり くばる」を おしてください。"
        )  # fmt: skip


def _check_day(on: date, today: date) -> None:
    if on > today:
        words = "まだ 来ていない日です。日を たしかめてください。"
        raise Invalid("bulletin.day_ahead", words, fields={"on": words})
