"""Does anything that goes wrong cost an answer? `python -m tests.safety` is the long form."""
