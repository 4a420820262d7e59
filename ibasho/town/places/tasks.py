"""Jobs of places."""

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.ports.by_clock import by_clock
from ibasho.town.places.actions import forgetting, imports, sessions, signups, states, verification
from ibasho.town.places.models import ImportRun


@by_clock("places.remake_sessions", "03:10")
def remake_sessions(timestamp: int) -> None:
    """Keeps sessions 120 days ahead; what a new day or a new school calendar changes is changed here."""
    sessions.remake_all(today=clock.day(clock.now()))


@by_clock("places.erase_signups", "03:40")
def erase_signups(timestamp: int) -> None:
    """Who signed up is forgotten some days after; how many came stays."""
    signups.erase(by=Actor.of_job("places.erase_signups"), at=clock.now())


@by_clock("places.resume_paused", "00:05")
def resume_paused(timestamp: int) -> None:
    """A pause ends by itself on the day after its last day."""
    at = clock.now()
    states.resume_due(by=Actor.of_job("places.resume_paused"), at=at)


@by_clock("places.ask_verification", "Tue 10:00")
def ask_verification(timestamp: int) -> None:
    """Asks by mail whether ageing entries are still the same; each at most once in 30 days."""
    verification.ask_due(by=Actor.of_job("places.ask_verification"), at=clock.now())


@jobs.task(name="places.take_in", pass_context=False)
def take_in(run_id: int, person_id: int | None) -> None:
    """A large file somebody has looked at and confirmed. It is written whole or not at all."""
    run, by = ImportRun.objects.get(pk=run_id), Actor(person_id=person_id, via=Via.IMPORT)
    try:
        imports.carry_out(run=run, by=by, at=clock.now())
    except Exception:
        imports.fail(run_id=run_id, by=by, at=clock.now())
        raise


@by_clock("places.forget_uploads", "25 * * * *")
def forget_uploads(timestamp: int) -> None:
    """A file nobody took in is kept for a day at most."""
    imports.forget(by=Actor.of_job("places.forget_uploads"), at=clock.now())


@by_clock("places.forget", "05:00")
def forget(timestamp: int) -> None:
    """Changes, claims, reports of mistakes and files past their time; who looked, closed or told."""
    forgetting.forget(by=Actor.of_job("places.forget"), at=clock.now())
