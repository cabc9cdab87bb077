"""What a reviewer is shown: a plan with all that belongs to it, within GitHub's limits."""
