"""Beginning a season: the files of its repository, and what an account suggests for them. Pure."""
