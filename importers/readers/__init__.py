"""One reader a format: bytes to blocks (paragraphs and table grids), each knowing where it stood."""
