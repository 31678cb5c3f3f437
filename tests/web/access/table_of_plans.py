"""Who may what with plans, tasks and guidance, as table.py says it."""

PLANS = """
plan-list               yes   yes   yes   yes   yes   no    yes
plan-new                no    yes   yes   no    no    no    no
plan                    own   own   all   all   all   no    own
plan-change             no    own   all   no    no    no    no
plan-derive             no    own   all   no    no    no    no
plan-issue              no    own   all   no    no    no    no
plan-amend              no    own   all   no    no    no    no
plan-close              no    own   all   no    no    no    no
plan-below              no    own   all   no    no    no    no
plan-paper              own   own   all   all   all   no    own
plan-paper-docx         own   own   all   all   all   no    own
plan-edition            own   own   all   all   all   no    own
plan-target-new         no    own   all   no    no    no    no
plan-target             no    own   all   no    no    no    no
plan-target-drop        no    own   all   no    no    no    no
task-new                no    own   all   no    no    no    no
task-list               yes   yes   yes   yes   yes   no    yes
task-board              yes   yes   yes   yes   yes   no    yes
task-calendar           yes   yes   yes   yes   yes   no    yes
task-timeline           yes   yes   yes   yes   yes   no    yes
task-late               no    yes   yes   yes   yes   no    no
task-feed               yes   yes   yes   yes   yes   no    yes
reminder-list           no    no    yes   no    no    no    no
reminder-new            no    no    yes   no    no    no    no
reminder-drop           no    no    all   no    no    no    no
task                    own   own   all   all   all   no    none
task-change             no    own   all   no    no    no    no
task-drop               no    own   all   no    no    no    no
task-count              own   own   all   all   no    no    none
task-report             own   own   all   all   no    no    none
report-accept           no    own   all   no    no    no    no
report-return           no    own   all   no    no    no    no
report-file             own   own   all   all   all   no    none
circular-list           yes   yes   yes   yes   yes   no    no
circular-new            no    yes   yes   no    no    no    no
circular                own   own   all   all   all   no    no
circular-change         no    own   all   no    no    no    no
circular-issue          no    own   all   no    no    no    no
circular-file           own   own   all   all   all   no    no
circular-receipts       no    own   all   no    no    no    no
circular-confirm        own   own   all   all   all   no    no
circular-ask            own   own   all   all   all   no    no
question-answer         no    own   all   no    no    no    no
"""
