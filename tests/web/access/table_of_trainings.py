"""Who may what with trainings, schools and funds, as table.py says it."""

TRAININGS = """
training-list           no    yes   yes   yes   no    no    no
training-new            no    yes   yes   no    no    no    no
training                no    own   all   all   no    no    no
attendance-new          no    own   all   no    no    no    no
attendance-withdraw     no    own   all   no    no    no    no
attendance-certificate  no    own   all   no    no    no    no
course-new              no    yes   yes   no    no    no    no
training-invite         no    own   all   no    no    no    no
trainee-list            no    own   all   no    no    no    no
trainee-invitations     no    own   all   no    no    no    no
lesson-list             no    yes   yes   no    no    no    no
lesson-new              no    own   all   no    no    no    no
training-judge          no    own   all   no    no    no    no
course-quiz             no    own   all   no    no    no    no
material-new            no    own   all   no    no    no    no
material                no    own   all   all   no    no    no
material-remove         no    own   all   no    no    no    no
feedback-list           no    own   all   all   no    no    no
lesson                  no    own   all   no    no    no    no
lesson-change           no    own   all   no    no    no    no
lesson-remove           no    own   all   no    no    no    no
lesson-screen           no    own   none  no    no    no    no
lesson-scans            no    own   none  no    no    no    no

school-list             no    yes   yes   yes   no    no    yes
school                  no    own   all   all   no    no    own
school-class-new        no    own   all   all   no    no    own
school-class            no    own   all   all   no    no    own
learner-new             no    own   all   all   no    no    own
learner-agreement       no    own   all   all   no    no    own
learner-end             no    own   all   all   no    no    own

alert-list              no    no    yes   no    no    no    no
alert-find              no    no    yes   no    no    no    no
alert                   no    no    all   no    no    no    no
alert-explain           no    no    all   no    no    no    no
alert-inspect           no    no    all   no    no    no    no

fund-list               no    yes   yes   no    no    no    no
fund-new                no    yes   yes   no    no    no    no
fund                    no    own   all   no    no    no    no
fund-change             no    own   all   no    no    no    no
fund-close              no    own   all   no    no    no    no
fund-transfer           no    own   all   no    no    no    no
fund-move               no    own   all   no    no    no    no
fund-receive            no    own   all   no    no    no    no
gift-list               no    own   all   no    no    no    no
gift-new                no    own   all   no    no    no    no
gift                    no    own   all   no    no    no    no
gift-receive            no    own   all   no    no    no    no
gift-withdraw           no    own   all   no    no    no    no
gift-reverse            no    own   all   no    no    no    no
gift-number             no    own   all   no    no    no    no
gift-paper              no    own   all   no    no    no    no
gift-paper-docx         no    own   all   no    no    no    no
use-list                no    yes   yes   no    no    no    no
use-new                 no    own   all   no    no    no    no
use                     no    own   all   no    no    no    no
use-approve             no    own   all   no    no    no    no
use-refuse              no    own   all   no    no    no    no
use-pay                 no    own   all   no    no    no    no
use-prove               no    own   all   no    no    no    no
use-proof               no    own   all   no    no    no    no
use-reverse             no    own   all   no    no    no    no
statement-list          no    own   all   no    no    no    no
statement-new           no    own   all   no    no    no    no
statement               no    own   all   no    no    no    no
line-answer             no    own   all   no    no    no    no
"""
