"""Composing: a seminar and the library in, one deck out.

In: a `Seminar`, the modules, sources and glossary. Out: a `Deck`: its slides in order with the seminar's overrides,
the event's words filled in, texts as prose in one language. Nothing here knows sizes or fonts.
"""
