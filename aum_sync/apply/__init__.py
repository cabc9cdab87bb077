"""Applying a plan: where live stands on it, what is left to do, and whether it came true."""
