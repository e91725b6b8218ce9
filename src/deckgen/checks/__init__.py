"""Checks: scenes in, diagnostics out.

In: a `Scene` with the theme and fonts that it was laid out with. Out: what a reader of the slide could not read or would misread,
each at the author's line. Nothing here changes a scene.
"""
