"""The office's own pages: sign in, read consultation requests, note how far they are."""
