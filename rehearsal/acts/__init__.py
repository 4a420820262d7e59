"""One file per room: `NAME`, `SHARE` and `day(stage)`. An act knows its own room only; `rehearsal.shares.ACTS` lists them."""
