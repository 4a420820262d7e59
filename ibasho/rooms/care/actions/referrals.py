"""つなぎ: the centre asks a place to welcome somebody; the place answers; either says how it ended."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.ports.vault import vault
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import consents, matters, referral_news
from ibasho.rooms.care.models import Assignee, ConsentText, Matter, Referral
from ibasho.rooms.care.queries import referrals as queries
from ibasho.rooms.care.queries import words
from ibasho.rooms.care.rules import consent as consent_rules
from ibasho.rooms.care.rules import nicknames
from ibasho.rooms.care.rules import referrals as rules
from ibasho.rooms.care.rules.consent import Consent
from ibasho.rooms.care.rules.kinds import Consenting, Decline, Ended
from ibasho.rooms.care.rules.referrals import Facts, Side
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

State = Referral.State
_HAND = 0x6C696E6B  # "link"


def ask(
    *, place: Place, facts: Facts, first_on: date | None, consent: Consent, by: Actor, at: datetime
) -> Referral:
    """Asks `place`; who asks has it. Pressed twice it is asked once.

    Raises Invalid where there is no consent that holds or a fact says more than a place needs, Conflict where the place is
    not open to the public, or was asked today about the same nickname with other words: what was asked stays as it was."""
    row, says_the_same = _asked_once(place, facts, first_on, consent, by, at)
    # After the transaction: that the words were read to compare them stays written down.
    if not says_the_same:
        raise Conflict(
            "care.referral.other_words",
            f"この居場所には、同じ よび名で きょう もう たのんでいるので、いま 入れたことは 伝わっていません（{row.matter.public_id}）。"
            "直すときは、その つなぎを「とりやめる」で 取りけしてから もう一度 たのんでください（さいしょの日だけなら その ページで "
            "かえられます）。別の子のときは、よび名を 少し かえてください。",
        )
    return row


@transaction.atomic
def _asked_once(
    place: Place, facts: Facts, first_on: date | None, consent: Consent, by: Actor, at: datetime
) -> tuple[Referral, bool]:
    """The referral, and whether it says what was asked now."""
    policies.require(by, Permission.CARE_HANDLE, at=at)
    today, text = clock.day(at), consents.kept(at=at)
    told = rules.checked(
        Facts(*(refuse_my_number(one) for one in (facts.child, facts.allergy, facts.collect)))
    )
    rules.check_first_day(first_on, today)
    consent_rules.check(consent, in_force=text.version, alone_from_age=text.alone_from_age, today=today)
    _one_after_another(people.person_of(by))
    _require_open(place)
    marks = vault().marks(nicknames.folded(told.child), nicknames.salt(place.public_id))
    known = Referral.objects.select_related("matter", "consent_text").filter(
        place=place, asked_by_id=by.person_id, state=State.ASKED, child_mark__in=marks, asked_at__date=today
    )
    row = known.order_by("pk").first()
    if row is None:
        return _asked(place, told, marks[0], first_on, (consent, text), by, at), True
    return row, _says_the_same(row, told, first_on, consent, by, at)


@matters.noting_tries
@transaction.atomic
def change_first_day(*, referral: Referral, first_on: date | None, by: Actor, at: datetime) -> Referral:
    """The place hears that there is something to look at."""
    row = _of_centre(referral, by, at)
    if row.state not in (State.ASKED, State.ACCEPTED):
        rules.step("accept", row.state, Side.CENTRE)
    rules.check_first_day(first_on, clock.day(at))
    row.first_on = first_on
    row.save(update_fields=["first_on"])
    _note("change_first_day", row, by, at)
    referral_news.tell_place(row, "day", by, at)
    return row


@matters.noting_tries
@transaction.atomic
def revoke(*, referral: Referral, withdrawn_on: date | None, by: Actor, at: datetime) -> Referral:
    """とりやめ: from now on the place reads nothing. `withdrawn_on`: the day on which somebody took their yes back."""
    row = _of_centre(referral, by, at)
    after = rules.step("revoke", row.state, Side.CENTRE)
    rules.check_withdrawn(withdrawn_on, row.consent_on, clock.day(at))
    row.state, row.ended_at, row.ended_by_id, row.withdrawn_on = after, at, by.person_id, withdrawn_on
    row.save(update_fields=["state", "ended_at", "ended_by", "withdrawn_on"])
    _note("revoke", row, by, at)
    referral_news.tell_place(row, "over", by, at)
    return row


@matters.noting_tries
@transaction.atomic
def withdraw(*, referral: Referral, withdrawn_on: date, by: Actor, at: datetime) -> Referral:
    """After a place said no: the day on which somebody took their yes back. It is not asked again."""
    row = _of_centre(referral, by, at)
    row.state = rules.step("withdraw", row.state, Side.CENTRE)
    rules.check_withdrawn(withdrawn_on, row.consent_on, clock.day(at))
    row.withdrawn_on, row.looked_at = withdrawn_on, row.looked_at or at
    row.save(update_fields=["withdrawn_on", "looked_at"])
    _note("withdraw", row, by, at)
    return row


@matters.noting_tries
@transaction.atomic
def ask_again(*, referral: Referral, by: Actor, at: datetime) -> Referral:
    """A place that said no is asked once more, with a new clock; only as long as the words are there and the yes holds as it
    would for a new question. A first day that is over is left open."""
    row = _of_centre(referral, by, at)
    after, today = rules.step("ask_again", row.state, Side.CENTRE), clock.day(at)
    _require_agreed(row, at)
    _require_open(row.place)
    words.key_of(row.matter)
    _unanswered(row)
    row.state, row.answer_by = after, rules.answer_by(today)
    row.first_on = row.first_on if row.first_on is not None and row.first_on >= today else None
    row.save()
    _note("ask_again", row, by, at)
    referral_news.tell_place(row, "again", by, at)
    return row


@matters.noting_tries
@transaction.atomic
def look(*, referral: Referral, by: Actor, at: datetime) -> Referral:
    """Somebody of the centre has seen that the place cannot: it waits for nobody any more."""
    row = _of_centre(referral, by, at)
    if row.state != State.DECLINED:
        raise Conflict(
            "care.referral.step", "「うけられない」の返事が ありません。ページを 開きなおしてください。"
        )
    row.looked_at = row.looked_at or at
    row.save(update_fields=["looked_at"])
    _note("look", row, by, at)
    return row


@transaction.atomic
def read_for_place(*, referral: Referral, by: Actor, at: datetime) -> Facts:
    """The three facts, once the entry that they were read stands. Raises NotFound for everybody but the place's own group,
    Conflict before the place was asked or after it is over."""
    row = _locked(referral)
    policies.require_welcome(by, row.place, at=at)
    if row.state not in rules.TOLD:
        raise Conflict("care.referral.over", "この つなぎは もう おわっています。ことばは 見えません。")
    matters.note("read_for_place", row.matter, by=by, at=at)
    return queries.facts(row, words.key_of(row.matter))


@matters.noting_tries
@transaction.atomic
def accept(*, referral: Referral, by: Actor, at: datetime) -> Referral:
    """うけます: by the place, or by the centre when the place says so on the telephone."""
    row, side = _of_either(referral, by, at)
    row.state = rules.step("accept", row.state, side)
    row.answered_at, row.answered_by_id = at, by.person_id
    row.save(update_fields=["state", "answered_at", "answered_by"])
    _note("accept", row, by, at, side=side.value)
    _tell_other(row, "yes", side, by, at)
    return row


@matters.noting_tries
@transaction.atomic
def decline(*, referral: Referral, why: Decline, told: str, by: Actor, at: datetime) -> Referral:
    """うけられません, with a reason and if one likes some words, which the centre alone reads."""
    row, side = _of_either(referral, by, at)
    after = rules.step("decline", row.state, side)
    said = refuse_my_number(" ".join(told.split()))
    if len(said) > rules.DECLINE_WORDS_MAX:
        sentence = f"{rules.DECLINE_WORDS_MAX}文字までで 書いてください。"
        raise Invalid("care.referral.words", sentence, fields={"told": sentence})
    _note("decline", row, by, at, side=side.value)
    row.state, row.decline, row.looked_at = after, Decline(why).value, at if side is Side.CENTRE else None
    row.answered_at, row.answered_by_id = at, by.person_id
    row.sealed_decline_words = (
        _sealed(row.matter, said, "decline", words.key_of(row.matter)) if said else None
    )
    row.save()
    _tell_other(row, "no", side, by, at)
    return row


@matters.noting_tries
@transaction.atomic
def arrive(*, referral: Referral, on: date, by: Actor, at: datetime) -> Referral:
    """来ました, on a day from the one it was asked on until today."""
    row, side = _of_either(referral, by, at)
    after = rules.step("arrive", row.state, side)
    if not clock.day(row.asked_at) <= on <= clock.day(at):
        sentence = "来た日は、たのまれた日から きょうまでの 間で 入れてください。"
        raise Invalid("care.referral.arrived_on", sentence, fields={"on": sentence})
    row.state, row.arrived_on, row.arrived_at, row.arrived_by_id = after, on, at, by.person_id
    row.save(update_fields=["state", "arrived_on", "arrived_at", "arrived_by"])
    _note("arrive", row, by, at, side=side.value)
    return row


@matters.noting_tries
@transaction.atomic
def end(*, referral: Referral, how: Ended, by: Actor, at: datetime) -> Referral:
    """おわり: the place reads nothing more from now on."""
    row, side = _of_either(referral, by, at)
    row.state = rules.step("end", row.state, side)
    row.ended_at, row.ended_by_id, row.ended_how = at, by.person_id, Ended(how).value
    row.save(update_fields=["state", "ended_at", "ended_by", "ended_how"])
    _note("end", row, by, at, side=side.value)
    _tell_other(row, "over", side, by, at)
    return row


@matters.noting_tries
@transaction.atomic
def take_back(*, referral: Referral, by: Actor, at: datetime) -> Referral:
    """A wrong press is undone by who pressed, within the hour."""
    row, side = _of_either(referral, by, at)
    before = rules.before_last(row.state, has_arrived=row.arrived_on is not None)
    if not queries.may_take_back(row, by, at):
        raise Conflict(
            "care.referral.late",
            f"もどせるのは おした人だけ、{rules.TAKE_BACK_MINUTES}分の 間だけです。センターに 電話で 知らせてください。",
        )
    if row.state == State.ARRIVED:
        row.arrived_on, row.arrived_at, row.arrived_by = None, None, None
    elif row.state == State.ENDED:
        row.ended_at, row.ended_by, row.ended_how = None, None, ""
    else:
        _unanswered(row)
    row.state = before
    row.save()
    _note("take_back", row, by, at, side=side.value)
    _tell_other(row, "back", side, by, at)
    return row


def _asked(
    place: Place, told: Facts, mark: bytes, first_on: date | None, agreed: tuple[Consent, ConsentText], by: Actor, at: datetime
) -> Referral:  # fmt: skip
    matter, key = words.new_matter(Matter.Kind.REFERRAL, new_code())
    matter.save()
    Assignee.objects.create(
        matter=matter, person_id=people.person_of(by), given_at=at, given_by_id=people.person_of(by)
    )
    consent, text = agreed
    row = Referral.objects.create(
        matter=matter, place=place, first_on=first_on, asked_at=at, asked_by_id=people.person_of(by),
        answer_by=rules.answer_by(clock.day(at)), sealed_child=_sealed(matter, told.child, "child", key),
        sealed_allergy=_sealed(matter, told.allergy, "allergy", key),
        sealed_collect=_sealed(matter, told.collect, "collect", key), child_mark=mark, consent_text=text,
        consent_by=consent.by.value, consent_how=consent.how, consent_on=consent.on, consent_age_met=consent.age_met,
    )  # fmt: skip
    _note("ask", row, by, at)
    referral_news.tell_place(row, "asked", by, at)
    return row


def _one_after_another(person_id: int) -> None:
    """Until the end of the transaction: of two presses at once the second finds the first. By a number of its own, for the
    policy holds the person's row already, and two that share it would wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_HAND, person_id % 2**31])


