"""What deckgen costs, in CPU seconds: against Pandoc's pptx writer, or against another checkout of deckgen.

`make bench` prints the tables of docs/speed.md; `make bench AGAINST=DIR` compares two checkouts on one machine in one
run. The numbers are for people: no test depends on them, but `tests/test_bench.py` runs what makes and measures.
"""
