from hieuhoc.web import areas


class GroupsConfig(areas.Area):
    name = "hieuhoc.web.office.groups"
    label = "office_groups"
    face = "office"
