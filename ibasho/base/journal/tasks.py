"""The job that seals the journal every minute."""

from ibasho.base.journal import actions
from ibasho.base.ports.by_clock import by_clock


@by_clock("journal.seal", "* * * * *")
def seal(timestamp: int) -> None:
    while actions.seal():
        pass
