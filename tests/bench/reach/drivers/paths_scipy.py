from __future__ import annotations

import numpy as np
from common import counted, measured
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra


def prepare(lat, u, v, mm, **_):
    both = np.concatenate([u, v]), np.concatenate([v, u])
    return csr_matrix((np.concatenate([mm, mm]).astype(np.float64), both), shape=(len(lat), len(lat)))


def answer(matrix, sources, limit, **_):
    counts, sums = [], []
    for begin in range(0, len(sources), 64):
        rows = dijkstra(matrix, indices=sources[begin : begin + 64], limit=float(limit))
        near = np.isfinite(rows)
        counts.append(near.sum(1))
        sums.append(np.where(near, rows, 0.0).sum(1))
    return counted(np.concatenate(counts), np.concatenate(sums))


measured(prepare, answer)
