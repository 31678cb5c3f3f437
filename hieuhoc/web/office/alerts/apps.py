from hieuhoc.web import areas


class AlertsConfig(areas.Area):
    name = "hieuhoc.web.office.alerts"
    label = "office_alerts"
    face = "office"
