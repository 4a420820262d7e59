"""`ibasho init`: a new city, from nothing to a running copy, in steps that explain themselves."""

from __future__ import annotations

from pathlib import Path

import click

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.front.setup import talking, walking
from ibasho.front.setup.answers import Answers
from ibasho.front.setup.running import Copy
from ibasho.front.setup.state import State
from ibasho.front.setup.step import Talk, Walk

FOLDER = click.Path(file_okay=False, path_type=Path)
REFUSED = 2


@click.command()
@click.option(
    "--into",
    default="ibasho-city",
    type=FOLDER,
    show_default=True,
    help="The folder of the city: settings, secrets, state.",
)
@click.option(
    "--files",
    "folders",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Where downloaded files lie, beside INTO/files; told apart by their content. May be given several times.",
)
@click.option(
    "--answers",
    "sheet",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A sheet of answers (TOML): nobody is asked.",
)
@click.option("--state", "only_state", is_flag=True, help="Show how far the walk has come, and stop.")
@click.option("--again", multiple=True, type=click.Choice(walking.CODES), help="Do a step once more.")
def init(
    into: Path, folders: tuple[Path, ...], sheet: Path | None, *, only_state: bool, again: tuple[str, ...]
) -> None:
    """新しい市を はじめる: from nothing to a running copy, step by step, in Japanese. Run it again to go on.

    Exit code 0: nothing was refused (what is missing is told). 2: a step was refused and says why.
    """
    try:
        walk = begun(into.resolve(), [folder.resolve() for folder in folders], sheet)
        if only_state:
            walk.talk.say(*walking.table(walk))
            return
        raise SystemExit(0 if _walked(walk, again) else REFUSED)
    except DomainError as error:
        raise click.ClickException(error.message) from error


def begun(folder: Path, folders: list[Path], sheet: Path | None) -> Walk:
    """The walk as it stands: earlier answers, those of the sheet over them, and the files that lie there."""
    for one in (folder, folder / "secrets"):
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "files").mkdir(exist_ok=True)
    answers, told = Answers.read(folder / "answers.toml"), Answers.read(sheet) if sheet else Answers()
    if "files" in told.tables:
        answers.tables["files"] = told.tables["files"]
    talk: Talk = talking.Sheet(told) if sheet else talking.Person()
    walk = Walk(
        folder,
        answers,
        State(folder / "state.json"),
        talk,
        Copy(folder, answers),
        [folder / "files", *folders],
    )
    walk.look()
    walking.recall_squares(walk)
    return walk


def _walked(walk: Walk, again: tuple[str, ...]) -> bool:
    walk.talk.say(
        "新しい市を はじめます。とちゅうで やめても、つぎは つづきからです。",
        f"市の フォルダー: {walk.folder}",
    )
    if isinstance(walk.talk, talking.Person):
        walk.talk.say(talking.HOW)
    try:
        well = walking.go(walk, again=again, now=clock.now)
    except KeyboardInterrupt:
        walk.talk.say(
            "", "とめました。すんだ 段は のこっています。つづきは もう一度 ibasho init を 動かしてください。"
        )
        return False
    finally:
        walk.copy.close()
    walk.talk.say(*walking.ended(walk))
    return well
