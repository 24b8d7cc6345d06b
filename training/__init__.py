"""Makes the matcher's table from the corpus; not part of the installed program."""
