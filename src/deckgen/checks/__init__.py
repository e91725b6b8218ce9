"""Checks: scenes in, diagnostics out.

In: a `Scene` with the theme and fonts that it was laid out with. Out: what a reader of the slide could not read or
would misread, each at the author's line. Nothing here changes a scene.

`slides.CHECKS` lists every check of a slide; each is a generator from a `Subject` (`subject`) to diagnostics, in the
module that its meaning names. `deck` has those of a whole talk: its rhythm, and what its room can read; they look at
the `facts` of its slides. `prose` checks what is written for the handout.
"""
