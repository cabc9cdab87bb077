"""The gate: whether a plan may run, by what was reviewed."""
