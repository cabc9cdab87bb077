"""Reading a commit's blobs without touching the work tree. Adapter."""
