"""Jobs of places."""

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.town.places.actions import forgetting, imports, sessions, signups, states, verification
from ibasho.town.places.models import ImportRun


@jobs.periodic(cron="10 18 * * *")  # 03:10 JST
@jobs.task(name="places.remake_sessions", queueing_lock="places.remake_sessions", pass_context=False)
def remake_sessions(timestamp: int) -> None:
    """Keeps sessions 120 days ahead; what a new day or a new school calendar changes is changed here."""
    sessions.remake_all(today=clock.day(clock.now()))


@jobs.periodic(cron="40 18 * * *")  # 03:40 JST
@jobs.task(name="places.erase_signups", queueing_lock="places.erase_signups", pass_context=False)
def erase_signups(timestamp: int) -> None:
    """Who signed up is forgotten some days after; how many came stays."""
    signups.erase(by=Actor.of_job("places.erase_signups"), at=clock.now())


@jobs.periodic(cron="5 15 * * *")  # 00:05 JST
@jobs.task(name="places.resume_paused", queueing_lock="places.resume_paused", pass_context=False)
def resume_paused(timestamp: int) -> None:
    """A pause ends by itself on the day after its last day."""
    at = clock.now()
    states.resume_due(by=Actor.of_job("places.resume_paused"), at=at)


@jobs.periodic(cron="0 1 * * 2")  # Tuesday 10:00 JST
@jobs.task(name="places.ask_verification", queueing_lock="places.ask_verification", pass_context=False)
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


@jobs.periodic(cron="25 * * * *")
@jobs.task(name="places.forget_uploads", queueing_lock="places.forget_uploads", pass_context=False)
def forget_uploads(timestamp: int) -> None:
    """A file nobody took in is kept for a day at most."""
    imports.forget(by=Actor.of_job("places.forget_uploads"), at=clock.now())


@jobs.periodic(cron="0 20 * * *")  # 05:00 JST
@jobs.task(name="places.forget", queueing_lock="places.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Changes, claims, reports of mistakes and files past their time; who looked, closed or told."""
    forgetting.forget(by=Actor.of_job("places.forget"), at=clock.now())
