"""What an import did and found: for the command line, for the desk, for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ibasho.base.kernel.tables import Unreadable
from ibasho.town.places.datasets.headers import Detected
from ibasho.town.places.datasets.reading import Reading
from ibasho.town.places.datasets.rows import Dataset, Problem, Severity

EXIT_FINE = 0
EXIT_REJECTED = 1
EXIT_UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class Report:
    """`missing` counts places the file no longer names: they are marked, never deleted. `hours` counts how the
    openings of new and changed places were read: certain, words (shown, no day promised), none. `columns` maps our
    fields to the file's headers; `sample` holds some rows as they will appear."""

    filename: str
    dataset: str
    encoding: str
    header_row: int
    read: int
    created: int
    updated: int
    unchanged: int
    missing: int
    rejected: int
    empty_rows: int
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...] = ()
    dry_run: bool = False
    outside: int = 0
    hours: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    sample: tuple[Mapping[str, Any], ...] = ()
    run: str = ""
    code: str = ""

    @property
    def exit_code(self) -> int:
        return EXIT_REJECTED if self.rejected else EXIT_FINE

    def counts(self) -> dict[str, int]:
        names = ("read", "created", "updated", "unchanged", "missing", "rejected", "empty_rows")
        return {name: getattr(self, name) for name in names}

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.filename,
            "dataset": self.dataset,
            "code": self.code,
            "encoding": self.encoding,
            "header_row": self.header_row,
            "dry_run": self.dry_run,
            "counts": self.counts(),
            "hours": dict(self.hours),
            "outside_city": self.outside,
            "run": self.run,
            "columns": dict(self.columns),
            "unknown_columns": list(self.unknown_columns),
            "problems": [problem.as_dict() for problem in self.problems],
            "exit_code": self.exit_code,
        }

    def lines(self, most: int = 200) -> list[str]:
        """Japanese lines for a person: what happened, then each problem, the worst first."""
        order = list(Severity)
        ranked = sorted(self.problems, key=lambda p: (order.index(p.severity), p.row or 0))
        shown = [problem.line() for problem in ranked[:most]]
        if len(ranked) > most:
            shown.append(f"ほかに{len(ranked) - most:,}件の知らせがあります。--json ですべて見られます。")
        return [*self._summary(), *shown]

    def _summary(self) -> list[str]:
        done = "取りこむとこうなります（まだ書いていません）" if self.dry_run else "取りこみました"
        told = Counter(problem.severity for problem in self.problems)
        lines = [
            f"{self.filename}: {self.dataset}（{self.encoding}、見出しは{self.header_row}行目）を{done}。",
            f"新しい {self.created:,} / 変わった {self.updated:,} / 同じ {self.unchanged:,}"
            f" / 入れない {self.rejected:,} / 空の行 {self.empty_rows:,}",
        ]
        if self.missing:
            lines.append(f"この資料に出てこなくなったもの {self.missing:,}（消さずに印をつけます）")
        if self.hours:
            named = {"certain": "はっきりしている", "words": "ことばだけ", "none": "書いていない"}
            words = " / ".join(f"{label} {self.hours.get(code, 0):,}" for code, label in named.items())
            lines.append(f"あく時間: {words}")
        if self.outside:
            lines.append(f"市外の印をつけたもの {self.outside:,}")
        if told:
            words = "、".join(
                f"{severity.label} {told[severity]:,}件" for severity in Severity if told[severity]
            )
            lines.append(f"知らせ: {words}")
        if self.unknown_columns:
            lines.append(f"使わない列（値は保存）: {'、'.join(self.unknown_columns[:20])}")
        return lines


def report_of(
    reading: Reading,
    filename: str,
    *,
    created: int = 0,
    updated: int = 0,
    unchanged: int = 0,
    missing: int = 0,
    dry_run: bool = False,
    hours: Mapping[str, int] | None = None,
    sample: Iterable[Mapping[str, Any]] = (),
    run: str = "",
) -> Report:
    table, detected = reading.table, reading.detected
    return Report(
        filename=filename,
        dataset=_shape_label(detected),
        encoding=table.encoding or table.kind,
        header_row=table.header_row,
        read=len(reading.rows),
        created=created,
        updated=updated,
        unchanged=unchanged,
        missing=missing,
        rejected=reading.rejected,
        empty_rows=table.empty_rows,
        problems=reading.problems,
        unknown_columns=detected.unknown,
        dry_run=dry_run,
        outside=sum(row.outside_city is True for row in reading.rows),
        hours=hours or {},
        columns=detected.columns,
        sample=tuple(sample),
        run=run,
        code=detected.dataset.value,
    )


def _shape_label(detected: Detected) -> str:
    if detected.dataset is Dataset.KODOMO_SHOKUDO:
        return "こども食堂のデータフォーマット"
    return f"{detected.dataset.label}（{detected.generation.label}）"


def unreadable_as_dict(filename: str, error: Unreadable) -> dict[str, Any]:
    """The one clear line, for --json; exit code 2."""
    return {"file": filename, "error": error.code, "message": error.message, "exit_code": EXIT_UNREADABLE}
