"""The published files of the city: each recognised by its content, taken in by the copy's own command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ibasho.base.kernel.errors import Invalid
from ibasho.front.setup import state
from ibasho.front.setup.squares import first_squares
from ibasho.front.setup.step import Given, Question, Step, Walk, ran
from ibasho.town.areas.datasets.boundary import read_boundary
from ibasho.town.areas.rules.kinds import ABOUT, FileKind

UNREADABLE = 2  # the exit code of a file that was refused
TOGETHER = {"mesh", "areas", "projection"}  # commands that take several files of one kind at once
WORDS_OF_WITHIN = {"1": "streets", "2": "all", "streets": "streets", "all": "all"}


def chosen(walk: Walk, step: Step) -> list[Path]:
    """The files a sheet of answers names, else those that were recognised. Raises Invalid where one named is not there."""
    named = [
        walk.folder / "files" / name if not Path(name).is_absolute() else Path(name)
        for name in walk.answers.files(step.code)
    ]
    named = [path if path.exists() else _beside(walk, path.name) for path in named]
    return named or walk.found(step.takes)


def _beside(walk: Walk, name: str) -> Path:
    for one in walk.files:
        if one.path.name == name:
            return one.path
    raise Invalid(
        "setup.no_file",
        f"{name} が 見つかりません。{walk.folder}/files に 置くか、--files で フォルダーを 教えてください。",
    )


def take(walk: Walk, step: Step, given: Given) -> str:
    paths = chosen(walk, step)
    if not paths:
        raise Invalid(
            "setup.no_file",
            f"{step.title}の ファイルが まだ ありません。{walk.folder}/files に 置いて もう一度 動かしてください。なくても 先へ 進めます（{step.without}）",
        )
    if step.is_single and len(paths) > 1:
        names = "、".join(path.name for path in paths)
        raise Invalid(
            "setup.which",
            f'{step.title}の ファイルが {len(paths)}つ あります（{names}）。1つだけ 残すか、answers.toml の [files] に {step.code} = "…" と 書いてください。',
        )
    groups = [paths] if step.command in TOGETHER else [[one] for one in paths]
    return "\n".join(_import(walk, step, group, given) for group in groups)


def _import(walk: Walk, step: Step, paths: list[Path], given: Given) -> str:
    """A file that does not name itself gets the name of its publisher, as the catalogue has it."""
    arguments = ["import", step.command, *map(str, paths), *_within(walk, step, given)]
    source = given.get("source", "")
    done = walk.copy.run(*arguments, *(["--source", source] if source else []))
    if done.code == UNREADABLE and "--source" in done.problem and not source:
        done = walk.copy.run(*arguments, "--source", walk.official(step.official or step.code).publisher)
    return f"{'、'.join(path.name for path in paths)}\n{ran(done, step.title)}"


def _boundary(walk: Walk, step: Step, given: Given) -> str:
    said = take(walk, step, given)
    learn_squares(walk, chosen(walk, step)[0])
    walk.write()
    return f"{said}\nこの市が ある 1次メッシュ: {'・'.join(walk.squares)}"


def learn_squares(walk: Walk, path: Path) -> None:
    """From the outline that was taken in: which files of the census this city needs."""
    found = read_boundary(path.read_bytes(), code=walk.answers.text("city", "code"), filename=path.name)
    walk.squares = first_squares(found.geometry)
    walk.answers.put("boundary", "squares", "・".join(walk.squares))


def _within(walk: Walk, step: Step, given: Given) -> list[str]:
    """Without an outline somebody has to say what belongs to the city; with one nobody is asked."""
    if WITHIN not in step.questions or walk.is_done("boundary"):
        return []
    said = WORDS_OF_WITHIN.get(given.get("within", ""), "")
    if not said:
        raise Invalid(
            "setup.within",
            "市の境が まだないので、となりの市の 区画と 分けられません。市の境を 先に 入れるか、「どの区画を 使うか」に 1（道のある区画だけ）か 2（ファイルの 全部）と 答えてください。",
        )
    return ["--within", said]


def changed(walk: Walk, step: Step) -> bool:
    """Whether other files lie there than those that were taken in."""
    paths = chosen(walk, step)
    return bool(paths) and state.stamps(paths) != walk.state.of(step.code).files


WITHIN = Question(
    "within", "市の境が ないとき、どの区画を 使うか（1: 道のある区画だけ、2: ファイルの 全部）", "市の境が 入っていれば 空けておく"
)  # fmt: skip
SOURCE = Question(
    "source", "出典（だれが 公表したか）", "ファイルに 書いてあれば 空けておく。ページに そのまま 出ます"
)


def _ground(kind: FileKind, *questions: Question, is_single: bool = True) -> Step:
    about = ABOUT[kind]
    return Step(
        kind.value, about.label, about.purpose, about.without, take, questions, ("prepare",), (kind.value,), about.command,
        is_single,
    )  # fmt: skip


FILES = (
    replace(_ground(FileKind.BOUNDARY), does=_boundary, without="市の外の場所を 見分けられず、人口の 区画も 自動では 選べません。"),
    _ground(FileKind.DISTRICTS),
    _ground(FileKind.TOWNS),
    _ground(FileKind.STREETS),
    _ground(FileKind.AGES),
    _ground(FileKind.MESH, WITHIN, is_single=False),
    _ground(FileKind.SMALL_AREAS, WITHIN, is_single=False),
    Step(
        "schools", "学校", "「次に どこで 開くか」の 候補に なります。", "学校は 候補に 入りません。", take, (SOURCE,), ("prepare",), ("schools",),
        "candidates", official="学校（開ける場所の候補）",
    ),
    Step(
        "places", "居場所", "こどもの ページ、地図、カレンダーに 出る 場所です。46列の こども食堂一覧、子育て施設一覧、イベント一覧を 読みます。",
        "こどもの ページに 場所が 出ません。職員が 1つずつ 入れることも できます（/desk/）。", take, (SOURCE,), ("prepare",), ("places",), "places",
    ),
    Step(
        "candidates", "公共施設（候補）", "「次に どこで 開くか」の 候補に なります。", "候補が ないので、開く場所の 案は 出ません。", take, (SOURCE,),
        ("prepare",), ("candidates",), "candidates", official="公共施設（開ける場所の候補）",
    ),
    _ground(FileKind.CLUBS),
    _ground(FileKind.BUS),
    _ground(FileKind.PROJECTION, is_single=False),
)  # fmt: skip
