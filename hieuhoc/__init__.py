"""Hiếu Học: a province's Learning Citizen programme (Công dân học tập, Decision 677/QĐ-TTg)."""

__version__ = "0.1.0"
