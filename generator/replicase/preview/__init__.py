"""The preview: a library kept in memory and followed on disk, each page made when it is asked for.

`shelf` keeps what was read of every file, `shown` answers for one state of the library, `following`
watches the disk, `session` leads from one state to the next, `server` speaks HTTP.
"""
