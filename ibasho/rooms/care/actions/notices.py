"""One note as the centre handles it: taken, looked into, answered, ended. Nothing here turns one away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions.matters import NOUN, noting_tries, open_matter
from ibasho.rooms.care.actions.telling import tell
from ibasho.rooms.care.models import Assignee, Matter, NoteWord, Notice
from ibasho.rooms.care.queries import council, words, written
from ibasho.rooms.care.queries import notices as queries
from ibasho.rooms.care.rules.dials import UNCHECK_WITHIN_HOURS
from ibasho.rooms.care.rules.kinds import Outcome, Pace
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

State = Notice.State
SAY_LETTERS_MAX = 300
SAY = "ことばを 書いてください。"


@noting_tries
@transaction.atomic
def take(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """受理: who takes it reads it from now on. Also one that nobody of today's centre holds any more; whom a lead has chosen
    keeps it, and only they or a lead take it.

    Raises Conflict where a colleague was first or was chosen, NotFound for who may not know of it."""
    row = locked(notice, by, at)
    if not may_take(row, by, at):
        raise _chosen() if row.state == State.SENT else _taken()
    if not queries.is_held(row, at):
        _release_all(row, at)
    person = people.person_of(by)
    if not policies.is_assigned(by, row.matter):
        Assignee.objects.create(matter=row.matter, person_id=person, given_at=at, given_by_id=person)
    if row.state == State.SENT:
        row.state, row.taken_at = State.TAKEN, at
    row.taken_by_id = person
    return _saved("take", row, ["state", "taken_at", "taken_by"], by, at)


def may_take(row: Notice, by: Actor, at: datetime) -> bool:
    """For who handles and may know of it."""
    if not queries.is_held(row, at):
        return row.state == State.SENT or queries.is_adrift(row, at)
    return row.state == State.SENT and (
        policies.is_assigned(by, row.matter) or policies.may(by, Permission.CARE_LEAD, at=at)
    )


@noting_tries
@transaction.atomic
def put_back(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """まだ だれも 受理していない ことに もどす: for a colleague to take. Its clocks go on."""
    row = _mine(notice, by, at)
    if row.state != State.TAKEN:
        raise Conflict(
            "care.not_taken",
            _("もどせるのは「対応しています」の あいだだけです。いまの 段階を 確かめてください。"),
        )
    _release_all(row, at)
    row.state, row.taken_at, row.taken_by = State.SENT, None, None
    return _saved("put_back", row, ["state", "taken_at", "taken_by"], by, at)


@noting_tries
@transaction.atomic
def checked(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """安全を 確かめた: somebody saw or spoke to the child, or heard it from who did."""
    row = _in_hand(notice, by, at)
    if row.pace == Pace.GLAD.value:
        raise Conflict(
            "care.no_check", _("うれしい知らせには 安全の確認は いりません。このまま 返事を してください。")
        )
    if row.checked_at is not None:
        raise Conflict(
            "care.checked", _("もう 確かめてあります。ちがうときは「確認を とりけす」を おしてください。")
        )
    row.checked_at, row.checked_by_id = at, by.person_id
    return _saved("check", row, ["checked_at", "checked_by"], by, at)


@noting_tries
@transaction.atomic
def uncheck(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """Pressed by mistake: taken back within a day; the clock stands where it stood."""
    row = _in_hand(notice, by, at)
    if not may_uncheck(row, at):
        raise Conflict(
            "care.uncheck_late",
            _("とりけせるのは 確認から 24時間までです。そのあとは、センターの 記録に 書いてください。"),
        )
    row.checked_at, row.checked_by = None, None
    return _saved("uncheck", row, ["checked_at", "checked_by"], by, at)


def may_uncheck(row: Notice, at: datetime) -> bool:
    return row.checked_at is not None and at <= row.checked_at + timedelta(hours=UNCHECK_WITHIN_HOURS)


@noting_tries
@transaction.atomic
def answer(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """The writer hears ありがとうございました, and nothing more."""
    row = _in_hand(notice, by, at)
    if row.state != State.TAKEN:
        raise Conflict(
            "care.answered", _("返事は もう とどいています。書いた人の 画面に「ありがとうございました」と 出ています。")
        )  # fmt: skip
    _answer(row, by, at)
    return _saved("answer", row, ["state", "answered_at", "answered_by"], by, at)


@noting_tries
@transaction.atomic
def close(*, notice: Notice, outcome: Outcome, by: Actor, at: datetime) -> Notice:
    """おわりに する; who was not answered yet is answered now. What was done stands in the centre's own records.

    Raises Conflict where the child's safety was not looked at."""
    row = _in_hand(notice, by, at)
    if row.checked_at is None and row.pace != Pace.GLAD.value:
        raise Conflict(
            "care.check_first",
            _("まだ 安全を 確かめていません。さきに 確かめてから、おわりに してください。"),
        )
    if row.state == State.TAKEN:
        _answer(row, by, at)
    row.state, row.closed_at, row.closed_by_id = State.CLOSED, at, by.person_id
    row.outcome = Outcome(outcome).value
    fields = ["state", "answered_at", "answered_by", "closed_at", "closed_by", "outcome"]
    return _saved("close", row, fields, by, at)


