"""Official papers, their numbers and signed originals: the lines of `table.py` about them."""

PAPERS = """
dossier-paper-docx      yes   yes   yes   yes   no    no    yes
dossier-form            own   own   all   all   no    no    own
dossier-form-docx       own   own   all   all   no    no    own
meeting-invitation      no    own   all   no    no    no    no
meeting-invitation-docx no    own   all   no    no    no    no
meeting-paper           no    own   all   no    no    no    no
meeting-paper-docx      no    own   all   no    no    no    no
meeting-minutes-docx    no    own   all   no    no    no    no
meeting-number          no    own   all   no    no    no    no
proposal-paper          no    own   all   no    no    no    none
proposal-paper-docx     no    own   all   no    no    no    none
minutes-paper           no    own   all   no    no    no    none
minutes-paper-docx      no    own   all   no    no    no    none
letter-number           no    own   all   no    no    no    no
minutes-number          no    own   all   no    no    no    no
decision-paper          no    own   all   no    no    no    no
decision-paper-docx     no    own   all   no    no    no    no
notice-paper            no    own   all   no    no    no    no
notice-paper-docx       no    own   all   no    no    no    no
notice-number           no    own   all   no    no    no    no
decision-original       none  own   all   all   no    no    none
original-attach         no    own   all   no    no    no    no
original-remove         no    own   all   no    no    no    no
original-sign           no    shut  all   no    no    no    no
paper-number-list       no    yes   yes   no    no    no    no
paper-number-spoil      no    own   all   no    no    no    no
model-certificate       none  own   all   no    no    no    no
model-certificates      none  own   all   no    no    no    no
template-list           no    no    yes   no    no    no    no
template-kind           no    no    yes   no    no    no    no
template-upload         no    no    yes   no    no    no    no
template-shipped        no    no    yes   no    no    no    no
template-preview        no    no    yes   no    no    no    no
template-file           no    no    yes   no    no    no    no
template-version-preview no   no    yes   no    no    no    no
template-use            no    no    yes   no    no    no    no
template-end            no    no    yes   no    no    no    no
consultation-report     no    no    yes   yes   no    no    no
consultation-report-docx no   no    yes   yes   no    no    no
"""
