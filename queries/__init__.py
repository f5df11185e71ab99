"""One module a question; each returns a documented DataFrame."""
