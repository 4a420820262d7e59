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
        click.echo(f"  {question.words}")
        if question.why:
            click.echo(f"    {question.why}")
        told = _typed(default, is_hidden=question.key == "password")
        return "" if told in BLANK else told

    def show_once(self, secrets: Mapping[str, str]) -> None:
        click.echo("  いま 一度だけ 見せます。紙に 写して 金庫へ。")
        for name, value in secrets.items():
            click.echo(f"    {name}\n      {value}")
        click.pause("  写したら Enter を おしてください…")
        click.clear()

    def knows(self, step: str) -> bool:
        return True

    def mends(self, problem: str) -> bool:
        click.echo(f"    × {problem}")
        return True

    def is_again(self, problem: str) -> bool:
        click.echo("  なおして もう一度なら Enter、この段を あとに するなら「あとで」")
        try:
            _typed("", is_hidden=False)
        except Later:
            return False
        return True


def _typed(default: str, *, is_hidden: bool) -> str:
    """What was typed. Raises Later, Back or Stop where that was typed; Ctrl-C and the end of the input stop too."""
    try:
        told = str(
            click.prompt(
                "  >", default=default, show_default=bool(default), hide_input=is_hidden, prompt_suffix=" "
            )
        )
    except click.Abort as error:
        raise Stop from error
    for words, leave in ((LATER, Later), (BACK, Back), (STOP, Stop)):
        if told.strip() in words:
            raise leave
    return told.strip()


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

    def mends(self, problem: str) -> bool:
        return False

    def is_again(self, problem: str) -> bool:
        return False
