"""What variants of a seminar share is made once.

A seminar that is filled with one row is built as ever, and what everything looks at is written down (`base`). Of the
seminar filled with another row only that is made anew which looks at something that is another: its slides are composed
and laid out as in any build, so words that need another size or a second line get them. All else is copied as it is in
the file. The bytes are those of a full build; where that would take more than words (terms that the glossary lists, a
slide on another layout), a full build is what is done.
"""
