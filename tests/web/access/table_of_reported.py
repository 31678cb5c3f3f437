"""Who may what with reported figures, as table.py says it: a place types its own, the province accepts and corrects."""

REPORTED = """
reported-list           no    yes   yes   yes   yes   no    no
reported-new            no    yes   yes   no    no    no    no
reported-per-head       no    yes   yes   yes   yes   no    no
reported-published      no    yes   yes   yes   yes   no    no
reported-differences    no    yes   yes   no    no    no    no
reported-period         no    own   all   all   all   no    no
reported-revisions      no    own   all   all   all   no    no
reported-enter          no    own   all   no    no    no    no
reported-hand-in        no    own   all   no    no    no    no
reported-accept         no    no    all   no    no    no    no
reported-return         no    no    all   no    no    no    no
reported-correct        no    no    all   no    no    no    no
reported-explain        no    own   all   no    no    no    no
"""
