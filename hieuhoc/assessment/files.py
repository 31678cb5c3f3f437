"""How large a file of evidence may be, and how many pieces one criterion takes. What is in a file: lib.file_cleaning. Pure."""

MAX_BYTES = 10 * 1024 * 1024
MAX_PER_CRITERION = 5
