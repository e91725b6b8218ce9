"""Web pages about what was built: static files that ask no other host for anything."""
