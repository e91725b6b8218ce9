"""What an editor asks while somebody writes: what may stand here, what this is, where that is written.

In: a workspace, and a place in a file of it. Out: plain values; only `server` knows the Language Server Protocol. Where
the cursor stands is told from the text by its indentation, because a file is hardly ever sound while it is written.
"""
