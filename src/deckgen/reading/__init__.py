"""Reading: files in, values out that know where they were written.

In: the text of YAML files, themes, fonts, pictures and tables. Out: frozen models (`Seminar`, `Module`, `Slide`,
`Brand`), each value with its file, line and column, and a diagnostic for everything that could not be read. Nothing
here knows what a slide looks like.
"""
