"""``python -m shaozi``."""

from shaozi.cli import main

main()
