from hieuhoc.web import areas


class ActivitiesConfig(areas.Area):
    name = "hieuhoc.web.office.activities"
    label = "office_activities"
    face = "office"
