"""What children read of the voices' room: asked, answered, done; for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.rooms.voices.models import Choice, Decision, Done, Hearing, Question, Theme


def texts() -> Iterator[str]:
    """Never what a child said: only what is asked and what the city answers."""
    begun = Hearing.objects.exclude(state=Hearing.State.DRAFT)
    for pair in begun.values_list("child_title", "child_purpose"):
        yield from pair
    for words, helps in Question.objects.filter(hearing__in=begun).values_list("words", "helps"):
        yield from (str(one) for one in (*words.values(), *helps.values()))
    for words in Choice.objects.filter(question__hearing__in=begun).values_list("words", flat=True):
        yield from (str(one) for one in words.values())
    standing = Theme.objects.filter(dropped_on__isnull=True)
    yield from standing.values_list("child_title", flat=True)
    yield from Decision.objects.filter(theme__in=standing).values_list("child_why", flat=True)
    done = Done.objects.filter(dropped_on__isnull=True)
    for pair in done.values_list("child_words", "photo_alt"):
        yield from pair
