"""`python -m replicase`."""

from replicase.cli import main

main(prog_name="replicase")
