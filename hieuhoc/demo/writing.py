"""What communes tell: some articles with pictures that are drawn here, two examples, and who adopted them."""

from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random

from django.utils import timezone
from PIL import Image, ImageDraw

from hieuhoc.accounts.models import User
from hieuhoc.news.actions import (
    ArticleWords,
    add_image,
    adopt_example,
    nominate_example,
    publish_article,
    write_article,
)
from hieuhoc.news.models import Article
from hieuhoc.places.models import Place

PAPER, LEAF, GOLD, EARTH = "#f4f7f2", "#0b6e4f", "#d4a017", "#8a5a2b"


def write_articles(commune: Place, others: list[Place], hoa: User, year: int) -> None:
    """`others`: at least three communes; two of them write of what worked there, and the others take it over."""
    first, second, third = others[:3]
    for place, words, picture, month in (
        (commune, LEARNING_WEEK, "Những cuốn sách xếp trên bàn dài trước nhà văn hoá", 10),
        (first, READING_ROOM, "Nhà cộng đồng sáng đèn, cửa mở", 3),
        (second, PHONES, "Hai người ngồi cạnh nhau cùng xem một điện thoại", 5),
    ):
        kind, title, summary, text, indicator = words
        said = ArticleWords(place, kind, title, summary, text, indicator)
        article = write_article(said, actor=None)
        add_image(article, drawn(title), alt=picture, actor=None)
        publish_article(article, actor=None)
        _date(article, date(year, month, 12))
    write_article(ArticleWords(commune, *DRAFT), actor=None)
    room, phones = (Article.objects.get(title=words[1]) for words in (READING_ROOM, PHONES))
    nominate_example(room, praise="Không tốn tiền, chỉ cần người giữ chìa khoá; làm được ở mọi buôn.", actor=hoa)
    nominate_example(phones, praise="Người dạy là con cháu trong nhà, nên người già không ngại.", actor=hoa)
    since = date(year, 4, 1)
    adopt_example(room, commune, since=since, plan="Ba nhà văn hoá thôn, buôn mở tối thứ ba, thứ sáu.", actor=None)
    adopt_example(
        phones, third, since=date(year, 6, 1), plan="Đoàn xã ghép đôi ở từng thôn, mỗi tháng một buổi.", actor=None
    )


def drawn(title: str) -> bytes:
    """A quiet picture of books, different for each title: nobody's photo."""
    random, picture = Random(title), Image.new("RGB", (1200, 630), PAPER)
    pen, left = ImageDraw.Draw(picture), 60
    while left < 1120:
        width, height = random.randint(26, 64), random.randint(180, 420)
        pen.rectangle((left, 540 - height, left + width, 540), fill=random.choice((LEAF, GOLD, EARTH)))
        left += width + random.randint(4, 18)
    pen.rectangle((40, 540, 1160, 552), fill=EARTH)
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _date(article: Article, on: date) -> None:
    """As if published then."""
    told = datetime.combine(on, datetime.min.time(), timezone.get_current_timezone()) + timedelta(hours=9)
    told = min(told, timezone.localtime() - timedelta(days=3))
    Article.objects.filter(pk=article.pk).update(published_at=told, written_at=told, changed_at=told)


LEARNING_WEEK = (
    "story",
    "Ngày hội đọc sách ở Tuần lễ học tập suốt đời",
    "Trường học và thư viện bày sách ra sân; ai đọc xong thì đổi sách cho nhau.",
    "Sáng thứ bảy, trường và thư viện bày hơn bốn trăm cuốn sách ra sân nhà văn hoá.\n\n![](anh:1)\n\n"
    "## Ai đến\n\n- học sinh cùng ông bà, cha mẹ\n- hội viên phụ nữ, nông dân\n- người bán hàng ở chợ gần đó\n\n"
    "Người đọc xong một cuốn thì đổi lấy cuốn khác. Buổi chiều có **đọc truyện bằng tiếng Ê Đê**.\n",
    "",
)
READING_ROOM = (
    "example",
    "Nhà cộng đồng mở cửa hai buổi tối",
    "Có đèn, có bàn, có người giữ chìa khoá: người lớn trong buôn đến học cùng nhau.",
    "Trước đây nhà cộng đồng chỉ mở khi họp.\n\n![](anh:1)\n\n## Cách làm\n\n1. Chọn hai người giữ chìa khoá, thay nhau.\n"
    "2. Mở tối thứ ba và thứ sáu, từ 19 giờ.\n3. Mỗi tối một việc: đọc sách, điện thoại, tính toán thu chi.\n\n"
    "## Điều học được\n\nTuần đầu chỉ có sáu người. Mời từng nhà thì đông dần; *ai đến cũng được hỏi muốn học gì*.\n",
    "T2",
)
PHONES = (
    "example",
    "Con cháu dạy ông bà dùng điện thoại",
    "Mỗi học sinh nhận giúp một người lớn tuổi trong nhà, trong xóm.",
    "Học sinh lớp 9 ghép đôi với người lớn tuổi.\n\n![](anh:1)\n\n## Mỗi buổi một việc\n\n| Buổi | Việc |\n|---|---|\n"
    "| 1 | gọi có hình |\n| 2 | tìm tin ở trang của xã |\n| 3 | nộp hồ sơ trực tuyến |\n\nBuổi nào cũng làm trên máy của người học.\n",
    "T4",
)
DRAFT = (
    "story",
    "Chuyện một gia đình ba thế hệ cùng học",
    "Ông học chữ, con học nghề, cháu học trường xã.",
    "Bài đang viết; hỏi gia đình trước khi công bố.",
)
