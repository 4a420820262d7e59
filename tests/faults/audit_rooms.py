"""What all rooms promise, asked of the tables in plain SQL by nobody who wrote them; `audit` does the same for money.

Every query gives the rows that break a promise; a sound database gives none. What a test planted straight into the tables
has no word in the journal, so those promises speak of what came by HTTP.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]
PROMISES: Mapping[str, str] = {
    "two groups are never in one room at one time": """
        select one.id, other.id from openhouse_booking one join openhouse_booking other on one.space_id = other.space_id
            and one.id < other.id and one.released_at is null and other.released_at is null
            and one.held_from < other.held_until and other.held_from < one.held_until
    """,
    "one child on one seat": """
        select one.id, other.id from openhouse_seatuse one join openhouse_seatuse other on one.space_id = other.space_id
            and one.number = other.number and one.id < other.id
            and one.starts_at < coalesce(other.left_at, other.until) and other.starts_at < coalesce(one.left_at, one.until)
    """,
    "as many came in at a door as its crossings say": """
        select place_id, day, stage from openhouse_presence full join (
            select place_id, day, stage, sum(came) as counted from openhouse_crossing group by place_id, day, stage
        ) told using (place_id, day, stage) where coalesce(came, 0) <> coalesce(counted, 0)
    """,
    "no day of an event seats more than its places": """
        select session.id from places_session session join places_event event on event.id = session.event_id
        join places_signup signup on signup.session_id = session.id and signup.state = 'confirmed'
        where event.capacity is not null group by session.id, event.capacity having sum(party) > event.capacity
    """,
    "a number of a day is one party's": """
        select session_id, code from places_signup group by session_id, code having count(*) > 1
    """,
    "one sign-up per person and shift, no more than are wanted, one at one time": """
        select shift_id, helper_id from roster_taken where state = 'taken' group by shift_id, helper_id having count(*) > 1
        union all select shift_id, null from roster_taken join roster_shift shift on shift.id = shift_id
            where roster_taken.state = 'taken' group by shift_id, wanted having count(*) > wanted
        union all select one.id, other.id from roster_taken one join roster_taken other on one.helper_id = other.helper_id
            and one.id < other.id and one.state = 'taken' and other.state = 'taken'
            and one.held_from < other.held_until and other.held_from < one.held_until
    """,
    "one notice per reader and event": """
        select event_key, address, person_id, target_id from outbox_message
        group by event_key, address, person_id, target_id having count(*) > 1
    """,
    "what was sent says when; what waits has a moment to be tried": """
        select id from outbox_message where (state = 'sent') <> (sent_at is not null) or (state = 'waiting' and send_after is null)
    """,
    "a letter that is due has a job, or the minute's sweep finds it": """
        select id from outbox_message where state = 'waiting' and give_up_at < send_after
    """,
    "an offer that is open was looked at for places, or its job waits": """
        select offer.id from surplus_offer offer where told = 'own' and state = 'open' and not exists (
            select 1 from procrastinate_jobs job where job.task_name = 'surplus.propose' and (job.args ->> 'offer_id')::bigint = offer.id)
    """,
    "a share is handed over once, and says so": """
        select share.id from surplus_share share left join surplus_handover handover on handover.share_id = share.id
        group by share.id, share.state having (share.state = 'handed') <> (count(handover.id) = 1)
    """,
    "an afternoon that was asked for has its visit": """
        select request.id from familysupport_request request
        where state = 'open' and not exists (select 1 from familysupport_visit visit where visit.request_id = request.id)
    """,
    "an event of LINE is heard once": "select event_id from bulletin_lineevent group by event_id having count(*) > 1",
}
# What came by HTTP has its word: (table, noun and verb of the journal, which rows).
WORDS: Mapping[str, tuple[str, str, str]] = {
    "places_signup": ("places.Signup", "places.signup.make", "true"),
    "roster_taken": ("roster.Taken", "roster.shift.take", "true"),
    "surplus_offer": ("surplus.Offer", "surplus.offer.post", "told = 'own'"),
    "outbox_message": ("outbox.Message", "outbox.message.write", "true"),
}

LEFT: Mapping[str, str] = {
    "a letter that is due waits": "select id, problem from outbox_message where state = 'waiting' and urgent",
    "a job is in a dead hand": """
        select job.id, task_name from procrastinate_jobs job left join procrastinate_workers worker on worker.id = worker_id
        where status = 'doing' and (worker.id is null or last_heartbeat < now() - interval '1 minute')
    """,
    "a word is not sealed": """
        select id from journal_entry where not exists (select 1 from journal_seal where entry_id = journal_entry.id)
            and at < now() - interval '20 seconds'
    """,
}


def left(connection: Connection) -> dict[str, list[Any]]:
    """What the workers have still to do."""
    found = {what: connection.execute(query).fetchall() for what, query in LEFT.items()}
    return {what: rows for what, rows in found.items() if rows}


def noted_twice(connection: Connection) -> list[Any]:
    """Letters whose sending stands in the journal more than once, or not at all though they are noted as sent."""
    query = """
        select letter.id from outbox_message letter where sent_at is not null and (
            select count(*) from journal_entry where noun = 'outbox.Message' and verb = 'outbox.message.sent'
            and object_id = letter.id::text) <> 1
    """
    return connection.execute(query).fetchall()


def broken(connection: Connection) -> dict[str, list[Any]]:
    """Promise → rows that break it; empty when all hold."""
    found = {promise: connection.execute(query).fetchall() for promise, query in PROMISES.items()}
    for table, (noun, verb, rows) in WORDS.items():
        query = f"""
            select row.id from {table} row where {rows} and (
                select count(*) from journal_entry where noun = %s and verb = %s and object_id = row.id::text) <> 1
        """  # noqa: S608 - names of our own tables
        found[f"{table}: one word in the journal"] = connection.execute(query, [noun, verb]).fetchall()
    found["the seal holds"] = unsound(connection)
    return {promise: rows for promise, rows in found.items() if rows}


def unsound(connection: Connection) -> list[Any]:
    """The first entry that does not fit its seal: the chain is walked with code of its own."""
    before = "0" * 64
    query = """
        select position, entry_id, hash, at, verb, noun, object_id, person_id, acting_for, via, job, why, data, transaction
        from journal_seal left join journal_entry on journal_entry.id = entry_id order by position
    """
    for number, (place, entry, claimed, at, *rest) in enumerate(
        connection.execute(query).fetchall(), start=1
    ):
        if at is None or place != number:
            return [entry]
        names = (
            "verb",
            "noun",
            "object_id",
            "person_id",
            "acting_for",
            "via",
            "job",
            "why",
            "data",
            "transaction",
        )
        content = {"id": entry, "at": at.astimezone(UTC).isoformat(), **dict(zip(names, rest, strict=True))}
        told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
        before = hashlib.sha256(f"{before}\n{told}".encode()).hexdigest()
        if before != claimed:
            return [entry]
    return []
