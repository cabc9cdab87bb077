"""Why one track is where it is: every appearance, every master, and the rule behind each."""
