from __future__ import annotations

import numpy as np
import pandana
import pandas as pd
from common import counted, measured


def prepare(lat, lng, u, v, mm, **_):
    return pandana.Network(
        pd.Series(lng), pd.Series(lat), pd.Series(u), pd.Series(v), pd.DataFrame({"metres": mm / 1000.0})
    )


def answer(network, lat, sources, limit, **_):
    found = network.nodes_in_range(sources.tolist(), float(limit) / 1000.0)
    names = found.columns.tolist()
    source, metres = found[names[0]].to_numpy(), found[names[-1]].to_numpy()
    place = np.full(len(lat), -1)
    place[sources] = np.arange(len(sources))
    return counted(
        np.bincount(place[source], minlength=len(sources)),
        np.bincount(place[source], metres * 1000.0, minlength=len(sources)),
    )


measured(prepare, answer)
