"""In: plans, each a deck laid out in a theme. Out: files in the output folder, and what is remembered of them.

`formats` says what can be made of a plan, `doors` whose it is, `tasks` what is to be made; `workers` make it (`jobs`,
in `processes`), `downloads` offers it on pages, `folder` is the output folder meanwhile (`lock`ed), and `saving` puts
all into it at once. `manifest` is the memory of that folder, `keys` and `inputs` say what went into its files, and
`builds` tells what a build whose inputs are the last one's would come to.
"""
