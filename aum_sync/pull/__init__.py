"""From live Spotify to locks and snapshots."""
