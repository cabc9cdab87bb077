"""A local Spotify Web API, good enough to be trusted."""
