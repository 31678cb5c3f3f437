"""Who may what, said independently of the code: one line per address of the office.

Columns: the village officer, the commune officers (Minh, Sơn), the province (Hoa), the education department, the
viewer, the head of a clan (Khoa), the staff officer of a work unit (Hạnh). Lan, a citizen without office, the district
officer whose role ended with the districts, and a stranger reach none of them. A word says what somebody meets:

yes    the page, which holds no row of one commune       no    turned away: the power is held nowhere (403)
own    the rows of one's own village, commune, clan or unit open; those of others do not exist (404)
all    the rows of both communes open                     none  the power is held, but for no row tried here (404)
shut   the row is seen elsewhere, but this deed is not one's own to do (403); others' rows do not exist (404)
"""

from functools import cache
from typing import Literal, cast

from tests.web.access.papers_table import PAPERS
from tests.web.access.table_of_inspections import INSPECTIONS
from tests.web.access.table_of_plans import PLANS
from tests.web.access.table_of_reviews import REVIEWS
from tests.web.access.table_of_trainings import TRAININGS

type Word = Literal["yes", "no", "own", "all", "none", "shut"]

PEOPLE = ("village", "commune", "province", "education", "viewer", "head", "staff")

OFFICE = """
home                    yes   yes   yes   yes   yes   yes   yes

citizen-list            yes   yes   yes   no    no    yes   yes
citizen-export          yes   yes   yes   no    no    yes   yes
citizen-new             yes   yes   yes   no    no    no    no
citizen-arrive          no    yes   yes   no    no    no    no
look-list               no    yes   yes   no    no    no    no
look-ask                no    own   all   no    no    no    no
look-answer             no    own   all   no    no    no    no
departure-list          no    yes   yes   no    no    no    no
departure-contest       no    own   all   no    no    no    no
departure-settle        no    no    all   no    no    no    no
citizen                 own   own   all   no    no    own   own
citizen-numbers         no    own   all   no    no    no    no
number-new              no    own   all   no    no    no    no
number-withdraw         no    own   all   no    no    no    no
citizen-correct         no    own   all   no    no    no    no
citizen-move            no    own   all   no    no    no    no
residence-correct       no    own   all   no    no    no    no
citizen-depart          no    own   all   no    no    no    no
citizen-return          no    own   all   no    no    no    no
citizen-death           no    own   all   no    no    no    no
citizen-death-withdraw  no    own   all   no    no    no    no
citizen-join            no    own   all   no    no    no    no
join-undo               no    own   all   no    no    no    no
link-code               no    own   all   no    no    no    no
link-undo               no    own   all   no    no    no    no
skill-new               no    own   all   no    no    no    own
skill-withdraw          no    own   all   no    no    no    own
consent-new             own   own   all   no    no    no    no
consent-withdraw        own   own   all   no    no    no    no
membership-end          shut  own   all   no    no    own   shut
membership-main         no    own   all   no    no    no    no
group-list              yes   yes   yes   yes   no    yes   yes
group                   none  own   all   all   no    own   none
group-new               yes   yes   yes   no    no    no    no
group-change            no    own   all   no    no    no    no
group-place             no    own   all   no    no    no    no
group-member-new        none  own   all   no    no    own   none
unit-list               yes   yes   yes   yes   no    yes   yes
unit                    none  own   all   all   no    none  own
unit-new                no    yes   yes   no    no    no    no
unit-change             no    own   all   no    no    no    no
unit-member-new         no    own   all   no    no    none  own
branch-list             yes   yes   yes   yes   no    yes   yes
branch                  none  own   all   all   no    none  none
branch-new              no    yes   yes   no    no    no    no
branch-change           no    own   all   no    no    no    no
branch-member-new       no    own   all   no    no    no    no

place-list              yes   yes   yes   yes   yes   no    no
place                   all   all   all   all   all   no    no
village-new             none  own   all   no    no    no    no
village-rename          no    own   all   no    no    no    no
area-class-new          no    no    all   no    no    no    no
area-class-end          no    no    all   no    no    no    no
waiting-list            no    no    yes   no    no    no    no
waiting-people          no    no    all   no    no    no    no
waiting-village         no    no    all   no    no    no    no
order-list              no    no    yes   no    no    no    no
order-new               no    no    yes   no    no    no    no
order                   no    no    yes   no    no    no    no
order-describe          no    no    yes   no    no    no    no
order-line-remove       no    no    none  no    no    no    no
order-villages          no    no    yes   no    no    no    no
order-preview           no    no    yes   no    no    no    no
order-apply             no    no    yes   no    no    no    no
order-schedule          no    no    yes   no    no    no    no
order-unschedule        no    no    yes   no    no    no    no
order-undo              no    no    none  no    no    no    no
order-change-new        no    no    yes   no    no    no    no
user-list               no    yes   yes   no    no    no    no
user-new                no    yes   yes   no    no    no    no
user                    no    own   all   no    no    no    no
user-disable            no    own   all   no    no    no    no
user-enable             no    own   all   no    no    no    no
user-home               no    own   all   no    no    no    no
user-leave              no    own   all   no    no    no    no
password-reset          no    own   all   no    no    no    no
factor-reset            no    own   all   no    no    no    no
grant-new               no    own   all   no    no    no    no
grant-end               no    own   all   no    no    no    no
delegation-list         no    yes   yes   no    no    no    no
delegate                no    own   none  no    no    no    no
delegation-end          no    own   none  no    no    no    no
event-list              no    yes   yes   no    no    no    no
sign-in-rules           no    no    yes   no    no    no    no
sign-in-change          no    no    yes   no    no    no    no
history                 no    yes   yes   no    no    no    no
reading-list            no    yes   yes   no    no    no    no

personal-data           no    yes   yes   no    no    no    no
period-change           no    no    yes   no    no    no    no
data-request-list       no    yes   yes   no    no    no    no
data-request-new        own   own   all   no    no    no    no
data-request            no    own   all   no    no    no    no
data-request-answer     no    own   all   no    no    no    no
data-request-extend     no    own   all   no    no    no    no
data-request-settle     no    own   all   no    no    no    no
days-off                no    no    yes   no    no    no    no
day-off-remove          no    no    all   no    no    no    no
erasure-list            no    yes   yes   no    no    no    no
erasure-new             no    own   all   no    no    no    no
erasure                 no    own   all   no    no    no    no
erasure-carry-out       no    own   all   no    no    no    no
erasure-decline         no    own   all   no    no    no    no
sheet-list              no    yes   yes   yes   no    no    no
sheet                   no    yes   yes   no    no    no    no
sheet-template          no    own   all   no    no    no    no
sheet-export            no    own   all   no    no    no    no
export-list             yes   yes   yes   yes   no    yes   yes
export-progress         yes   yes   yes   yes   no    yes   yes
export-file             none  own   none  none  no    none  none
batch-list              no    yes   yes   yes   no    no    no
batch                   no    own   all   none  no    no    no
batch-progress          no    own   all   none  no    no    no
batch-annotated         no    own   all   none  no    no    no
batch-answers           no    own   all   none  no    no    no
batch-people            no    own   all   none  no    no    no
batch-confirm           no    own   all   none  no    no    no
batch-check             no    own   all   none  no    no    no
batch-resume            no    own   all   none  no    no    no
batch-cancel            no    own   all   none  no    no    no
batch-undo              no    own   all   none  no    no    no
choice-list             no    own   all   no    no    no    no
choice                  no    own   all   no    no    no    no
round-list              yes   yes   yes   yes   yes   no    no
round                   yes   yes   yes   yes   yes   no    no
round-new               no    no    yes   no    no    no    no
round-change            no    no    yes   no    no    no    no
round-open              no    no    yes   no    no    no    no
round-close             no    no    yes   no    no    no    no
dossier-list            yes   yes   yes   yes   no    no    yes
dossier-export          yes   yes   yes   yes   no    no    yes
dossier-paper           yes   yes   yes   yes   no    no    yes
score-sheet             no    yes   yes   no    no    no    no
dossier-new             own   own   all   no    no    no    own
dossier                 own   own   all   all   no    no    own
dossier-scores          own   own   all   no    no    no    own
dossier-submit          own   own   all   no    no    no    own
dossier-withdraw        own   own   all   no    no    no    own
dossier-review          no    own   all   no    no    no    own
dossier-return          no    own   all   no    no    no    own
dossier-agree           own   own   all   all   no    no    own
step-list               yes   yes   yes   yes   no    no    yes
step-agree              yes   yes   yes   yes   no    no    yes
dossier-confirm         no    yes   yes   no    no    no    yes
dossier-next            no    yes   yes   no    no    no    yes
dossier-send            yes   yes   yes   no    no    no    yes
meeting-list            no    yes   yes   no    no    no    no
meeting-new             no    yes   yes   no    no    no    no
meeting                 no    own   all   no    no    no    no
meeting-except          no    own   all   no    no    no    no
meeting-hold            no    own   all   no    no    no    no
meeting-cancel          no    own   all   no    no    no    no
meeting-minutes         no    own   all   no    no    no    no
evidence-new            own   own   all   no    no    no    own
evidence                own   own   all   all   no    no    own
evidence-remove         own   own   all   no    no    no    own

proposal-list           no    yes   yes   no    no    no    yes
proposal-new            no    yes   yes   no    no    no    yes
proposal                no    own   all   no    no    no    none
proposal-table          no    own   all   no    no    no    none
proposal-add            no    own   all   no    no    no    none
proposal-send           no    own   all   no    no    no    none
proposal-return         no    shut  all   no    no    no    none
line-strike             no    own   all   no    no    no    none
line-restore            no    own   all   no    no    no    none
decision-new            no    shut  all   no    no    no    none
decision-list           yes   yes   yes   yes   no    no    yes
decision                none  own   all   all   no    no    none
certificate-printing    none  own   all   all   no    no    none
certificate-print       no    own   all   no    no    no    no
certificate-all         none  own   all   no    no    no    no
certificate-merged      none  own   all   no    no    no    no
certificate-reissue     no    own   all   no    no    no    no
reissue-list            no    yes   yes   no    no    no    no
certificate             own   own   all   no    no    no    no
signing-list            no    no    yes   no    no    no    no
signing-new             no    no    yes   no    no    no    no
signing-change          no    no    all   no    no    no    no
title-revoke            no    shut  all   no    no    no    none
title-suspend           no    shut  all   no    no    no    none
title-resume            no    shut  all   no    no    no    none
key-list                no    no    yes   no    no    no    no
key-new                 no    no    yes   no    no    no    no
key-end                 no    no    all   no    no    no    no
key-report              no    no    all   no    no    no    no
recognition-list        yes   yes   yes   yes   no    no    no
recognition-new         no    yes   yes   no    no    no    no
recognition-remove      no    own   all   no    no    no    no

criteria-list           yes   yes   yes   yes   yes   no    no
criteria                yes   yes   yes   yes   yes   no    no
criteria-import         no    no    yes   no    no    no    no
criteria-load           no    no    yes   no    no    no    no
criteria-sheet          yes   yes   yes   yes   yes   no    no
guidance-new            no    no    yes   no    no    no    no
criteria-paper          no    no    yes   no    no    no    no
guidance-withdraw       no    no    yes   no    no    no    no
criteria-draft          no    no    yes   no    no    no    no
criteria-describe       no    no    yes   no    no    no    no
criteria-english        no    no    yes   no    no    no    no
criteria-reword         no    no    yes   no    no    no    no
criteria-competence     no    no    yes   no    no    no    no
criteria-group-new      no    no    yes   no    no    no    no
criteria-group          no    no    yes   no    no    no    no
criteria-group-drop     no    no    yes   no    no    no    no
criterion-new           no    no    yes   no    no    no    no
criterion-weigh         no    no    yes   no    no    no    no
criterion-drop          no    no    yes   no    no    no    no
criteria-rule           no    no    yes   no    no    no    no
criteria-rule-drop      no    no    yes   no    no    no    no
criteria-compare        yes   yes   yes   yes   yes   no    no
criteria-promulgate     no    no    yes   no    no    no    no
criteria-retire         no    no    yes   no    no    no    no
trial-list              no    yes   yes   yes   no    no    no
trial-new               no    no    yes   no    no    no    no
trial                   no    yes   yes   yes   no    no    no
trial-progress          no    yes   yes   yes   no    no    no
trial-cancel            no    no    yes   no    no    no    no
trial-changes           no    yes   yes   yes   no    no    no
consultation            no    no    yes   yes   no    no    no
consultation-new        no    no    yes   no    no    no    no
consultation-days       no    no    yes   no    no    no    no
consultation-close      no    no    yes   no    no    no    no
invitation-list         no    no    yes   no    no    no    no
invitation-new          no    no    yes   no    no    no    no
invitation-withdraw     no    no    yes   no    no    no    no
comment                 no    no    yes   yes   no    no    no
comment-answer          no    no    yes   no    no    no    no
comment-display         no    no    yes   no    no    no    no
study-list              no    yes   yes   yes   no    no    no
study-new               no    no    yes   no    no    no    no
study                   no    yes   yes   yes   no    no    no
study-progress          no    yes   yes   yes   no    no    no
study-cancel            no    no    yes   no    no    no    no

chain-list              yes   yes   yes   yes   yes   no    no
chain                   yes   yes   yes   yes   yes   no    no
chain-new               no    no    yes   no    no    no    no
chain-draft             no    no    yes   no    no    no    no
chain-promulgate        no    no    yes   no    no    no    no
chain-retire            no    no    yes   no    no    no    no
chain-rule              no    no    yes   no    no    no    no
chain-step-new          no    no    yes   no    no    no    no
chain-step              no    no    yes   no    no    no    no
chain-step-drop         no    no    yes   no    no    no    no

model-criteria-list        yes   yes   yes   yes   yes   no    no
model-criteria             yes   yes   yes   yes   yes   no    no
model-criteria-new         no    no    yes   no    no    no    no
model-criteria-draft       no    no    yes   no    no    no    no
model-criteria-describe    no    no    yes   no    no    no    no
model-criteria-promulgate  no    no    yes   no    no    no    no
model-criteria-retire      no    no    yes   no    no    no    no
model-grades               no    no    yes   no    no    no    no
model-criterion-new        no    no    yes   no    no    no    no
model-criterion            no    no    yes   no    no    no    no
model-part-drop            no    no    yes   no    no    no    no
model-requirement          no    no    yes   no    no    no    no
model-points               no    no    yes   no    no    no    no
model-criteria-try         no    no    yes   no    no    no    no
model-list                 yes   yes   yes   yes   no    yes   yes
model                      none  own   all   all   no    own   none
model-register             yes   yes   yes   no    no    no    no
model-answer               none  own   all   no    no    own   none
model-decide               no    yes   yes   no    no    no    no
model-keep                 no    own   all   no    no    no    no
model-revoke               no    own   all   no    no    no    no

activity-list           yes   yes   yes   yes   no    no    yes
activity-effect         no    yes   yes   yes   no    no    no
topic-list              yes   yes   yes   yes   no    no    yes
topic-new               no    no    yes   no    no    no    no
topic-change            no    no    yes   no    no    no    no
citizen-learning        own   own   all   no    no    own   own
activity-new            yes   yes   yes   no    no    no    yes
activity                own   own   all   all   no    no    own
activity-change         own   own   all   no    no    no    own
activity-cancel         own   own   all   no    no    no    own
activity-presence       own   own   all   no    no    no    own
participation-new       own   own   all   no    no    no    own
participation-leave     own   own   all   no    no    no    own

campaign-list           no    yes   yes   yes   no    no    no
campaign-new            no    yes   yes   no    no    no    no
campaign                no    own   all   all   no    no    no
campaign-progress       no    own   all   all   no    no    no
campaign-change         no    own   all   no    no    no    no
campaign-send           no    own   all   no    no    no    no
campaign-cancel         no    own   all   no    no    no    no
campaign-resume         no    own   all   no    no    no    no
article-list            no    yes   yes   yes   no    no    no
article-new             no    yes   yes   no    no    no    no
article-preview         no    yes   yes   no    no    no    no
article                 no    own   all   all   no    no    no
article-change          no    own   all   no    no    no    no
article-image-new       no    own   all   no    no    no    no
article-image-drop      no    own   all   no    no    no    no
article-publish         no    own   all   no    no    no    no
article-withdraw        no    own   all   no    no    no    no
article-nominate        no    own   all   no    no    no    no
example-list            no    yes   yes   yes   no    no    no
example-adopt           no    all   all   no    no    no    no
adoption                no    own   all   all   no    no    no
adoption-end            no    own   all   no    no    no    no

figures                 yes   yes   yes   yes   yes   no    no
figure-catalogue        yes   yes   yes   yes   yes   no    no
figure-years            no    no    yes   no    no    no    no
figure-close            no    no    yes   no    no    no    no
figure-revise           no    no    yes   no    no    no    no
figure-waiting          no    no    yes   no    no    no    no
figure-revision         no    no    yes   no    no    no    no
figure-publish          no    no    yes   no    no    no    no
figures-unit            none  own   all   all   all   none  own
figures-unit-rows       none  own   all   all   no    none  own
figures-place           none  own   all   all   all   no    no
figures-rows            none  own   all   no    no    no    no
figures-export          none  own   all   all   all   no    no
figures-paper           none  own   all   all   all   no    no
target-list             yes   yes   yes   yes   yes   no    no
target-new              no    no    yes   no    no    no    no
"""


