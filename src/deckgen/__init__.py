"""deckgen: seminars written in YAML become a native PowerPoint deck and a printed handout."""

__version__ = "0.1.0"
