"""The offices of the programme, as words: no model, so that abilities can be declared before models load."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    VILLAGE = "village", _("Cán bộ thôn, buôn")
    COMMUNE = "commune", _("Cán bộ cấp xã")
    DISTRICT = "district", _("Cán bộ cấp huyện (đến 30/6/2025)")
    PROVINCE = "province", _("Cán bộ cấp tỉnh")
    EDUCATION = "education", _("Sở Giáo dục và Đào tạo")
    VIEWER = "viewer", _("Người xem")
