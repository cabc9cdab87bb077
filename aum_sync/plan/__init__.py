"""The difference between what masters hold and what they should hold, as one frozen value. Pure."""
