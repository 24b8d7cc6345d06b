"""shaozi (哨子, whistle): a case tracker for Beijing's community officers."""

__version__ = "0.1.0"
