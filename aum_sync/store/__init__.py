"""``state/`` on disk: locks, snapshots, the account; atomic files. Adapter."""
