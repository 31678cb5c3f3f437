"""Objections, corrections and steps of models: the lines of `table.py` about them."""

REVIEWS = """
objection-list          no    yes   yes   no    no    no    no
objection               no    own   all   no    no    no    no
objection-answer        no    own   all   no    no    no    no
objection-file          no    own   all   no    no    no    no
objection-new           own   own   all   no    no    no    own
decision-correct        no    shut  all   no    no    no    none
model-objection-list       yes   yes   yes   no    no    yes   yes
model-objection-new        none  own   all   no    no    own   none
model-objection-answer     no    own   all   no    no    no    no
model-objection-file       none  own   all   no    no    own   none
model-step-list            yes   yes   yes   yes   no    no    yes
model-step-agree           yes   yes   yes   yes   no    no    yes
model-agree                none  own   all   all   no    no    none
model-return               none  own   all   all   no    no    none
"""
