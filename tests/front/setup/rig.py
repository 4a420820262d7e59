"""A walk without a database: the copy's commands are noted, and answer as they would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ibasho.front.setup import walking
from ibasho.front.setup.answers import Answers
from ibasho.front.setup.running import Ran, Site
from ibasho.front.setup.state import State
from ibasho.front.setup.step import Back, Later, Question, Stop, Walk
from ibasho.front.setup.talking import Sheet

AT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
WORDS = {"あとで": Later, "もどる": Back, "やめる": Stop}


@dataclass
class Copy:
    """`answers`: what a command says, by its first words; all others are done."""

    answers: Mapping[str, Ran] = field(default_factory=dict)
    ran: list[tuple[str, ...]] = field(default_factory=list)
    is_private: bool = True
    is_held: bool = False

    def hold(self) -> None:
        self.is_held = True

    def close(self) -> None:
        self.is_held = False

    def run(self, *arguments: str, as_owner: bool = False) -> Ran:
        self.ran.append((*arguments, *(("(owner)",) if as_owner else ())))
        return next(
            (said for words, said in self.answers.items() if " ".join(arguments).startswith(words)),
            Ran(0, "できました。", ""),
        )

    def open_for_a_moment(self) -> Site:
        return Site('{"status": "ok", "worker": "ok"}', {"/today/": 200, "/about/": 200})


@dataclass
class Voice:
    """A person: what they say by step and question, else Enter. A list is said one after the other."""

    says: dict[str, list[str]]
    heard: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    again: Callable[[], bool] = lambda: False

    def say(self, *lines: str) -> None:
        self.heard += lines

    def ask(self, step: str, question: Question, default: str) -> str:
        told = self.says.get(f"{step}.{question.key}", [])
        words = told.pop(0) if told else ("あとで" if question.key == "file" else default)
        if words in WORDS:
            raise WORDS[words]
        return words

    def show_once(self, secrets: Mapping[str, str]) -> None:
        self.shown |= secrets

    def knows(self, step: str) -> bool:
        return True

    def mends(self, problem: str) -> bool:
        self.heard.append(problem)
        return True

    def is_again(self, problem: str) -> bool:
        return self.again()


UBE = {"name": "宇部市", "kana": "うべし", "code": "352021", "slug": "ube"}


def city(
    folder: Path, copy: Copy, sheet: dict[str, dict[str, str]] | None = None, voice: Voice | None = None
) -> Walk:
    """A walk as `ibasho init` begins it: by hand with a voice, else from a sheet."""
    for name in ("secrets", "files"):
        (folder / name).mkdir(exist_ok=True)
    answers = Answers.read(folder / "answers.toml")
    told = Answers({name: dict(table) for name, table in (sheet or {}).items()})
    if "files" in told.tables:
        answers.tables["files"] = told.tables["files"]
    walk = Walk(folder, answers, State(folder / "state.json"), voice or Sheet(told), copy, [folder / "files"])
    walk.look()
    walking.recall_squares(walk)
    return walk


def walked(walk: Walk, *again: str) -> bool:
    return walking.go(walk, again=again, now=lambda: AT)
