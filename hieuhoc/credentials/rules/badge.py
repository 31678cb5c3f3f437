"""A title as an Open Badges 3.0 credential (W3C VC 2.0): the JSON, and the same as canonical RDF.

Signing a JSON-LD document means bringing it into its canonical form (RDFC-1.0) first. All our documents have one shape
with at most one blank node, so the canonical lines are written directly; tests/credentials hold them equal to what two
independent libraries make of the JSON.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hieuhoc.credentials.rules.issuer import XSD, Issuer

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
VC = "https://www.w3.org/2018/credentials#"
OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
SCHEMA = "https://schema.org/"
STATUS = "https://www.w3.org/ns/credentials/status#"
PURPOSES = ("revocation", "suspension")

# Kind -> name, description, what it is given for. An official paper has one language.
ACHIEVEMENTS: dict[str, tuple[str, str, str]] = {
    "person": (
        "Công dân học tập",
        "Danh hiệu của người học tập suốt đời, xét theo năm.",
        "Đạt các chỉ số của Bộ tiêu chí Công dân học tập do nhà nước ban hành.",
    ),
    "family": ("Gia đình học tập", "Mô hình học tập, xét theo năm.", "Đạt tiêu chí công nhận Gia đình học tập."),
    "clan": ("Dòng họ học tập", "Mô hình học tập, xét theo năm.", "Đạt tiêu chí công nhận Dòng họ học tập."),
    "community": ("Cộng đồng học tập", "Mô hình học tập, xét theo năm.", "Đạt tiêu chí công nhận Cộng đồng học tập."),
    "unit": ("Đơn vị học tập", "Mô hình học tập, xét theo năm.", "Đạt tiêu chí công nhận Đơn vị học tập."),
    "commune": (
        "Cộng đồng học tập cấp xã",
        "Mô hình học tập, xét theo năm.",
        "Đạt tiêu chí công nhận Cộng đồng học tập cấp xã.",
    ),
}


@dataclass(frozen=True)
class Badge:
    """What one credential says. `position`: its bit in the status lists, counted over all lists. Words on one line.

    `decided_by` "" where the record does not name who decided. `valid_until` None: a title of a year does not expire.
    """

    code: str
    position: int
    kind: str
    holder: str
    year: int
    number: str
    decided_on: date
    decided_by: str = ""
    valid_until: datetime | None = None


def badge_document(badge: Badge, issuer: Issuer, list_length: int) -> dict[str, Any]:
    """Without a proof. `list_length`: bits of one status list."""
    name, description, narrative = ACHIEVEMENTS[badge.kind]
    address = issuer.credential(badge.code)
    until = {"validUntil": moment(badge.valid_until)} if badge.valid_until else {}
    decided_by = {"decidedBy": badge.decided_by} if badge.decided_by else {}
    return {
        "@context": [VC_CONTEXT, OB_CONTEXT, issuer.context],
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _name(badge),
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.origin},
        "validFrom": _valid_from(badge),
        **until,
        "credentialSubject": {
            "id": f"{address}#holder",
            "type": ["AchievementSubject", "LearningTitle"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": badge.holder,
                    "identityType": "name",
                }
            ],
            "titleYear": f"{badge.year:04d}",
            "decisionNumber": badge.number,
            **decided_by,
            "decidedOn": badge.decided_on.isoformat(),
            "achievement": {
                "id": _achievement(badge, issuer),
                "type": ["Achievement"],
                "achievementType": "Award",
                "name": name,
                "description": description,
                "criteria": {"id": f"{issuer.origin}/criteria/", "narrative": narrative},
            },
        },
        "credentialStatus": [
            {
                "id": f"{address}#{purpose}",
                "type": "BitstringStatusListEntry",
                "statusPurpose": purpose,
                "statusListIndex": str(badge.position % list_length),
                "statusListCredential": issuer.status_list(purpose, badge.position // list_length),
            }
            for purpose in PURPOSES
        ],
    }


def badge_lines(badge: Badge, issuer: Issuer, list_length: int) -> list[str]:
    """The canonical N-Quads of `badge_document`, sorted."""
    name, description, narrative = ACHIEVEMENTS[badge.kind]
    address = issuer.credential(badge.code)
    me, holder, did = f"<{address}>", f"<{address}#holder>", f"<{issuer.did}>"
    achievement, criteria = f"<{_achievement(badge, issuer)}>", f"<{issuer.origin}/criteria/>"
    own = issuer.terms
    lines = [
        f"{did} {TYPE} <{OB}Profile> .\n",
        f"{did} <{SCHEMA}name> {quoted(issuer.name)} .\n",
        f'{did} <{SCHEMA}url> "{issuer.origin}"^^<https://www.w3.org/2001/XMLSchema#anyURI> .\n',
        f"{me} {TYPE} <{OB}OpenBadgeCredential> .\n",
        f"{me} {TYPE} <{VC}VerifiableCredential> .\n",
        f"{me} <{SCHEMA}name> {quoted(_name(badge))} .\n",
        f"{me} <{VC}credentialSubject> {holder} .\n",
        f"{me} <{VC}issuer> {did} .\n",
        f'{me} <{VC}validFrom> "{_valid_from(badge)}"^^<{XSD}dateTime> .\n',
        f"{holder} {TYPE} <{own}LearningTitle> .\n",
        f"{holder} {TYPE} <{OB}AchievementSubject> .\n",
        f'{holder} <{own}decidedOn> "{badge.decided_on.isoformat()}"^^<{XSD}date> .\n',
        f"{holder} <{own}decisionNumber> {quoted(badge.number)} .\n",
        f'{holder} <{own}titleYear> "{badge.year:04d}"^^<{XSD}gYear> .\n',
        f"{holder} <{OB}achievement> {achievement} .\n",
        f"{holder} <{OB}identifier> _:c14n0 .\n",
        f"{achievement} {TYPE} <{OB}Achievement> .\n",
        f"{achievement} <{OB}Criteria> {criteria} .\n",
        f'{achievement} <{OB}achievementType> "Award" .\n',
        f"{achievement} <{SCHEMA}description> {quoted(description)} .\n",
        f"{achievement} <{SCHEMA}name> {quoted(name)} .\n",
        f"{criteria} <{OB}narrative> {quoted(narrative)} .\n",
        f"_:c14n0 {TYPE} <{OB}IdentityObject> .\n",
        f'_:c14n0 <{OB}hashed> "false"^^<https://www.w3.org/2001/XMLSchema#boolean> .\n',
        f"_:c14n0 <{OB}identityHash> {quoted(badge.holder)} .\n",
        f'_:c14n0 <{OB}identityType> "name" .\n',
    ]
    if badge.valid_until:
        lines.append(f'{me} <{VC}validUntil> "{moment(badge.valid_until)}"^^<{XSD}dateTime> .\n')
    if badge.decided_by:
        lines.append(f"{holder} <{own}decidedBy> {quoted(badge.decided_by)} .\n")
    for purpose in PURPOSES:
        entry = f"<{address}#{purpose}>"
        list_address = issuer.status_list(purpose, badge.position // list_length)
        lines += [
            f"{me} <{VC}credentialStatus> {entry} .\n",
            f"{entry} {TYPE} <{STATUS}BitstringStatusListEntry> .\n",
            f"{entry} <{STATUS}statusListCredential> <{list_address}> .\n",
            f'{entry} <{STATUS}statusListIndex> "{badge.position % list_length}" .\n',
            f'{entry} <{STATUS}statusPurpose> "{purpose}" .\n',
        ]
    return sorted(lines)


def _name(badge: Badge) -> str:
    return f"{ACHIEVEMENTS[badge.kind][0]} {badge.year}"


def _valid_from(badge: Badge) -> str:
    """The morning of the decision's day, in Vietnam."""
    return f"{badge.decided_on.isoformat()}T00:00:00+07:00"


def _achievement(badge: Badge, issuer: Issuer) -> str:
    return f"{issuer.origin}/credentials/achievements/{badge.kind}"


def moment(when: datetime) -> str:
    """Of a datetime in UTC."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


ESCAPES = str.maketrans(
    {code: f"\\u{code:04X}" for code in (*range(32), 127)}
    | {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}
)


def quoted(text: str) -> str:
    """As a literal of canonical N-Quads (RDF 1.1 N-Quads, section 4)."""
    return f'"{text.translate(ESCAPES)}"'
