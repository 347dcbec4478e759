"""Replicase publishes a library of replicable city-governance cases.

    Source -> Document -> Case, Adoption -> Library -> Diagnostics, Outputs -> files

`read` brings bytes in, `publish` puts the site out, `edit` writes a contributor's files; between them
are pure functions on frozen values. A stage returns its result or its diagnostics; a mistake in somebody's file never raises.
"""

__version__ = "0.1.0"
