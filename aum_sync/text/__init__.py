"""Text as people type it and as terminals show it. Knows nothing of playlists."""
