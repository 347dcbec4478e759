"""Social cards: the picture that stands for a page where its address is shared (`og:image`).

A site has them where its `mkdocs.yml` says `social_cards: true` of the plugin. They are drawn on this
machine with a Chinese font of its own: the same font file and the same record give the same bytes,
and without a font the pages name no picture and everything else is made.
"""
