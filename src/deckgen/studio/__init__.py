"""The studio: a page in the browser in which a seminar is seen, written and built.

In: what a page says over a socket, as data. Out: what there is to show, and files of the project with other stretches
in them. `desk` is the one place where files are written: a stretch at a time, and only where the file is what the page
thinks it is. `server` and `watching` alone know the libraries that serve and watch; nothing else imports the studio.
"""
