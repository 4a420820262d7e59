"""Every page there is, found by reflection, in a real browser: see `asking` (which), `inside` (how), `grid` (what is looked for)."""
