"""What becomes of a branch that aum_sync proposes from, and of its pull request. Pure."""
