"""What a step of the walk is, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ibasho.base.kernel.errors import Invalid
from ibasho.front.setup import writing
from ibasho.front.setup.answers import Answers
from ibasho.front.setup.catalogue import Official, officials
from ibasho.front.setup.recognising import Found, look
from ibasho.front.setup.running import Ran, Site
from ibasho.front.setup.state import Mark, State

Given = Mapping[str, str]


class Later(Exception):  # noqa: N818 - no error: a person's word
    """あとで: the step stays open."""


class Back(Exception):  # noqa: N818
    """もどる: the step before once more."""


class Stop(Exception):  # noqa: N818
    """やめる: the next run goes on here."""


class Talk(Protocol):
    """A person at the keyboard, or a sheet of answers."""

    def say(self, *lines: str) -> None: ...

    def ask(self, step: str, question: Question, default: str) -> str:
        """The words as given. Raises Later, Back, Stop; Invalid where a sheet lacks what must be there."""
        ...

    def show_once(self, secrets: Mapping[str, str]) -> None:
        """Secrets just made, for paper: on a screen in front of a person, never in a log."""
        ...

    def knows(self, step: str) -> bool:
        """Whether there is anything to be heard about a step; a person always may know."""
        ...

    def mends(self, problem: str) -> bool:
        """Tells what is wrong with an answer; True where the question is asked once more."""
        ...

    def is_again(self, problem: str) -> bool:
        """After a refusal: whether to try the step once more now."""
        ...


class Copies(Protocol):
    """running.Copy, or what stands for it in a test."""

    @property
    def is_private(self) -> bool: ...

    def hold(self) -> None: ...

    def close(self) -> None: ...

    def run(self, *arguments: str, as_owner: bool = False) -> Ran: ...

    def open_for_a_moment(self) -> Site: ...


@dataclass(frozen=True, slots=True)
class Question:
    """`read` brings the words to their form or raises Invalid; `default` may lean on earlier answers. A `secret` answer is
    kept in no file of answers. `after`: another question of the step; where that was left blank this one is not asked."""

    key: str
    words: str
    why: str = ""
    default: Callable[[Answers], str] = lambda _answers: ""
    read: Callable[[str], str] = str.strip
    required: bool = False
    secret: bool = False
    after: str = ""


@dataclass(slots=True)
class Walk:
    """Everything a step may look at. `files` are what lies in the folders, recognised when last looked at."""

    folder: Path
    answers: Answers
    state: State
    talk: Talk
    copy: Copies
    folders: Sequence[Path]
    files: Sequence[Found] = ()
    squares: tuple[str, ...] = ()

    def look(self) -> None:
        self.files = look(self.folders)

    def is_done(self, code: str) -> bool:
        return self.state.of(code).mark is Mark.DONE

    def found(self, kinds: Sequence[str]) -> list[Path]:
        return [one.path for one in self.files if one.kind in kinds]

    def officials(self) -> tuple[Official, ...]:
        return officials(self.answers.text("city", "code"), self.answers.text("city", "name"), self.squares)

    def official(self, what: str) -> Official:
        return next(one for one in self.officials() if what in (one.fills, one.what))

    def write(self) -> None:
        """The files of the copy, from all that has been answered so far."""
        source = "" if self.answers.text("address", "url").startswith("https") else TRIAL
        (self.folder / "city.toml").write_text(
            writing.city_toml(self.answers, self.officials(), source), encoding="utf-8"
        )
        writing.write_settings(self.folder, self.answers)
        self.answers.write(self.folder / "answers.toml")


TRIAL = "ためしの ページです。市の ページでは ありません。"


@dataclass(frozen=True, slots=True)
class Step:
    """`about` says what it is for, `without` what pages do while it is missing. `does` gives the words of what came of it
    and raises a DomainError where it could not. `needs` are codes of steps that come first; `takes` the kinds of
    files, `command` what takes them in, `is_single` one file at a time, `official` how the catalogue calls it."""

    code: str
    title: str
    about: str
    without: str
    does: Callable[[Walk, Step, Given], str]
    questions: tuple[Question, ...] = ()
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    command: str = ""
    is_single: bool = False
    official: str = ""
    required: bool = False


def ran(done: Ran, what: str) -> str:
    """The first lines of what a command said. Raises Invalid with its own sentence where it refused."""
    if done.code not in (0, 1):
        said = (done.problem or done.said).splitlines()
        raise Invalid(
            "setup.refused",
            "\n".join(said[-3:]) or f"{what} が 止まりました（{done.code}）。もう一度 動かしてください。",
        )
    return "\n".join(done.said.splitlines()[:12])
