"""How long a library takes to become a site, beside the tools people would use instead.

    synthetic -> a library of N cases -> our site -> pages -> peers (the same for MkDocs and Hugo) -> run -> report

Everything here is made from word lists; none of it is a fact, and none of it ever lies in `cases/`.
"""
