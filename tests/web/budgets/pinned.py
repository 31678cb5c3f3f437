"""The most questions each list may ask the database: as the province, or as the person for the person's own pages; by a
process that does not know the map yet. A list that asks more is mended, not its number."""

BUDGETS = {
    "citizen:learning": 22,  # enrolled in, learned over the years and where, titles, skills, what the person would learn
    "citizen:own-learning-list": 12,
    "citizen:record-link-list": 12,
    "citizen:readings": 12,  # one for each entry of the office that who speaks for a group may open
    "public:activities": 14,
    "public:articles": 9,
    "public:funds": 10,
    "public:fund": 13,
    "public:fund-gifts": 10,
    "public:fund-uses": 10,
    "office:own-learning-list": 12,
    "office:alert-list": 12,
    "office:fund-list": 12,
    "office:fund-thanks": 16,
    "office:fund-letters": 13,
    "office:gift-list": 12,
    "office:use-list": 12,
    "office:statement-list": 12,
    "office:statement": 12,
    "office:activity-list": 13,
    "office:topic-list": 8,
    "office:wish-table": 15,
    "office:activity-presence": 14,
    "office:article-list": 12,
    "citizen:courses": 15,
    "office:attendance-new": 13,
    "office:feedback-list": 10,
    "office:trainee-list": 13,  # one for how many invitations are to be printed
    "office:lesson": 15,
    "office:lesson-list": 7,
    "office:training-invite": 15,
    "office:batch": 16,  # the problems of the rows shown, the power over them, and the reading put on record
    "office:batch-list": 10,
    "office:batch-people": 16,
    "office:branch": 20,
    "office:branch-list": 12,
    "office:chain-list": 8,
    "office:campaign-list": 12,
    "office:choice-list": 16,  # one for the rows of the file, one for whom the officer may still read
    "office:criteria-list": 7,
    "office:decision": 22,  # corrections of its names, its signed original, the numbers of its papers, what is suspended
    "office:consultation": 12,
    "office:decision-list": 13,
    "office:data-request-list": 12,
    "office:days-off": 7,
    "office:delegation-list": 7,
    "office:departure-list": 12,
    "office:erasure": 58,  # how much there is of each kind of what is kept of the person, lists of their place among it
    "office:erasure-list": 14,
    "office:erasure-new": 66,  # and the numbers typed in refused rows of kept lists
    "office:example-list": 14,
    "office:event-list": 12,
    "office:export-list": 7,
    "office:export-progress": 6,
    "office:figure-revision": 12,
    "office:figure-waiting": 11,
    "office:figure-years": 8,
    "office:figures-paper": 40,
    "office:figures-rows": 28,  # of them two or three for each window of people it looks through
    "office:figures-unit-rows": 23,  # one for the revision: a closed year says by which sets it is read
    "office:group": 17,
    "office:group-list": 12,
    "office:history": 12,  # one for the names of the activities told of
    "office:inspection": 21,
    "office:inspection-list": 12,
    "office:inspection-plan": 26,  # its visits, its samples, what the last one says, and the reported figure beside it
    "office:inspection-report-page": 24,  # its sample and what it says, the reported figure, visits and findings whole
    "office:inspection-plan-list": 10,
    "office:yearly-review": 60,
    "office:finding-list": 12,
    "office:sample": 14,
    "office:invitation-list": 8,
    "office:key-list": 8,
    "office:look-list": 14,
    "office:meeting": 17,  # one for the number of its minutes
    "office:meeting-list": 12,
    "office:model": 25,
    "office:model-criteria-list": 7,
    "office:model-criteria-try": 12,
    "office:model-list": 14,
    "office:objection-list": 17,  # those who judged the rows shown, who answer none of them
    "office:order": 15,
    "office:order-list": 7,
    "office:participation-new": 15,
    "office:period-change": 9,
    "office:personal-data": 10,
    "office:plan": 21,  # one whether the account's place has derived its own, one for its money by source
    "office:plan-below": 17,
    "office:plan-list": 12,
    "office:circular": 17,
    "office:circular-list": 12,
    "office:circular-receipts": 13,
    "office:reminder-list": 7,
    "office:task-board": 14,
    "office:task-calendar": 14,
    "office:task": 21,  # its money, the uses attached and which of them the account reaches
    "office:task-late": 15,
    "office:task-list": 14,
    "office:task-timeline": 14,
    "office:place": 21,
    "office:place-list": 12,  # one for the old names that were typed
    "office:paper-number-list": 13,
    "office:proposal": 17,  # one for the numbers of its papers, one whether the list holds one's own or a family member's dossier
    "office:proposal-list": 13,
    "office:proposal-new": 14,
    "office:reading-list": 10,
    "office:recognition-list": 14,
    "office:reissue-list": 13,
    "office:reported-differences": 14,
    "office:reported-list": 14,
    "office:reported-per-head": 16,
    "office:reported-published": 12,
    "office:reported-revisions": 14,
    "office:round-list": 7,
    "office:school": 15,
    "office:template-kind": 9,
    "office:template-list": 8,
    "office:school-class": 17,  # two for the place that the power over the class is asked at
    "office:school-list": 12,
    "office:sheet-list": 10,
    "office:signing-list": 10,
    "office:sign-in-rules": 8,
    "office:study": 14,  # three for what the version says now, two whether it was overtaken since
    "office:study-list": 8,
    "office:target-list": 11,  # one for the later set of the same place that goes before
    "office:training": 20,  # the lessons of a course and who teaches them, its list, its quiz, its materials
    "office:training-list": 12,
    "office:trial": 17,  # the same, and the names of groups and places
    "office:trial-changes": 17,
    "office:trial-list": 8,
    "office:unit": 21,
    "office:unit-list": 12,
    "office:user": 21,  # beside the roles: what may be done with the account, and what happened at its door
    "office:user-list": 11,  # one whether a whole province is reached: accounts of no place are then shown too
    "office:waiting-list": 14,
    "office:waiting-people": 13,
    "public:consultation": 14,
}
