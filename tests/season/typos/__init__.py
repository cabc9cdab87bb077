"""Finding typos."""
