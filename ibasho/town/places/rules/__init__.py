"""Pure decisions about places: opening, stages, who may come, what is stale. No Django."""
