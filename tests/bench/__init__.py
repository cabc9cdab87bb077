"""What things cost: requests beside the fewest that would do, process time, memory; in one run."""
