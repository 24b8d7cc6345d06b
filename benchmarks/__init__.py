"""How quick shaozi is, at any size: ``python -m benchmarks``."""
