"""Projects that nobody in their senses would write, built by the real command, to see what it makes of them.

`make fuzz` tries inputs for some minutes and says what went wrong. Each input is made from a seed and its number alone:
`python -m fuzz --seed S --only N` makes that one again and keeps its folder. What a build must never do is said in
`fuzz.judge`; what is varied, in `fuzz.targets`. Some inputs of each target run in `tests/test_fuzz.py`.
"""
