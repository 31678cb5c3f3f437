"""Who may what with inspections, as table.py says it: a visit is the province's, its findings the commune's to put right."""

from tests.web.access.table_of_reported import REPORTED

INSPECTIONS = f"""
{REPORTED}inspection-plan-list    no    no    yes   no    no    no    no
inspection-plan-new     no    no    yes   no    no    no    no
inspection-plan         no    no    all   no    no    no    no
inspection-plan-close   no    no    all   no    no    no    no
inspection-report-page  no    no    all   no    no    no    no
inspection-report       no    no    all   no    no    no    no
inspection-report-docx  no    no    all   no    no    no    no
sample-draw             no    no    all   no    no    no    no
inspection-new          no    no    all   no    no    no    no
sample                  no    no    all   no    no    no    no
inspection-of-alerts    no    no    all   no    no    no    no
inspection-list         no    yes   yes   no    no    no    no
inspection              no    own   all   no    no    no    no
yearly-review           no    no    yes   no    no    no    no
yearly-report           no    no    yes   no    no    no    no
yearly-report-docx      no    no    yes   no    no    no    no
visit-plan              no    no    all   no    no    no    no
visit-call-off          no    no    all   no    no    no    no
visit-repeat            no    no    all   no    no    no    no
visit-conclude          no    no    all   no    no    no    no
finding-new             no    no    all   no    no    no    no
phone-worker            no    no    yes   no    no    no    no
visit-phone             no    no    all   no    no    no    no
visit-standing          no    no    all   no    no    no    no
visit-entry             no    no    all   no    no    no    no
visit-photo             no    no    all   no    no    no    no
visit-photo-remove      no    no    all   no    no    no    no
title-check             no    no    all   no    no    no    no
finding-list            no    yes   yes   no    no    no    no
finding-settle          no    own   all   no    no    no    no
"""
