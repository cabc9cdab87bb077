"""``config/season.yaml``: its schema, its loader, its cross-checks, and the types they lead to."""
