from hieuhoc.web import areas


class TrainingsConfig(areas.Area):
    name = "hieuhoc.web.office.trainings"
    label = "office_trainings"
    face = "office"
