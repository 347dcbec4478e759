"""What people bring who write no YAML: workbooks, essays and issue forms become records.

One module a format. Whatever is brought is a stranger's: it is read within limits, nothing in it is
run, and only names of ours become names of files.
"""
