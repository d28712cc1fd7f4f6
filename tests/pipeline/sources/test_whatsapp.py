"""WhatsApp's export in the shapes that its locales give it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources import Found, Item, PassedOver, Remarks, Setting, source_of

ABIDJAN = Setting(case_id="c", tz="Africa/Abidjan", captors={"Le Chef"})


def read(text: str, setting: Setting = ABIDJAN) -> list[Item]:
    data = text.encode()
    return list(source_of("chat.txt", data).read(data, setting, Remarks()))


def messages(text: str, setting: Setting = ABIDJAN) -> list[tuple[str, str]]:
    found = [item for item in read(text, setting) if isinstance(item, Found)]
    return [(f"{f.message.sent_at:%Y-%m-%d %H:%M:%S}", f.message.text) for f in found]


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("04/10/2022, 09:30 - Le Chef: on attend", "2022-10-04 09:30:00"),
        ("04/10/2022 à 09:30 - Le Chef: on attend", "2022-10-04 09:30:00"),
        ("[04/10/2022 21:30:15] Le Chef: on attend", "2022-10-04 21:30:15"),
        ("\u200e[04/10/2022, 09:30:15] Le Chef: on attend", "2022-10-04 09:30:15"),
        ("10/28/22, 9:30\u202fPM - Le Chef: on attend", "2022-10-28 21:30:00"),
        ("28.10.22, 09:30 - Le Chef: on attend", "2022-10-28 09:30:00"),
        ("28-10-2022 09:30 - Le Chef: on attend", "2022-10-28 09:30:00"),
        ("2022-10-28, 09:30 - Le Chef: on attend", "2022-10-28 09:30:00"),
        ("2022/10/28 下午9:30 - Le Chef: on attend", "2022-10-28 21:30:00"),
        ("2022년 10월 28일 오후 9:30, Le Chef : on attend", "2022-10-28 21:30:00"),
        ("28/10/22 9:30 p. m. - Le Chef: on attend", "2022-10-28 21:30:00"),
        ("28/10/2022, 12:05 a.m. - Le Chef: on attend", "2022-10-28 00:05:00"),
        ("\u200f٢٨\u200f/١٠\u200f/٢٠٢٢, ٩:٣٠ م - Le Chef: on attend", "2022-10-28 21:30:00"),
        ("২৮/১০/২০২২, ৯:৩০ PM - Le Chef: on attend", "2022-10-28 21:30:00"),
        ("28.10.2022 09.30 - Le Chef: on attend", "2022-10-28 09:30:00"),
        ("28/10/2022 a las 09:30 - Le Chef: on attend", "2022-10-28 09:30:00"),
        ("28.10.2022 klo 9.30 - Le Chef: on attend", "2022-10-28 09:30:00"),
    ],
)
def test_every_locales_stamp(line: str, moment: str) -> None:
    assert messages(line) == [(moment, "on attend")]


def test_lines_without_a_stamp_go_on_with_the_message() -> None:
    text = (
        "04/10/2022, 09:30 - Le Chef: 3000 dollars\n\navant demain 18h\n04/10/2022, 09:31 - Awa: je cherche"
    )
    assert [words for _, words in messages(text)] == ["3000 dollars\n\navant demain 18h", "je cherche"]


def test_the_message_itself_is_left_as_it_is() -> None:
    text = "٠٤/١٠/٢٠٢٢، ٩:٣٠ ص - أبو علي: \u2066ادفع\u2069 ٣٠٠٠ دولار: الآن"
    assert messages(text)[0][1] == "\u2066ادفع\u2069 ٣٠٠٠ دولار: الآن"


def test_what_no_person_wrote_is_counted_and_passed_over() -> None:
    text = "\n".join(
        [
            "04/10/2022, 09:28 - Les messages et les appels sont chiffrés de bout en bout.",
            "04/10/2022, 09:29 - Awa: <Médias omis>",
            "04/10/2022, 09:30 - Awa: IMG-20221004-WA0001.jpg (fichier joint)",
            "04/10/2022, 09:31 - Awa: Ce message a été supprimé",
            "04/10/2022, 09:32 - Awa: bonjour",
        ]
    )
    reasons = [item.reason for item in read(text) if isinstance(item, PassedOver)]
    assert reasons == ["system", "media", "media", "deleted"]
    assert [words for _, words in messages(text)] == ["bonjour"]


def test_a_caption_under_a_picture_is_read() -> None:
    text = "04/10/2022, 09:30 - Awa: IMG-1.jpg (fichier joint)\nregarde ce qu'ils ont envoyé"
    assert messages(text)[0][1].endswith("regarde ce qu'ils ont envoyé")


def test_one_day_above_twelve_settles_the_order_of_the_whole_file() -> None:
    text = "04/10/2022, 09:30 - A: un\n13/10/2022, 09:30 - A: deux"
    assert [moment[:10] for moment, _ in messages(text)] == ["2022-10-04", "2022-10-13"]
    text = "10/4/22, 9:30 AM - A: one\n10/13/22, 9:30 AM - A: two"
    assert [moment[:10] for moment, _ in messages(text)] == ["2022-10-04", "2022-10-13"]


def test_time_order_settles_what_is_possible_both_ways() -> None:
    text = "04/09/2022, 09:30 - A: un\n04/10/2022, 09:30 - A: deux\n05/01/2023, 09:30 - A: trois"
    assert [moment[:10] for moment, _ in messages(text)] == ["2022-09-04", "2022-10-04", "2023-01-05"]


def test_an_order_that_stays_open_is_said() -> None:
    data = b"04/10/2022, 09:30 - A: un"
    remarks = Remarks()
    list(source_of("x", data).read(data, ABIDJAN, remarks))
    assert any("dmy" in line or "d/m/y" in line for line in remarks.lines)


def test_the_clock_is_the_cases_zone() -> None:
    items = read("04/10/2022, 09:30 - A: un", Setting(tz="Africa/Algiers"))
    assert isinstance(items[0], Found)
    assert items[0].message.sent_at is not None
    assert items[0].message.sent_at.isoformat() == "2022-10-04T09:30:00+01:00"


def test_people_get_the_part_that_was_given_to_them() -> None:
    items = read("04/10/2022, 09:30 - Le Chef: un\n04/10/2022, 09:31 - Awa: deux")
    assert [i.message.sender for i in items if isinstance(i, Found)] == ["captor", "unknown"]


def test_the_archive_gives_what_its_text_gives() -> None:
    text = "04/10/2022, 09:30 - Le Chef: on attend"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("WhatsApp Chat with Le Chef.txt", text)
        archive.writestr("IMG-1.jpg", b"\xff\xd8")
    data = buffer.getvalue()
    assert list(source_of("chat.zip", data).read(data, ABIDJAN, Remarks())) == read(text)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)))
def test_whatever_people_write_no_line_is_lost(bodies: list[str]) -> None:
    text = "\n".join(f"13/10/2022, 09:30 - A: {body}" for body in bodies) or "13/10/2022, 09:30 - A: x"
    assert len(read(text)) == max(1, len(bodies))
