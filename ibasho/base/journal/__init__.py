"""Who did what to which thing, when and why: append-only and sealed in a hash chain."""
