"""The lines of the plan as a table for the page, CSV and Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from ibasho.base.kernel import nendo as years
from ibasho.base.ui.tables import Column, Table
from ibasho.front.reports.models import Line
from ibasho.front.reports.queries import plan as queries


def table(lines: Iterable[Line], page_of: Callable[[Line], str], *, whole: bool) -> Table:
    """`page_of`: where a line's page stands; `whole`: with its words and sections, for the desk."""
    columns = [
        Column(_("年度"), lambda line: years.label(line.nendo)),
        Column(_("番号"), lambda line: line.number or line.code),
        Column(_("事業"), lambda line: line.title, href=page_of),
        Column(_("状態"), lambda line: line.get_state_display()),
    ]
    if whole:
        columns += [
            Column(_("主に 進める課"), lambda line: one.organisation.name if (one := queries.lead(line)) else ""),
            Column(_("いっしょに 進める課"), lambda line: "、".join(one.organisation.name for one in queries.helpers(line))),
        ]  # fmt: skip
    columns += [
        Column(
            _("計画の ことば"), lambda line: "、".join(one.number + one.words for one in line.goals.all())
        ),
        Column(_("試行"), lambda line: "、".join(one.title for one in line.pilots.all())),
        Column(_("決定"), lambda line: "、".join(one.get_kind_display() for one in line.decisions.all())),
        Column(_("つづきの 事業"), lambda line: "、".join(one.code for one in line.followed_by.all())),
    ]
    if whole:
        columns += [
            Column(_("記号"), lambda line: line.code), Column(_("ねらい"), lambda line: line.aim),
            Column(_("内容"), lambda line: line.words), Column(_("出典"), lambda line: line.source),
        ]  # fmt: skip
    return Table(_("計画の 事業"), columns, list(lines))
