"""What ``doctor`` looks at: the season's files, Spotify, GitHub. Each part tells and goes on."""
