"""The report of a season as one HTML file: pure, from the plan and the figures beside it."""
