"""A decision that puts a name right, as a row."""

from hieuhoc.recognition.models import Decision, Title


def make_correction(title: Title) -> Decision:
    wrong = title.decision
    said = {
        name: getattr(wrong, name) for name in ("signed_on", "issuer", "signatory", "signatory_title", "legal_basis")
    }
    correction = Decision.objects.create(
        kind=Decision.Kind.CORRECT, corrects=wrong, place=wrong.place, round=wrong.round, number="99/QĐ-UBND", **said
    )
    correction.name_corrections.create(title=title, printed_name="H'Lan Nie", corrected_name=title.citizen.name)
    return correction
