from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from common import measured

AGES = 3
QUERY = """
select point, count(*) as slots from (
    select distinct met.point, opened.slot
    from met{at} as met join opened on met.place = opened.place
    join free{at} as free on free.minutes = met.minutes and free.slot = opened.slot
) group by point
"""


def prepare(**given):
    """Tables in the database beforehand: only the counting is measured against ours."""
    made = duckdb.connect()
    keep(made, "opened", place=given["open_place"], slot=given["open_slot"])
    for at in range(AGES):
        keep(made, f"met{at}", **{name: given[f"{name}{at}"] for name in ("point", "place", "minutes")})
        keep(made, f"free{at}", minutes=given[f"free_minute{at}"], slot=given[f"free_slot{at}"])
    return made


def keep(made, name, **columns):
    made.register("given", pa.table(columns))
    made.execute(f"create or replace table {name} as select * from given")


def answer(made, points, **given):
    slots, half_hours = [], []
    for at in range(AGES):
        found = made.execute(QUERY.format(at=at)).fetchnumpy()
        row = np.zeros(int(points), np.int64)
        row[np.asarray(found["point"])] = np.asarray(found["slots"])
        slots.append(row)
        half_hours.append(float((row * given[f"children{at}"]).sum()))
    return {"slots": np.stack(slots), "half_hours": np.array(half_hours)}


measured(prepare, answer)