@cache
def table() -> dict[str, dict[str, Word]]:
    """Address → who → word."""
    found = {}
    for line in (OFFICE + PAPERS + PLANS + INSPECTIONS + TRAININGS + REVIEWS).splitlines():
        if line.strip():
            name, *words = line.split()
            found[name] = dict(zip(PEOPLE, cast("list[Word]", words), strict=True))
    return found


# Who of the cast stands in which column, and whose rows are their own: Minh's commune (near), Sơn's (far).
COLUMN = {
    "village": "village",
    "minh": "commune",
    "son": "commune",
    "hoa": "province",
    "education": "education",
    "viewer": "viewer",
    "khoa": "head",
    "staff": "staff",
}
OF_THE_FAR_COMMUNE = {"son"}
WITHOUT_OFFICE = ("lan", "district")


def word_for(address: str, who: str) -> Word:
    if who in WITHOUT_OFFICE:
        return "yes" if address == "home" else "no"
    return table()[address][COLUMN[who]]


def meets(address: str, who: str, side: str) -> str:
    """What `who` meets at a row of the `near` or the `far` commune: "open", "refused" (403) or "absent" (404)."""
    word = word_for(address, who)
    is_own = (side == "far") == (who in OF_THE_FAR_COMMUNE)
    return {
        "yes": "open",
        "all": "open",
        "no": "refused",
        "none": "absent",
        "own": "open" if is_own else "absent",
        "shut": "refused" if is_own else "absent",
    }[word]
