"""The walk itself: step after step, each explained, answered, done and marked; the next run goes on where this one stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.front.setup import state
from ibasho.front.setup.file_steps import FILES, changed, chosen
from ibasho.front.setup.first_steps import FIRST
from ibasho.front.setup.last_steps import LAST, PREPARE
from ibasho.front.setup.state import Mark
from ibasho.front.setup.step import Back, Later, Question, Step, Stop, Walk

STEPS = (*FIRST, PREPARE, *FILES, *LAST)
CODES = tuple(step.code for step in STEPS)
PUT = Question(
    "file", "ファイルを 置いたら Enter（または ファイルの 場所を 書く）。手もとに なければ「あとで」"
)
Clock = Callable[[], datetime]


def go(walk: Walk, *, again: Collection[str], now: Clock) -> bool:
    """Walks what is open. True where nothing was refused. A step done before is passed by, unless its file is another."""
    at, seen = 0, set(again)
    if walk.is_done("prepare"):
        walk.copy.hold()
    while at < len(STEPS):
        step = STEPS[at]
        if not _is_open(walk, step, seen):
            at += 1
            continue
        seen.discard(step.code)
        try:
            _take(walk, step, at, now)
        except Back:
            at = max(at - 1, 0)
            seen.add(STEPS[at].code)
            continue
        except Stop:
            walk.talk.say("", "ここまでを のこしました。つづきは もう一度 ibasho init を 動かしてください。")
            return False
        if step.required and not walk.is_done(step.code):
            walk.talk.say(
                "", "この段が すまないと 先へ 進めません。なおして もう一度 ibasho init を 動かしてください。"
            )
            return False
        at += 1
    return not any(walk.state.of(code).mark is Mark.REFUSED for code in CODES)


def _is_open(walk: Walk, step: Step, again: Collection[str]) -> bool:
    """The last look is taken every time: it is about now."""
    if step.code in again or step.code == "check" or not walk.is_done(step.code):
        return True
    return bool(step.takes) and changed(walk, step)


def _take(walk: Walk, step: Step, at: int, now: Clock) -> None:
    _explain(walk, step, at)
    lacking = [STEPS[CODES.index(code)].title for code in step.needs if not walk.is_done(code)]
    if lacking:
        _mark(walk, step, Mark.OPEN, f"先に「{'」「'.join(lacking)}」が 要ります", now)
        return
    while not _tried(walk, step, now):
        if not walk.talk.is_again(walk.state.of(step.code).words):
            return


def _tried(walk: Walk, step: Step, now: Clock) -> bool:
    """False where it was refused: nothing was written, and it may be tried again."""
    started, before = time.monotonic(), dict(walk.answers.tables.get(step.code, {}))
    try:
        if _has_nothing(walk, step):
            _await_files(walk, step)
            raise Later
        given = _answers(walk, step)
        started = time.monotonic()  # what the machine took, not the person
        said = step.does(walk, step, given)
    except Later:
        _mark(walk, step, Mark.SKIPPED, step.without, now)
        return True
    except DomainError as error:
        walk.answers.tables[step.code] = before  # what was refused is in no settings
        _mark(walk, step, Mark.REFUSED, error.message, now)
        return False
    paths = chosen(walk, step) if step.takes else []
    seconds = time.monotonic() - started
    _mark(walk, step, Mark.DONE, said, now, seconds, state.stamps(paths))
    return True


def _has_nothing(walk: Walk, step: Step) -> bool:
    """Nothing to be heard about a step that may wait, and no file for it."""
    if step.code == "study":
        return not (walk.is_done("mesh") or walk.is_done("small_areas"))  # nobody to look at
    if step.required or step.code == "check":
        return False
    if walk.talk.knows(step.code) or step.code in walk.answers.tables:
        return False
    return not (step.takes and chosen(walk, step))


def _answers(walk: Walk, step: Step) -> dict[str, str]:
    """Every question of the step, each answer read; what is no secret is kept for the next time."""
    _await_files(walk, step)
    while step.takes and not chosen(walk, step):
        _name_file(walk, step, walk.talk.ask(step.code, PUT, ""))
        walk.look()
        if not chosen(walk, step) and not walk.talk.mends(f"{step.title}の ファイルが まだ 見つかりません。"):
            break
    given: dict[str, str] = {}
    for question in step.questions:
        if question.after and not given[question.after]:
            given[question.key] = ""
            continue
        default = walk.answers.get(step.code, question.key)
        default = question.default(walk.answers) if default is None else default
        given[question.key] = _answer(walk, step, question, default)
        if not question.secret:
            walk.answers.put(step.code, question.key, given[question.key])
    return given


def _answer(walk: Walk, step: Step, question: Question, default: str) -> str:
    """Asked until it can be read: a slip costs one answer, not the whole step."""
    while True:
        try:
            told = question.read(walk.talk.ask(step.code, question, default))
            if told or not question.required:
                return told
            raise Invalid(
                "setup.required",
                f"「{question.words}」が 空いています。これがないと 先へ 進めません。書いてください。",
            )
        except Invalid as error:
            if not walk.talk.mends(error.message):
                raise


def _name_file(walk: Walk, step: Step, words: str) -> None:
    """A path that was typed or dragged onto the window."""
    path = Path(words.strip("'\"")).expanduser().resolve()
    if words and path.is_file():
        walk.answers.tables.setdefault("files", {})[step.code] = [str(path)]


def _await_files(walk: Walk, step: Step) -> None:
    """Tells what lies there; where nothing does, what to fetch and where to put it."""
    if not step.takes:
        return
    paths = chosen(walk, step)
    if paths:
        walk.talk.say(*(f"  見つけました: {path}" for path in paths))
        return
    official = next(
        (one for one in walk.officials() if (step.official or step.code) in (one.what, one.fills)), None
    )
    if official is not None:
        walk.talk.say(*(f"  {line}" for line in official.lines()))
    walk.talk.say(f"  置くところ: {walk.folder}/files （名前は なんでも。中身で 見分けます）")


def _explain(walk: Walk, step: Step, at: int) -> None:
    walk.talk.say("", f"[{at + 1}/{len(STEPS)}] {step.title}", f"  {step.about}")
    if not step.required:
        walk.talk.say(f"  ないと: {step.without}")


def _mark(
    walk: Walk,
    step: Step,
    mark: Mark,
    words: str,
    now: Clock,
    seconds: float = 0.0,
    files: dict[str, str] | None = None,
) -> None:
    walk.state.put(step.code, mark, words, at=now(), seconds=seconds, files=files)
    took = f"（{seconds:.0f}秒）" if seconds >= 1 else ""
    first, *rest = words.splitlines() or [""]
    walk.talk.say(f"  {mark.sign} {mark.label}{took} {first}", *(f"      {line}" for line in rest))


def table(walk: Walk) -> list[str]:
    """Every step with its mark, what came of it, and what its absence means on the pages."""
    lines = []
    for number, step in enumerate(STEPS, 1):
        told = walk.state.of(step.code)
        took = f" {told.seconds:.0f}秒" if told.seconds >= 1 else ""
        words = (
            (told.words.splitlines() or [""])[0] if told.mark is not Mark.OPEN or told.words else step.without
        )
        lines.append(
            f"{told.mark.sign} {number:>2} {step.title}（{step.code}）{told.mark.label}{took}: {words}"
        )
    return [*lines, f"機械が 動いた 時間: {walk.state.seconds / 60:.1f}分"]


def ended(walk: Walk) -> list[str]:
    """What is there, what is missing and what that means, and how the site is opened."""
    if not walk.is_done("prepare"):
        return ["", f"■ つづきは もう一度 ibasho init --into {walk.folder}"]
    lacks = [step for step in STEPS if not walk.is_done(step.code)]
    lines = ["", "■ できたもの: " + "、".join(step.title for step in STEPS if walk.is_done(step.code))]
    lines += (
        [
            "■ まだのもの",
            *(f"  {walk.state.of(step.code).mark.sign} {step.title}: {step.without}" for step in lacks),
        ]
        if lacks
        else []
    )
    program = walk.folder / "ibasho"
    return [
        *lines, "■ 開くには（2つの 窓で）", f"  {program} web", f"  {program} worker",
        f"  → {walk.answers.text('address', 'url')}", f"  市の サーバーでは systemd で: docs/operations.md（EnvironmentFile={walk.folder}/ibasho.env）",
        f"■ つづきは もう一度 ibasho init --into {walk.folder}。資料が 手に入ったら {walk.folder}/files に 置いてください。",
    ]  # fmt: skip


def recall_squares(walk: Walk) -> None:
    """What the outline told on an earlier run."""
    told = walk.answers.text("boundary", "squares")
    walk.squares = tuple(told.split("・")) if told else ()
