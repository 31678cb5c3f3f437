"""What is inspected in a commune: a plan of the province with a sample and a visit that is concluded. Kind of id → its row."""

from hieuhoc.inspection.models import Sample, SampleStratum
from hieuhoc.places.models import Place
from hieuhoc.recognition.models import Title
from tests.inspection.makers import make_concluded, make_inspection_plan, make_photo


def inspected(province: Place, commune: Place, title: int) -> dict[str, int]:
    held = Title.objects.get(pk=title)
    plan = make_inspection_plan(province, year=held.year, title=f"Xác minh {commune.pk}")
    sample = Sample.objects.create(
        plan=plan,
        number=1,
        method=Sample.Method.EACH,
        margin="0.05",
        expected="0.9",
        population=1,
        size=1,
        seed="a" * 64,
        fingerprint="b" * 64,
    )
    SampleStratum.objects.create(sample=sample, place=commune, size=1, taken=0, titles=[title])
    finding = make_concluded(plan, commune, [held])
    checked = finding.inspection.checked_titles.get()
    return {
        "inspectionplan": plan.pk,
        "sample": sample.pk,
        "inspection": finding.inspection_id,
        "checkedtitle": checked.pk,
        "visitphoto": make_photo(checked).pk,
        "finding": finding.pk,
    }
