"""Figures as files, with all their papers: nothing leaves the desk without its source and its marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from ibasho.base.kernel.facts import Fact
from ibasho.base.ui.tables import Column, Table, Value
from ibasho.front.reports.rules.figures import Figure
from ibasho.front.reports.rules.series import Series


def all_of(figures: Sequence[Figure]) -> Table:
    return Table(
        _("しるし"),
        [
            Column(_("記号"), lambda one: one.code),
            Column(_("しるし"), lambda one: one.title),
            *_papers(lambda one: one.fact),
            Column(_("数の ないわけ"), lambda one: one.missing),
            Column(_("目標"), lambda one: one.target, number=True),
            Column(_("目標との ちがい"), lambda one: one.reached.words if one.reached else ""),
            Column(_("どちらが よいか"), lambda one: one.better.label),
            Column(_("きめかた"), lambda one: one.meaning.words if one.meaning else ""),
            Column(
                _("きめかたの 番号"), lambda one: one.meaning.number if one.meaning else None, number=True
            ),
            Column(_("いつからの きめかた"), lambda one: one.meaning.since_on if one.meaning else None),
            Column(_("計画の ことば"), lambda one: "、".join(one.goals)),
        ],
        figures,
    )


def series_of(figure: Figure, *, with_places: bool) -> Table:
    """Every kept value of one indicator, of the whole area by definition; for the desk those of its places too: the public
    is never given places beside each other."""
    rows = [(one, "", fact) for one in figure.series for fact in one.facts]
    return Table(
        figure.title,
        [
            Column(_("居場所"), lambda row: row[1] or _("市ぜんたい")),
            *_papers(lambda row: row[2]),
            Column(_("きめかたの 番号"), lambda row: _number(row[0]), number=True),
            Column(_("きめかた"), lambda row: row[0].meaning.words if row[0] else ""),
        ],
        [*rows, *((None, one.name, one.fact) for one in figure.places if with_places)],
    )


def _number(series: Series | None) -> int | None:
    return series.meaning.number if series else None


def _papers(fact_of: Callable[..., Fact | None]) -> list[Column]:
    def of(read: Callable[[Fact], Value]) -> Callable[..., Value]:
        def cell(row: object) -> Value:
            fact = fact_of(row)
            return read(fact) if fact else None

        return cell

    return [
        Column(_("数"), of(lambda fact: fact.value), number=True),
        Column(_("単位"), of(lambda fact: fact.unit)),
        Column(_("もとの 件数"), of(lambda fact: fact.n), number=True),
        Column(_("いつの"), of(lambda fact: fact.as_of)),
        Column(_("ことわり"), of(lambda fact: "、".join(sorted(mark.value for mark in fact.marks)))),
        Column(_("出典"), of(lambda fact: fact.source)),
        Column(_("計算"), of(lambda fact: fact.query)),
        Column(_("だれに 見せるか"), of(lambda fact: fact.audience.value)),
    ]
