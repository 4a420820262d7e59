"""活動だより: what may be written, sent and shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.bulletin.rules.kinds import StoryState
from ibasho.town.places.rules import moderation

TITLE_MAX, WORDS_MAX, PHOTO_WORDS_MAX = 40, 300, 120
PAST_MAX = timedelta(days=366)  # what happened longer ago is no news
FACES = "写真の こどもの顔：本人と 保護者が「のせてよい」と 言った写真ですか。うしろ姿や 手もとの 写真なら 安心です。"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody wrote. `consent_on`: the day on which everybody in the photo (and the parents) said yes."""

    title: str
    words: str
    happened_on: date
    photo_words: str = ""
    consent_on: date | None = None
    nobody_shown: bool = False

    def tidy(self, *, with_photo: bool) -> Told:
        """Without spaces at the ends, and without what is said of a photo that is not there. Raises Invalid for a My Number."""
        title, words, alt = (
            refuse_my_number(one.strip()) for one in (self.title, self.words, self.photo_words)
        )
        if not with_photo:
            return Told(title, words, self.happened_on)
        consent = None if self.nobody_shown else self.consent_on
        return Told(title, words, self.happened_on, alt, consent, self.nobody_shown)


def check(told: Told, today: date, *, with_photo: bool) -> None:
    """Raises Invalid, each sentence beside its field. Words may still be missing: they are asked for when it is sent."""
    wrong: dict[str, str] = {}
    if not told.title:
        wrong["title"] = "だいを 書いてください。「いもほりを しました」のように 短くて だいじょうぶです。"
    if len(told.title) > TITLE_MAX:
        wrong["title"] = f"だいは {TITLE_MAX}文字までに してください。"
    if len(told.words) > WORDS_MAX:
        wrong["words"] = f"ことばは {WORDS_MAX}文字までに してください。"
    if told.happened_on > today:
        wrong["happened_on"] = "「いつの こと」が 先の日に なっています。あった日を 入れてください。"
    elif told.happened_on < today - PAST_MAX:
        wrong["happened_on"] = "「いつの こと」が 1年より 前です。この1年の できごとを 書いてください。"
    if with_photo:
        wrong |= _of_the_photo(told, today)
    if wrong:
        raise Invalid("bulletin.story", next(iter(wrong.values())), fields=wrong)


def _of_the_photo(told: Told, today: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not told.photo_words:
        wrong["photo_words"] = "写真を 見られない人のために、なにが 写っているかを 書いてください。"
    if not told.nobody_shown and told.consent_on is None:
        wrong["consent_on"] = (
            "写っている人（こどもは 保護者も）が「いい」と 言った日を 入れるか、「だれも 写っていない」を えらんでください。"
        )
    if told.consent_on is not None and told.consent_on > today:
        wrong["consent_on"] = "「いいと言った日」が 先の日に なっています。日を たしかめてください。"
    return wrong


def check_change(state: str) -> None:
    if state == StoryState.WITHDRAWN:
        raise Conflict(
            "bulletin.story_withdrawn",
            "とりさげた おたよりです。なおす前に「下書きに もどす」を おしてください。",
        )


def after_change(state: str) -> StoryState:
    """What was shown is hidden until it has been looked at anew: only what was read stands on a page."""
    return StoryState.WAITING if state == StoryState.SHOWN else StoryState(state)


def check_send(state: str, words: str) -> None:
    if state not in (StoryState.DRAFT, StoryState.RETURNED):
        raise Conflict(
            "bulletin.story_sent", "もう 市に おくっています。ページを 開きなおして たしかめてください。"
        )
    if not words:
        sentence = "ことばが まだ ありません。なにを したかを 1行でも 書いてから おくってください。"
        raise Invalid("bulletin.story_no_words", sentence, fields={"words": sentence})


def check_look(state: str) -> None:
    if state != StoryState.WAITING:
        raise Conflict(
            "bulletin.story_looked",
            "ほかの人が 先に きめたか、団体が とりさげています。ページを 開きなおしてください。",
        )


def check_seen(seen: str, mark: str) -> None:
    """Nobody shows what they have not read."""
    if seen != mark:
        raise Conflict(
            "bulletin.story_changed",
            "見ている あいだに 団体が なおしました。もう一度 見てから きめてください。",
        )


def check_words(shown: str) -> None:
    """Nothing by which somebody could be reached stands on a page for everybody."""
    if not moderation.may_be_shown(shown):
        raise Conflict(
            "bulletin.story_contact",
            "電話番号・メール・アドレスが 書かれています。だれでも 読めるページなので、団体に 返して 消してもらってください。",
        )


def check_withdraw(state: str) -> None:
    if state == StoryState.WITHDRAWN:
        raise Conflict("bulletin.story_withdrawn", "もう とりさげています。")


def check_take_up(state: str) -> None:
    if state != StoryState.WITHDRAWN:
        raise Conflict("bulletin.story_not_withdrawn", "とりさげていません。そのまま なおせます。")


def warnings(shown: str, *, people_in_photo: bool) -> tuple[str, ...]:
    """What whoever writes or looks should look at twice."""
    found = [f"{flag.label}が あるようです" for flag in moderation.flags(shown)]
    return (*found, FACES) if people_in_photo else tuple(found)


def mark_of(*told: str) -> str:
    """Another one as soon as anything that others will see is another."""
    return sha256("\0".join(told).encode()).hexdigest()[:20]