def _require_open(place: Place) -> None:
    """As the directory says now. Raises Conflict."""
    if not Place.objects.filter(pk=place.pk, state=Place.State.PUBLISHED).exists():
        raise Conflict(
            "care.referral.place", "この居場所は いま お休みか、終わっています。ほかを えらんでください。"
        )


def _says_the_same(
    row: Referral, told: Facts, first_on: date | None, consent: Consent, by: Actor, at: datetime
) -> bool:
    """Its words are opened to compare them, which is written down; who may not read them any more is told no."""
    if (row.first_on, _agreed(row)) != (first_on, consent) or not policies.may_read(by, row.matter, at=at):
        return False
    return queries.facts(row, matters.open_matter(matter=row.matter, by=by, at=at)) == told


def _agreed(row: Referral) -> Consent:
    return Consent(
        row.consent_text.version, Consenting(row.consent_by), row.consent_how, row.consent_on, row.consent_age_met
    )  # fmt: skip


def _require_agreed(row: Referral, at: datetime) -> None:
    """The yes of then is looked at as if it were given now. Raises Conflict: a new one belongs to a new question."""
    if row.withdrawn_on is not None:
        raise Conflict(
            "care.referral.withdrawn",
            "同意を やめています。もう一度 たのむことは できません。つづけるときは、もう一度 同意を 聞いてください。",
        )
    text = consents.kept(at=at)
    try:
        consent_rules.check(
            _agreed(row), in_force=text.version, alone_from_age=text.alone_from_age, today=clock.day(at)
        )
    except Invalid as refusal:
        raise Conflict(
            refusal.code, f"{refusal.message}聞けたら、「ほかの居場所を さがす」から 新しく たのみます。"
        ) from refusal


