from __future__ import annotations

import networkx
from common import counted, measured


def prepare(u, v, mm, **_):
    graph = networkx.Graph()
    graph.add_weighted_edges_from(zip(u.tolist(), v.tolist(), mm.tolist(), strict=True))
    return graph


def answer(graph, sources, limit, **_):
    counts, sums = [], []
    for source in sources.tolist():
        found = networkx.single_source_dijkstra_path_length(graph, source, cutoff=int(limit))
        counts.append(len(found))
        sums.append(sum(found.values()))
    return counted(counts, sums)


measured(prepare, answer)
