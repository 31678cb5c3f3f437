from hieuhoc.lib import rooms


class SkillsConfig(rooms.Room):
    name = "hieuhoc.skills"
    label = "skills"