def _sealed(matter: Matter, text: str, column: str, key: bytes) -> bytes:
    return words.seal(text, key=key, column=f"care.referral.{column}", row=matter.public_id)


def _unanswered(row: Referral) -> None:
    row.answered_at, row.answered_by, row.decline = None, None, ""
    row.sealed_decline_words, row.looked_at = None, None


def _locked(referral: Referral) -> Referral:
    Matter.objects.select_for_update().get(pk=referral.matter_id)
    rows = Referral.objects.select_for_update(of=("self",)).select_related("matter", "place")
    return rows.get(pk=referral.pk)


def _of_centre(referral: Referral, by: Actor, at: datetime) -> Referral:
    row = _locked(referral)
    policies.require_assigned(by, row.matter, at=at)
    return row


def _of_either(referral: Referral, by: Actor, at: datetime) -> tuple[Referral, Side]:
    row = _locked(referral)
    if policies.may_act(by, row.matter, at=at):
        policies.require_assigned(by, row.matter, at=at)
        return row, Side.CENTRE
    policies.require_welcome(by, row.place, at=at)
    return row, Side.PLACE


def _tell_other(row: Referral, what: str, side: Side, by: Actor, at: datetime) -> None:
    """Who has it always hears; the place too, where the centre wrote down the end or took something back."""
    referral_news.tell_centre(row, what, by, at)
    if side is Side.CENTRE and what in ("over", "back"):
        referral_news.tell_place(row, what, by, at)


def _note(verb: str, row: Referral, by: Actor, at: datetime, **data: str) -> None:
    """Which matter and who; never a word, a place or a child: what the journal holds, more people may read."""
    journal.record(
        f"care.referral.{verb}", noun=matters.NOUN, object_id=row.matter_id, by=by, at=at, data=dict(data)
    )
