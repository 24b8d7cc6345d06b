"""One value in, text out: for people, for pipes, for programs."""
