"""Outputs: what a build writes, and whether it has to.

In: decks with their scenes, and the folder that the last build left. Out: files, made side by side on all cores, none of them
made again that would come out the same, all replaced together.
"""
