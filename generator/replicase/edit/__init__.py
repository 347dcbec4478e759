"""Safe changes of a contributor's files: what is unambiguous is mended, the rest left as it is.

Every change is a replacement at a span. The text is read again and must be the old tree but for the
change; every other byte, comments included, stays. Nothing here prints; `store` alone writes.
"""