@noting_tries
@transaction.atomic
def reopen(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """The end is taken back, as long as the words are there. The writer's page stays as it is."""
    row = _mine(notice, by, at)
    if row.state != State.CLOSED:
        raise Conflict("care.open", _("まだ おわりに なっていません。そのまま つづけられます。"))
    if row.matter.data_key is None:
        raise Conflict(
            "care.forgotten",
            _(
                "ことばを 消した 気づきは 開きなおせません（おわってから 90日で 消えます）。新しい ことは 新しい 気づきとして 入れてください。"
            ),
        )
    row.state, row.closed_at, row.closed_by, row.outcome = State.ANSWERED, None, None, ""
    return _saved("reopen", row, ["state", "closed_at", "closed_by", "outcome"], by, at)


def same_as(*, notice: Notice, first: Notice, by: Actor, at: datetime) -> Notice:
    """The same thing told twice in other words: leads to the earlier one from now on. Both writers are thanked.

    Raises Conflict where it is not of the same place: by the keyed mark of place and nickname, else by the words, which
    only who reads both can see."""
    one, other = _looked(notice=notice, first=first, by=by, at=at)
    if not _same_place(one, other, by, at):
        raise Conflict(
            "care.other_place",
            _(
                "おなじ居場所の 気づきだけ つなげられます。番号を 確かめるか、その 担当の人に 聞いてください。"
            ),
        )
    return _link(notice=notice, first=first, by=by, at=at)


@noting_tries
@transaction.atomic
def _looked(*, notice: Notice, first: Notice, by: Actor, at: datetime) -> tuple[Notice, Notice]:
    """Before words are opened: their entries stand in transactions of their own, whatever becomes of the link."""
    return _pair(notice, first, by, at)


@noting_tries
@transaction.atomic
def _link(*, notice: Notice, first: Notice, by: Actor, at: datetime) -> Notice:
    one, other = _pair(notice, first, by, at)
    Notice.objects.filter(same_as=one).update(same_as=other)
    one.same_as = other
    return _saved("link", one, ["same_as"], by, at)


@noting_tries
@transaction.atomic
def apart(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """It was something else after all."""
    row = _mine(notice, by, at)
    if row.same_as_id is None:
        raise Conflict("care.apart", _("ほかの 気づきとは つながっていません。"))
    row.same_as = None
    return _saved("unlink", row, ["same_as"], by, at)


def say(*, notice: Notice, text: str, by: Actor, at: datetime) -> NoteWord:
    """A word to the writer beside the state: where their group is a member of the 要対協 today, and as long as it is.

    Raises Conflict where it is none, Invalid for nothing, too much, or a My Number."""
    words_back = reason(text, code="care.say", sentence=SAY, field="text", most=SAY_LETTERS_MAX)
    row = _asked_to_say(notice=notice, by=by, at=at)
    # The centre reads for which group it was written: its entry stands, whatever becomes of the word.
    key = open_matter(matter=row.matter, by=by, at=at)
    return _said(
        notice=notice, text=words_back, group=written.of(row, key).organisation, key=key, by=by, at=at
    )


@noting_tries
@transaction.atomic
def _asked_to_say(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    return _in_hand(notice, by, at)


@noting_tries
@transaction.atomic
def _said(*, notice: Notice, text: str, group: str, key: bytes, by: Actor, at: datetime) -> NoteWord:
    row = _in_hand(notice, by, at)
    public_id, bound = new_code(), _bound_group(row, group, at)
    sealed = words.seal(text, key=key, column="care.noteword.text", row=public_id)
    made = NoteWord.objects.create(
        notice=row, organisation=bound, public_id=public_id, sealed_text=sealed, sent_at=at, sent_by_id=people.person_of(by)
    )  # fmt: skip
    note("say", row, by, at)
    return made


@noting_tries
@transaction.atomic
def unsay(*, word: NoteWord, by: Actor, at: datetime) -> None:
    """A word to the writer is taken back by who reads the note; whoever has read it has read it."""
    row = _mine(word.notice, by, at)
    NoteWord.objects.filter(pk=word.pk, notice=row).delete()
    note("unsay", row, by, at)


def locked(notice: Notice, by: Actor, at: datetime) -> Notice:
    """The note as it stands now, its matter first as everywhere. Raises NotFound for who is not of the centre, and for who
    knows the family."""
    matter = Matter.objects.select_for_update().get(pk=notice.matter_id)
    policies.require_about(by, Permission.CARE_HANDLE, matter, at=at)
    row = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    row.matter = matter
    return row


def note(verb: str, row: Notice, by: Actor, at: datetime) -> None:
    """Which matter, what was done and by whom; never a word, a place, a sign or how it ended."""
    journal.record(f"care.notice.{verb}", noun=NOUN, object_id=row.matter_id, by=by, at=at)


def _mine(notice: Notice, by: Actor, at: datetime) -> Notice:
    """For who has it; a break-glass does nothing to it."""
    row = locked(notice, by, at)
    policies.require_assigned(by, row.matter, at=at)
    return row


def _in_hand(notice: Notice, by: Actor, at: datetime) -> Notice:
    """Taken and not ended."""
    row = _mine(notice, by, at)
    if row.state == State.SENT:
        raise Conflict(
            "care.new", _("さきに「受理する」を おしてください。だれが 見ているかが みんなに わかります。")
        )
    if row.state == State.CLOSED:
        raise Conflict(
            "care.closed", _("もう おわりに なっています。直すときは、さきに 開きなおしてください。")
        )
    return row


def _pair(notice: Notice, first: Notice, by: Actor, at: datetime) -> tuple[Notice, Notice]:
    """Both as they stand now, locked in key order. Raises NotFound for who has not got the later one, Conflict where the
    other is not the earlier."""
    found = {row.pk: locked(row, by, at) for row in sorted((notice, first), key=lambda row: row.matter_id)}
    one, other = found[notice.pk], found[first.pk]
    policies.require_assigned(by, one.matter, at=at)
    if one.pk == other.pk or other.received_at > one.received_at or other.same_as_id is not None:
        raise Conflict(
            "care.not_first",
            _("つなげるのは、さきに とどいた 気づきです。その番号と 日を 確かめてください。"),
        )
    return one, other


def _same_place(one: Notice, other: Notice, by: Actor, at: datetime) -> bool:
    if (
        one.child_mark is not None
        and other.child_mark is not None
        and bytes(one.child_mark) == bytes(other.child_mark)
    ):
        return True  # the mark is salted by the place
    if not policies.may_read(by, other.matter, at=at):
        return False
    places = [written.of(row, open_matter(matter=row.matter, by=by, at=at)).place for row in (one, other)]
    return places[0] == places[1] != ""


def _bound_group(row: Notice, told: str, at: datetime) -> Organisation:
    """The group the note was written for (its public_id, "" for none), bound to secrecy today."""
    group = Organisation.objects.filter(public_id=told).first() if told else None
    if row.writer_id is None or group is None:
        raise Conflict(
            "care.nobody_to_tell", _("ことばを 返す 相手が いません（紙や 電話で とどいたか、書いた人の 団体が わかりません）。伝えるときは 電話を つかってください。")
        )  # fmt: skip
    if not council.is_member(group.pk, clock.day(at)):
        raise Conflict(
            "care.not_member",
            _(
                "書いた人の 団体は、きょう 要対協の 構成員では ありません。守秘義務が ないので、ことばは 返せません。"
                "「ありがとうございました」は 返せます。"
            ),
        )
    return group


def _taken() -> Conflict:
    return Conflict(
        "care.taken",
        _("ほかの人が さきに 受理しました。ページを 開きなおして、だれが 見ているかを 確かめてください。"),
    )


def _chosen() -> Conflict:
    return Conflict(
        "care.chosen",
        _(
            "統括支援員が もう 担当を 決めています。受理できるのは 担当か 統括支援員です。"
            "代わるときは、統括支援員に 担当を かえて もらってください。"
        ),
    )


def _answer(row: Notice, by: Actor, at: datetime) -> None:
    """Also tells the writer by mail that there is something to see; the mail does not say what."""
    row.state, row.answered_at, row.answered_by_id = State.ANSWERED, at, by.person_id
    if row.writer is None:
        return
    at_a_place = people.may(Actor(person_id=row.writer.pk), Permission.OPS_ENTER, day=clock.day(at))
    page = reverse("care:notes" if at_a_place else "care:desk_notes")
    tell([row.writer], key=f"care.answered:{row.nonce}", page=page, by=by, at=at)


def _release_all(row: Notice, at: datetime) -> None:
    Assignee.objects.filter(matter_id=row.matter_id, ended_at__isnull=True).update(ended_at=at)


def _saved(verb: str, row: Notice, fields: list[str], by: Actor, at: datetime) -> Notice:
    row.save(update_fields=fields)
    note(verb, row, by, at)
    return row
