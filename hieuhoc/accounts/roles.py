"""The offices of the programme, as words: no model, so that abilities can be declared before models load."""

from django.db import models


class Role(models.TextChoices):
    VILLAGE = "village", "Cán bộ thôn, buôn"
    COMMUNE = "commune", "Cán bộ cấp xã"
    DISTRICT = "district", "Cán bộ cấp huyện (đến 30/6/2025)"
    PROVINCE = "province", "Cán bộ cấp tỉnh"
    EDUCATION = "education", "Sở Giáo dục và Đào tạo"
    VIEWER = "viewer", "Người xem"
