"""A year of messages: who agreed to be told, three campaigns and whom they reached, one being drafted."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.demo.history import draw, run
from hieuhoc.news.actions import NewCampaign, write_campaign
from hieuhoc.news.choosing import prepare
from hieuhoc.news.models import Campaign
from hieuhoc.places.models import Place

AGREE = {"contact": 0.55, "news": 0.3, "opens": 0.25}
CONSENTS = f"""
    INSERT INTO privacy_consent (citizen_id, purpose_id, way, given_at)
    SELECT c.id, purpose.id, 'paper', %(on)s::timestamptz
    FROM people_citizen c JOIN privacy_purpose purpose ON purpose.code = %(purpose)s
    WHERE c.phone IS NOT NULL AND c.joined_into_id IS NULL AND {draw("c.id", "ascii(%(purpose)s) + 700")} < %(share)s
      AND NOT EXISTS (SELECT FROM privacy_consent held WHERE held.citizen_id = c.id AND held.purpose_id = purpose.id
                      AND held.withdrawn_at IS NULL)
"""
# Texts of that time: nothing is kept of what they said, nothing goes out again.
MESSAGES = f"""
    INSERT INTO outbox_message (channel, recipient_id, subject, key, created_at, sent_at, attempts, last_error, is_once,
        claimed_at, failed_at, delivered_at)
    SELECT r.channel, r.account, %(title)s, 'news.' || r.campaign_id || '.' || r.person, %(at)s, %(at)s, 1,
      CASE WHEN luck < 0.03 THEN 'esms undelivered' ELSE '' END, TRUE, %(at)s,
      CASE WHEN luck < 0.03 THEN %(at)s::timestamptz END, CASE WHEN luck > 0.06 THEN %(at)s::timestamptz END
    FROM (SELECT *, {draw("person", 91)} AS luck FROM news_recipient WHERE campaign_id = %(campaign)s AND channel <> '') r
"""
JOINED = """
    UPDATE news_recipient SET message_id = told.id FROM outbox_message told
    WHERE news_recipient.campaign_id = %(campaign)s AND news_recipient.channel <> ''
      AND told.key = 'news.' || news_recipient.campaign_id || '.' || news_recipient.person
"""
OPENED = f"""
    UPDATE news_recipient SET opened_at = %(at)s::timestamptz + interval '3 hours'
    WHERE campaign_id = %(campaign)s AND measures AND {draw("person", 92)} < 0.4
"""
# Of whoever did it since then: at that time they had not.
SENT_SINCE = f"""
    INSERT INTO news_recipient (campaign_id, person, channel, why_not, measures)
    SELECT %(campaign)s, d.citizen_id, CASE WHEN c.phone IS NOT NULL AND {draw("c.id", 93)} < 0.6 THEN 'sms' ELSE '' END,
      CASE WHEN c.phone IS NOT NULL AND {draw("c.id", 93)} < 0.6 THEN '' ELSE 'no_address' END, FALSE
    FROM assessment_dossier d JOIN assessment_round held ON held.id = d.round_id AND held.status = 'open'
    JOIN people_citizen c ON c.id = d.citizen_id
    JOIN places_ancestry below ON below.descendant_id = d.place_id AND below.ancestor_id = %(place)s AND below.until IS NULL
    WHERE d.submitted_at >= %(at)s ON CONFLICT DO NOTHING
"""


def tell_people(province: Place, commune: Place, hoa: User, minh: User, year: int) -> None:
    for purpose, share in AGREE.items():
        run(CONSENTS, {"purpose": purpose, "share": share, "on": f"{year - 1}-11-02"})
    for number, (new, author) in enumerate(_campaigns(province, commune, hoa, minh)):
        campaign = write_campaign(new, actor=author)
        _send_long_ago(campaign, _morning(year, 2 + 3 * number))
    write_campaign(_drafted(commune), actor=minh)


def _campaigns(province: Place, commune: Place, hoa: User, minh: User) -> list[tuple[NewCampaign, User]]:
    by_telephone = ("sms", "in_app")
    return [
        (
            NewCampaign(
                province,
                "points-short",
                "Còn ít điểm nữa là đạt",
                "Năm ngoái ông/bà còn thiếu ít điểm để được công nhận Công dân học tập. Năm nay mời ông/bà gửi hồ sơ sớm; "
                "cán bộ xã, phường giúp chấm và tìm lớp học phù hợp.",
                "contact",
                by_telephone,
                {"points": "5"},
                "Hoi Khuyen hoc: ong/ba con thieu it diem de dat Cong dan hoc tap. Moi gui ho so nam nay tai xa, phuong.",
            ),
            hoa,
        ),
        (
            NewCampaign(
                province,
                "untrained",
                "Mời dự lớp tập huấn bộ tiêu chí",
                "Mời cán bộ, hội viên chưa dự lớp nào về bộ tiêu chí đang áp dụng đăng ký với hội khuyến học xã, phường.",
                "contact",
                by_telephone,
                {},
                "Hoi Khuyen hoc moi can bo, hoi vien dang ky lop tap huan bo tieu chi tai xa, phuong.",
            ),
            hoa,
        ),
        (
            NewCampaign(
                commune,
                "no-dossier",
                "Chưa nộp hồ sơ năm nay",
                "Hạn gửi hồ sơ Công dân học tập là 30/11. Ai chưa gửi, mời đến nhà văn hoá thôn, buôn để được giúp.",
                "contact",
                by_telephone,
                {},
                "Han gui ho so Cong dan hoc tap la 30/11. Moi den nha van hoa thon, buon de duoc giup.",
            ),
            minh,
        ),
    ]


def _drafted(commune: Place) -> NewCampaign:
    return NewCampaign(
        commune,
        "heads",
        "Họp mặt trưởng họ, chủ hộ gia đình học tập",
        "Mời trưởng họ và chủ hộ đến họp mặt cuối năm về gia đình học tập, dòng họ học tập.",
        "news",
        ("mail", "in_app"),
    )


def _morning(year: int, month: int) -> datetime:
    """A working morning of that month, before today."""
    asked = datetime.combine(date(year, month, 10), datetime.min.time(), timezone.get_current_timezone())
    return min(asked, timezone.localtime() - timedelta(days=20)).replace(hour=8, minute=30)


def _send_long_ago(campaign: Campaign, asked_at: datetime) -> None:
    """As if it had gone out then; its texts go to nobody now."""
    Campaign.objects.filter(pk=campaign.pk).update(
        status=Campaign.Status.DONE,
        written_at=asked_at - timedelta(days=1),
        asked_at=asked_at,
        prepared_at=asked_at,
        finished_at=asked_at + timedelta(minutes=40),
    )
    campaign.refresh_from_db()
    prepare(campaign)
    values = {"campaign": campaign.pk, "title": campaign.title, "at": asked_at, "place": campaign.place_id}
    if campaign.audience == "no-dossier":
        run(SENT_SINCE, values)
    run(
        "UPDATE news_recipient SET channel = 'sms', why_not = '' FROM people_citizen c, privacy_consent k, privacy_purpose p"
        " WHERE news_recipient.campaign_id = %(campaign)s AND channel = '' AND c.id = news_recipient.person"
        " AND c.phone IS NOT NULL AND k.citizen_id = c.id AND k.purpose_id = p.id AND p.code = 'contact'",
        values,
    )
    run(MESSAGES, values)
    run(JOINED, values)
    run(OPENED, values)
