"""One module a command; each is a few lines over a library call."""
