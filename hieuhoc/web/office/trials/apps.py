from hieuhoc.web import areas


class TrialsConfig(areas.Area):
    name = "hieuhoc.web.office.trials"
    label = "office_trials"
    face = "office"
