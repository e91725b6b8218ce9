"""Variants: a seminar given again, to another client, on another day, in another language, to somebody by name.

    table -> rows -> fill -> check -> make -> verify

A row of a table (`tables`, `rows`) fills places of a seminar's event (`filling`). What comes out is a seminar like
another one, of which everything is made as of any.
"""
