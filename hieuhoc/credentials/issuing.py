"""A credential for each paper and each recognised model: made with the paper, or by a job after the decision."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from hieuhoc.collectives.models import Registration
from hieuhoc.credentials.forms import badge_of, one_line
from hieuhoc.credentials.keys import issuer, key_to_sign_with, signer_of
from hieuhoc.credentials.models import Credential
from hieuhoc.credentials.rules import paper_text
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.people.models import Group
from hieuhoc.places.reads import PlaceLabel, labels
from hieuhoc.recognition.models import Certificate, Decision, GroupRecognition, Title

AT_ONCE = 1_000
SIGNED = """
UPDATE credentials_credential AS kept SET key_id = %s, holder = now.holder, payload = now.payload
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS now (id, holder, payload) WHERE kept.id = now.id
"""


def credentials_of(certificates: Sequence[Certificate], decision: Decision) -> Mapping[int, Credential]:
    """Certificate (pk) → its credential, signed for its paper; made where there is none. A paper that was not printed
    yet may say another name by now: so does its credential. In the caller's transaction."""
    known = _known(certificates)
    missing = [certificate for certificate in certificates if certificate.code not in known]
    if missing:  # somebody may make the same in this moment: the first one stands
        Credential.objects.bulk_create([_of_paper(paper, decision) for paper in missing], ignore_conflicts=True)
        known = _known(certificates)
    stale = []
    for certificate in certificates:
        row, name = known[certificate.code], _holder(certificate)
        if row.holder != name or _is_unsigned(row):
            row.holder = name
            stale.append(row)
    sign_for_paper(stale)
    return {certificate.pk: known[certificate.code] for certificate in certificates}


def _known(certificates: Sequence[Certificate]) -> dict[str, Credential]:
    rows = Credential.objects.filter(code__in=[certificate.code for certificate in certificates])
    return {row.code: row for row in rows.select_related("key")}


def sign_for_paper(credentials: Sequence[Credential]) -> None:
    """Each gets the short signed text of its QR code; none where no key is in use."""
    key = key_to_sign_with() if credentials else None
    if key is None:
        return
    signer, origin = signer_of(key), issuer()
    for row in credentials:
        row.key, row.payload = key, paper_text(badge_of(row), origin, signer, signed=row.issued_at)
    said = [(row.pk, row.holder, row.payload) for row in credentials]
    with connection.cursor() as cursor:
        cursor.execute(SIGNED, [key.pk, *(list(column) for column in zip(*said, strict=True))])


def _of_paper(certificate: Certificate, decision: Decision) -> Credential:
    return Credential(
        code=certificate.code,
        kind=Credential.Kind.PERSON,
        title=certificate.title,
        holder=_holder(certificate),
        year=certificate.title.year,
        number=one_line(decision.number),
        decided_on=decision.signed_on,
        decided_by=one_line(decision.issuer),
    )


def _holder(certificate: Certificate) -> str:
    return one_line(certificate.printed_name or certificate.title.citizen.name)


def issue_to_models() -> int:
    """Every recognised family, clan, community, unit and commune has a credential of its decision. How many were made."""
    count = 0
    while chunk := [*_of_recognitions(), *_of_communes()]:
        Credential.objects.bulk_create(chunk, ignore_conflicts=True)
        count += len(chunk)
    return count


WAITING = """
    SELECT g.id FROM recognition_grouprecognition AS g
    WHERE g.status = 'recognised' AND g.decision_number <> '' AND g.decided_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM credentials_credential AS c
        WHERE c.recognition = g.id AND c.number = g.decision_number AND c.decided_on = g.decided_on
    )
    LIMIT %s
"""


def _of_recognitions() -> Iterator[Credential]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [AT_ONCE])
        ids = [pk for (pk,) in cursor.fetchall()]
    yield from _drafts_of_recognitions(ids)


