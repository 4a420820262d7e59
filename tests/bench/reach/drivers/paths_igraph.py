from __future__ import annotations

import igraph
import numpy as np
from common import counted, measured


def prepare(lat, u, v, mm, **_):
    graph = igraph.Graph(n=len(lat), edges=np.column_stack([u, v]).tolist())
    graph.es["mm"] = mm.tolist()
    return graph


def answer(graph, sources, limit, **_):
    """It knows no limit: every search settles the whole net. A few sources at a time, or the table fills the memory."""
    counts, sums = [], []
    for begin in range(0, len(sources), 16):
        rows = np.array(graph.distances(sources[begin : begin + 16].tolist(), weights="mm"))
        near = rows <= float(limit)
        counts.append(near.sum(1))
        sums.append(np.where(near, rows, 0.0).sum(1))
    return counted(np.concatenate(counts), np.concatenate(sums))


measured(prepare, answer)
