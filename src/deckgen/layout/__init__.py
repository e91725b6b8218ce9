"""Layout: a deck and a brand in, scenes out.

In: a `Deck`, the theme, its fonts. Out: a `Scene` for each slide, with every item at its place in points and every
line broken and measured. All that is decided about looks is decided here; `kinds/` has a folder for each kind of
slide.
"""
