"""In and out: files that other programs write and read."""