def _drafts_of_recognitions(ids: Collection[int]) -> Iterator[Credential]:
    rows = list(GroupRecognition.objects.filter(pk__in=ids).select_related("group", "unit", "registration__decision"))
    villages = labels({row.village_id for row in rows if row.village_id}, timezone.localdate())
    for row in rows:
        registration: Registration | None = getattr(row, "registration", None)
        decision = registration.decision if registration else None
        kind, name = _body(row, villages)
        assert row.decided_on is not None  # asked for above
        yield Credential(
            code=make_public_code(),
            kind=kind,
            recognition=row.pk,
            holder=one_line(name),
            year=row.year,
            number=row.decision_number,
            decided_on=row.decided_on,
            decided_by=one_line(decision.issuer) if decision else "",
        )


def _body(row: GroupRecognition, villages: Mapping[int, PlaceLabel]) -> tuple[Credential.Kind, str]:
    """Which kind of model it is, and its name."""
    if row.group is not None:
        is_family = row.group.kind == Group.Kind.FAMILY
        return (Credential.Kind.FAMILY if is_family else Credential.Kind.CLAN), row.group.name
    if row.unit is not None:
        return Credential.Kind.UNIT, row.unit.name
    assert row.village_id is not None  # group_recognition_of_exactly_one
    return Credential.Kind.COMMUNITY, villages[row.village_id].path


def _of_communes() -> Iterator[Credential]:
    signed = Credential.objects.filter(
        registration=OuterRef("pk"), number=OuterRef("decision__number"), decided_on=OuterRef("decision__signed_on")
    )
    standing = Registration.objects.filter(commune__isnull=False, decision__isnull=False, revoked_by__isnull=True)
    yield from _drafts_of_communes(list(standing.filter(~Exists(signed)).select_related("decision")[:AT_ONCE]))


def _drafts_of_communes(rows: Sequence[Registration]) -> Iterator[Credential]:
    communes = labels({row.commune_id for row in rows if row.commune_id}, timezone.localdate())
    for row in rows:
        assert row.decision is not None  # asked for above, and the next
        assert row.commune_id is not None
        yield Credential(
            code=make_public_code(),
            kind=Credential.Kind.COMMUNE,
            registration=row.pk,
            holder=one_line(communes[row.commune_id].path),
            year=row.year,
            number=row.decision.number,
            decided_on=row.decision.signed_on,
            decided_by=one_line(row.decision.issuer),
        )


def credentials_of_models(registrations: Sequence[Registration], decision: Decision) -> Mapping[int, Credential]:
    """Registration (pk) → its credential, signed for its paper; all decided by that decision. Made where the job has not
    come to it yet. In the caller's transaction."""
    known = _known_models(registrations, decision)
    missing = [row for row in registrations if row.pk not in known]
    if missing:
        drafts = [
            *_drafts_of_recognitions([row.recognition_id for row in missing if row.recognition_id]),
            *_drafts_of_communes([row for row in missing if row.commune_id]),
        ]
        Credential.objects.bulk_create(drafts, ignore_conflicts=True)
        known = _known_models(registrations, decision)
    sign_for_paper([row for row in known.values() if _is_unsigned(row)])
    return known


def _known_models(registrations: Sequence[Registration], decision: Decision) -> dict[int, Credential]:
    decided = Credential.objects.filter(number=decision.number, decided_on=decision.signed_on).select_related("key")
    recognitions = {row.recognition_id: row.pk for row in registrations if row.recognition_id}
    known = {
        recognitions[row.recognition]: row
        for row in decided.filter(recognition__in=recognitions)
        if row.recognition is not None
    }
    communes = decided.filter(registration__in=[row.pk for row in registrations if row.commune_id])
    return known | {row.registration: row for row in communes if row.registration is not None}


def _is_unsigned(row: Credential) -> bool:
    return not row.payload or (row.key is not None and row.key.compromised_at is not None)


def credential_of(title: Title) -> Credential:
    """Of the paper that stands for the title now; made when its paper has not been drawn yet."""
    certificate = Certificate.objects.select_related("title__citizen", "title__decision").get(title=title)
    return credentials_of([certificate], certificate.title.decision)[certificate.pk]
