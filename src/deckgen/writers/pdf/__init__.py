"""What the two PDF writers (slides and handout) share: fonts, pictures, operators, structure, metadata.

pikepdf's one home. Each file is a plain translation of one thing into PDF's own terms (ISO 32000-1).
"""
