"""Who is asked: a person at the keyboard, or a sheet of answers (`--answers`)."""

from __future__ import annotations

from collections.abc import Mapping

import click

from ibasho.base.kernel.errors import Invalid
from ibasho.front.setup.answers import Answers
from ibasho.front.setup.step import Back, Later, Question, Stop

LATER, BACK, STOP, BLANK = {"あとで", "later"}, {"もどる", "back"}, {"やめる", "quit"}, {"-", "ー", "なし"}
HOW = (
    "  Enter: [ ]の 中の まま　-: 空ける　あとで: この段は あとで　もどる: 1つ前へ　やめる: つづきは また今度"
)


class Person:
    """In front of the screen: may skip, go back, stop and try again at every question."""

    def say(self, *lines: str) -> None:
        for line in lines:
            click.echo(line)

    def ask(self, step: str, question: Question, default: str) -> str:
        if question.why:
            click.echo(f"    {question.why}")
        told = str(
            click.prompt(
                f"  {question.words}", default=default, show_default=bool(default), hide_input=question.secret
            )
        ).strip()
        for words, leave in ((LATER, Later), (BACK, Back), (STOP, Stop)):
            if told in words:
                raise leave
        return "" if told in BLANK else told

    def show_once(self, secrets: Mapping[str, str]) -> None:
        click.echo("  いま 一度だけ 見せます。紙に 写して 金庫へ。")
        for name, value in secrets.items():
            click.echo(f"    {name}\n      {value}")
        click.pause("  写したら Enter を おしてください…")
        click.clear()

    def knows(self, step: str) -> bool:
        return True

    def is_again(self, problem: str) -> bool:
        told = str(
            click.prompt(
                "  もう一度なら Enter、この段を あとに するなら「あとで」", default="", show_default=False
            )
        ).strip()
        if told in STOP:
            raise Stop
        return told not in LATER


class Sheet:
    """Nobody is there: what the sheet does not say is left blank or waits; secrets are shown to nobody."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def say(self, *lines: str) -> None:
        for line in lines:
            click.echo(line)

    def ask(self, step: str, question: Question, default: str) -> str:
        told = self._answers.get(step, question.key)
        if told is None and question.required and not default:
            raise Invalid(
                "setup.sheet",
                f"答えの 紙に [{step}] の {question.key}（{question.words}）が ありません。これがないと 先へ 進めません。書いて もう一度 動かしてください。",
            )
        return default if told is None else told

    def show_once(self, secrets: Mapping[str, str]) -> None:
        click.echo(
            f"  {'、'.join(secrets)} は 画面に 出しません。secrets の フォルダーから 紙に 写して 金庫へ。"
        )

    def knows(self, step: str) -> bool:
        return step in self._answers.tables

    def is_again(self, problem: str) -> bool:
        return False
