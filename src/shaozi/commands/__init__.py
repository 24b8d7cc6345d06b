"""The commands: each parses, calls one function of the desk, shows the result."""
