"""掛川市 from published sources: places with a source, official files where they are, blanks where nothing is said.

Official files are looked for below `$IBASHO_SAMPLES`; those that are not there are told here and on /about/.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.conf import settings

from demo import accounts
from demo.chapters import hearings as told_hearings
from demo.cities.kakegawa import OfficialFile, Profile, PublishedPlace, read_profile
from demo.loading.chapters import care, events, hearings, looking_back, network, people, words
from demo.loading.work import Work
from ibasho.rooms.reach.actions import candidates
from ibasho.rooms.reach.datasets.candidates import read
from ibasho.rooms.reach.models import Candidate
from ibasho.town.areas.actions.official import take_official
from ibasho.town.areas.queries.overview import overview
from ibasho.town.areas.stages import Stage
from ibasho.town.places.actions import places, states
from ibasho.town.places.rules.audience import Audience, read_audience


def chapters() -> Sequence[tuple[str, Callable[[Work], str]]]:
    profile = read_profile()
    return (
        ("公的な資料", partial(load_files, profile)),
        ("アカウント（みほん用）", partial(people.load, accounts.everyone("kakegawa"))),
        ("居場所（公開されたもの）", partial(load_places, profile)),
        ("あそび場INカケショク", partial(load_trial, profile)),
        (
            "意見聴取",
            partial(
                hearings.load_published, told_hearings.published(), writes="k-officer", seconds="k-admin"
            ),
        ),
        ("相談実績（公表されたもの）", care.load_published),
        ("交流会（公表されたもの）", partial(network.load_published, writes="k-officer")),
        (
            "計画（公表されたもの）",
            partial(
                looking_back.load_published,
                writes="k-officer",
                called={"kibou": "k-city", "shakyo": "k-council"},
            ),
        ),
        ("ふりがな", words.load),
    )


def load_files(profile: Profile, work: Work) -> str:
    """Every official file that is where it belongs; the rest is listed with where to put it."""
    done, refused = [], []
    for outcome in take_official(root=settings.IBASHO_SAMPLES, by=work.by, at=work.at):
        label = outcome.file.ground.about.label
        if outcome.preview is None:
            refused.append(f"\n    読めない資料: {label}: {outcome.refused}")
        else:
            done.append(label)
    held = {one.kind.value for one in overview(work.day) if one.held} | _candidates(profile, work)
    missing = [f"\n    まだ ない資料: {_line(file)}" for file in profile.files if file.fills not in held]
    return "、".join(done or ["なし"]) + "".join(refused + missing)


def _candidates(profile: Profile, work: Work) -> set[str]:
    """Buildings where something could open, from the list of schools where it lies there."""
    file = next(file for file in profile.files if file.fills == "candidates")
    folder = settings.IBASHO_SAMPLES / file.put
    for path in sorted(folder.glob("*.*")) if folder.is_dir() else ():
        found = read(path.read_bytes(), path.name, code=profile.code)
        candidates.take_in(rows=found.rows, source=found.source or file.publisher, by=work.by, at=work.at)
    return {file.fills} if Candidate.objects.exists() else set()


def _line(file: OfficialFile) -> str:
    where = f"$IBASHO_SAMPLES/{file.put}" if file.put else f"ibasho import {file.fills} FILE"
    return f"{file.what}: {file.publisher} {file.file} → {where}"


def load_places(profile: Profile, work: Work) -> str:
    for published in profile.places:
        work.places[published.name] = places.create(
            values=values_of(published, profile), state="published", by=work.by, at=work.at
        )
        if published.paused:
            _pause(published, profile, work)
    return f"{len(profile.places)} か所（出典の あるものだけ）"


def _pause(published: PublishedPlace, profile: Profile, work: Work) -> None:
    """The notice names a day without a year: since when stays blank, its words are the reason."""
    states.pause(
        place=work.places[published.name], since=None, until=None,
        reason=f"{published.note}（年は 書かれていません）",
        by=work.by, at=work.at,
    )  # fmt: skip


def load_trial(profile: Profile, work: Work) -> str:
    events.trial_day(profile.trial, work, work.places["カケショク"])
    return f"令和6年2月16日の 試行（参加 {profile.trial.participants_total}人）"


def values_of(published: PublishedPlace, profile: Profile) -> dict[str, Any]:
    """What the source says, and nothing it does not say."""
    audience = read_audience(published.audience) or Audience()
    stages = audience.stages | (audience.partly & {Stage.INFANT})  # 0～3歳: the words beside it say which
    return {
        "kind": published.kind,
        "name": published.name,
        "description": published.note,
        "audience_note": "" if published.restricted else published.audience,
        "restricted": published.restricted,
        "restricted_to": published.audience if published.restricted else "",
        "everyone": True if audience.anyone else None,
        "stages": [stage.value for stage in Stage if stage in stages],
        "town_name": published.area,
        "municipality_code": profile.code,
        "source_name": published.source_name,
        "source_url": published.source_url,
    }
