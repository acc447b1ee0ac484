"""Segmentation: sentences with exact offsets, in the habits of wire copy and in many scripts."""

from __future__ import annotations

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language import guess
from summarizer.layout import dateline, unwrap
from summarizer.segmentation import boundaries


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end, _ in boundaries(text, language)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind in boundaries(text, guess(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He met Gen. Mark Milley on Tuesday.", "They spoke for an hour."],
        ["Lt. Col. Ana Ruiz commands the unit.", "She arrived at 5 a.m. Tuesday."],
        ["The meeting ended at 9 p.m.", "Police came later."],
        ["He lives in the U.S.", "The army left."],
        ["The U.S. Army left Ft. Myers on Jan. 5.", "No. 5 shaft was closed."],
        ["The answer was no.", "Five people left."],
        ["Sen. Pat Roberts, R-Kan., voted no.", "He then left."],
        ["The bill was sponsored by Roberts, R-Kan.", "The House will vote."],
        ["Rep. Jim Smith (D-Calif.) voted.", "Gov. Lee did not."],
        ["J. K. Rowling wrote it.", "George W. Bush spoke of it."],
        ["They moved to Plan B.", "The minister resigned."],
        ["It ended World War I.", "In 1918 he left."],
        ["“We will not leave.”", "The union met later."],
        ["“Will you leave?” he asked.", "She did not."],
        ['"We are done!" shouted the crowd.', '"Go home," it said.'],
        ['He said: "We will fight."', "Then he left."],
        ["“We were wrong. We are sorry,” the minister said.", "He left."],
        ["It rose 3.5 percent to $4.2 billion.", "Oil fell."],
        ["They waited...", "Then nothing happened."],
        ["He paused… and left.", "Nobody spoke."],
        ["(The club declined to comment.)", "The case goes on."],
        ["He resigned (after a long dispute. It began in May).", "She stayed."],
        ["He joined Beta Co.", "The deal is off."],
        ["Ms. Lee, of St. Louis, agreed.", "See paper.example for more."],
        ["LT. COL. PEREZ FLED TO THE U.S. ON 5 JAN.", "THE REST STAYED."],
        ['AUTHORITIES SAID: "WE SHALL WIN."', "THE GUERRILLAS FLED."],
        ["[BEGIN RECORDING] [PEREZ] IT IS A DISGRACE.", "WE MUST ANSWER. [END RECORDING]"],
        ["The workers' pay fell.", "The firms' view differs."],
        ["‘We won’t go,’ he said.", "It’s over."],
        ["It was 5 p.m. in Washington, D.C.", "The crowd left."],
        ["Is it true?", "Yes!", "No one knows?!", "OK."],
        ["He was No. 1.", "She was No. 2."],
        ["The wall is 12 ft.", "The fence is lower."],
        ["Prof. E. O. Wilson died on Dec. 26.", "He was 92."],
        ["About 10,000 troops left.", "40 stayed."],
        ["2. THE VICTIM WAS TAKEN AWAY.", "HE DIED."],
        ["A flag 🇺🇦 and a face 😀 were painted.", "The wall fell."],
    ],
)
def test_english_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("es", ["El Gral. Pérez llegó a las 5 p.m. del lunes.", "La Dra. Ruiz salió."]),
        ("es", ["¿Quién fue?", "Nadie lo sabe.", "¡Basta!, dijo él."]),
        ("es", ["Según el Cnel. Vargas, murieron 12 en EE.UU. y México.", "Hay 30 heridos."]),
        ("es", ["«No nos iremos.»", "El sindicato se reunió después."]),
        ("fr", ["M. Dupont et Mme. Martin sont partis.", "M. Le Goff est resté."]),
        ("fr", ["« Qui l’a fait ? » a-t-il demandé.", "Personne n’a répondu."]),
        ("de", ["Am 5. Mai traf er Dr. Müller.", "Es kamen ca. 300 Menschen, z.B. Lehrer."]),
        ("de", ["„Wir gehen nicht.“", "Der Streik geht weiter."]),
        ("de", ["Es waren 30.", "Die Polizei ermittelt."]),
        ("pt", ["O Sr. Silva chegou às 17h30.", "Morreram 12 pessoas, disse o Gen. Melo."]),
        ("ru", ["Погибли 12 чел. и ранены 30.", "Б. Н. Орлов приехал в г. Москву."]),
        ("ru", ["«Мы не уйдём», — сказал он.", "Это было в 1941 г.", "Она длилась четыре года."]),
        ("uk", ["Загинули 12 осіб.", "Міністр В. О. Коваль прибув у м. Київ."]),
        ("ar", ["قتل 12 شخصا في الهجوم.", "هل انتهت الحرب؟", "قال الوزير إن التحقيق مستمر."]),
        ("hi", ["पुलिस ने 12 लोगों को गिरफ्तार किया।", "क्या यह सच है?", "मंत्री ने इनकार किया।"]),
        ("zh", ["警方逮捕了12人。", "“我们不会离开。”他说。", "战争结束了吗？", "没有人知道！"]),
        ("ja", ["警察は12人を逮捕した。", "「離れない。」と彼は言った。", "終わったのか？"]),
    ],
)  # fmt: skip
def test_sentences_of_other_languages_and_scripts(language: str, sentences: list[str]) -> None:
    space = "" if language in ("zh", "ja") else " "
    assert cut(space.join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The police said that they would not leave.", "en"),
        ("La policía dijo que no se iría de la ciudad.", "es"),
        ("La police a dit qu’elle ne partirait pas de la ville.", "fr"),
        ("Die Polizei sagte, dass sie nicht gehen werde.", "de"),
        ("A polícia disse que não sairia da cidade.", "pt"),
        ("La polizia ha detto che non lascerà la città.", "it"),
        ("De politie zei dat het niet weg zou gaan.", "nl"),
        ("Polisen sade att den inte skulle lämna staden och att det är lugnt.", "sv"),
        ("Policja powiedziała, że nie opuści miasta, ale nie jest to pewne.", "pl"),
        ("Polis, kentten ayrılmayacağını ve bu kararın çok önemli olduğunu söyledi.", "tr"),
        ("Polisi mengatakan bahwa mereka tidak akan meninggalkan kota itu.", "id"),
        ("Полиция сказала, что она не покинет город.", "ru"),
        ("Поліція сказала, що вона не залишить місто.", "uk"),
        ("قالت الشرطة إنها لن تغادر المدينة.", "ar"),
        ("پلیس گفت که شهر را ترک نخواهد کرد.", "fa"),
        ("警方表示不会离开 NATO 总部。", "zh"),
        ("警察は町を離れないと言った。", "ja"),
        ("경찰은 도시를 떠나지 않겠다고 말했다.", "ko"),
        ("पुलिस ने कहा कि वह शहर नहीं छोड़ेगी।", "hi"),
        ("המשטרה אמרה שלא תעזוב.", "he"),
        ("Η αστυνομία είπε ότι δεν θα φύγει.", "el"),
        ("The minister, Владимир Орлов, said that he would stay in the city.", "en"),
        ("Rotterdam 3, Antwerpen 1", "en"),
        ("12 – 40 – 6", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    assert guess(text) == language


@pytest.mark.parametrize(
    "line",
    [
        "GENEVA (AP) — ",
        "WASHINGTON — ",
        "NEW DELHI: ",
        "ST. LOUIS (AP) — ",
        "SAN SALVADOR, 4 JAN 90 (ACAN-EFE) -- ",
        "ROME (ITALY), 11 JAN 90 -- ",
        "KABUL, Afghanistan (Jan. 10, 2011) – ",
        "WASHINGTON, Jan. 5 (Reuters) - ",
        "London, 7 July 2005 – ",
        "Port-au-Prince, Haiti (CNN) -- ",
        "Madrid, 4 ene (EFE).- ",
        "Paris, le 3 mars 2020 – ",
        "Berlin (dpa) - ",
        "BERLIN, 5. Mai – ",
        "Brasília (Agência Brasil) – ",
        "МОСКВА, 5 января. /ТАСС/. ",
        "КИЇВ, 5 січня (Укрінформ) – ",
        "القاهرة (رويترز) - ",
        "LIMA, 9 MAY 90 -- [REPORT] [JOSE RIOS] ",
    ],
)
def test_a_dateline_is_told_from_the_sentence_behind_it(line: str) -> None:
    sentence = "The strike began on Monday."
    assert dateline(line + sentence) == len(line)
    assert kinds(f"{line}{sentence} It ends today.") == [
        ("dateline", line.strip()),
        ("body", sentence),
        ("body", "It ends today."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Paris — the city of light — was dark.",
        "Smith (Labour) – who voted against – resigned.",
        "The mayor — a former teacher — resigned.",
        "IN 1990 -- THE YEAR OF THE FLOOD -- THE BANK CLOSED.",
        "THE ARMY -- WHICH DENIES IT -- LEFT.",
        "It was a long day: The mayor resigned.",
        "Five-year-old boys were found.",
    ],
)
def test_a_dash_alone_makes_no_dateline(line: str) -> None:
    assert dateline(line) == 0


def test_a_place_and_an_agency_are_a_dateline_only_at_the_beginning() -> None:
    assert dateline("Berlin (dpa) - The strike began.", early=True) > 0
    assert dateline("Berlin (dpa) - The strike began.", early=False) == 0
    assert dateline("BERLIN, May 5 (dpa) - The strike began.", early=False) > 0


@pytest.mark.parametrize(
    "line", ["KABUL, Afghanistan (Aug. 8, 2012)", "January 12, 2013", "Friday, 3 March 2023",
             "2026-03-04", "GUATEMALA CITY, 17 NOVEMBER 1989", "新华社北京1月5日电（记者王明）"]
)  # fmt: skip
def test_a_line_that_is_only_place_and_date_is_a_dateline(line: str) -> None:
    assert kinds(line + "\nThe strike began on Monday.")[0] == ("dateline", line)


@pytest.mark.parametrize(
    "line", ["Ariel Lopez, former president, dies at 85", "Expedition 10 returns to Earth",
             "North, South plan united team for 2008 games"]
)  # fmt: skip
def test_a_number_makes_no_dateline_of_a_headline(line: str) -> None:
    assert kinds(line + "\n\nIt was expected.")[0] == ("heading", line)


def test_headings_head_something_and_end_without_a_full_stop() -> None:
    text = (
        "Strike halts ferries across the strait\nBy Ana Ruiz\n\nATHENS (AP) — Ferries stopped on"
        " Monday. They resume today.\n* * *\nWhat they want\n- four more boats\n- Two days off."
        " Both paid.\nThe mayor said:\n“We shall see”\nthe union added nothing\nThe talks go on"
    )
    assert kinds(text) == [
        ("heading", "Strike halts ferries across the strait"),
        ("heading", "By Ana Ruiz"),
        ("dateline", "ATHENS (AP) —"),
        ("body", "Ferries stopped on Monday."),
        ("body", "They resume today."),
        ("heading", "* * *"),
        ("heading", "What they want"),
        ("body", "- four more boats"),
        ("body", "- Two days off."),
        ("body", "Both paid."),
        ("body", "The mayor said:"),
        ("heading", "“We shall see”"),
        ("body", "the union added nothing"),
        ("body", "The talks go on"),
    ]


def test_a_text_without_full_stops_is_not_all_headings() -> None:
    text = "ferry update\nFerries stopped on Monday at noon\nThey resume today\nTickets stay valid"
    assert [kind for kind, _ in kinds(text)] == ["body"] * 4
    thai = "ตำรวจจับกุมสิบสองคน\nรัฐมนตรีปฏิเสธ\nการสอบสวนดำเนินต่อไป"
    assert [kind for kind, _ in kinds(thai)] == ["heading", "body", "body"]


def test_a_very_long_sentence_is_left_whole() -> None:
    text = "The list names " + ", ".join(f"Person {n}" for n in range(2_000)) + ". It is long."
    assert [len(sentence) for sentence in cut(text)] == [len(text) - 12, 11]


# Hard-wrapped copy

WRAPPED = """HARBOUR TOWN, March 3 (AP) -- Dock workers at the country's largest port
walked out on Monday after talks over pay collapsed, the union said, and the
ministry warned that food prices could rise within days if the dispute is not
settled.

    "We have waited two years," said Ana Ruiz, the union's secretary-
general. "We shall not wait any longer."
    The port handles about 40 percent of imports. Shipping lines said they
would divert vessels to Ostend.

The port was last closed eleven years ago, when the present minister, Tomas
Varga, led the union.
"""


def test_hard_wrapped_copy_becomes_paragraphs() -> None:
    assert unwrap(WRAPPED).split("\n") == [
        "HARBOUR TOWN, March 3 (AP) -- Dock workers at the country's largest port walked out on"
        " Monday after talks over pay collapsed, the union said, and the ministry warned that food"
        " prices could rise within days if the dispute is not settled.",
        "",
        '    "We have waited two years," said Ana Ruiz, the union\'s secretary-general. "We shall'
        ' not wait any longer."',
        "The port handles about 40 percent of imports. Shipping lines said they would divert"
        " vessels to Ostend.",
        "",
        "The port was last closed eleven years ago, when the present minister, Tomas Varga, led"
        " the union.",
        "",
    ]


def test_hard_wrapped_capitals_become_paragraphs() -> None:
    text = (
        "THE ARMY REPORTED TODAY THAT 12 SOLDIERS WERE WOUNDED IN A CLASH WITH\n"
        "GUERRILLAS NEAR THE BORDER. A SPOKESMAN SAID THAT THE FIGHTING BEGAN AT\n"
        "DAWN AND LASTED FOR THREE HOURS."
    )
    assert unwrap(text) == text.replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    [
        "Contact:\nAna Ruiz\n12 Dock Street\nHarbour Town",
        "Demands:\n- higher pay for those who work at night and on Sundays in winter\n"
        "- shorter shifts for those who work on the cranes in the heat of summer\n",
        "1. Higher pay for those who work at night and on Sundays in the winter\n"
        "2. Shorter shifts for those who work on the cranes in the heat of July\n",
        "The fog comes down upon the quay,\nThe lamps are lit at three,\nNo ship will sail,"
        " no bell will ring,\nNo one will call for me.",
        "Strike halts ferries across the strait for a second day, union says\nBy Ana Ruiz\n",
        "The first paragraph is long enough to be a line of its own, and it ends here.\n"
        "The second paragraph is as long as the first one, and it ends here as well.\n"
        "The third paragraph has about the same length again, and then it ends too.\n",
        "> quoted text of somebody who wrote an e-mail that was wrapped at this place\n"
        "> and goes on here\n",
    ],
)
def test_lists_addresses_verse_and_short_paragraphs_stay_as_they_are(text: str) -> None:
    assert unwrap(text) == text


# Properties

ANYTHING = st.text(
    st.characters() | st.sampled_from(list(" \n\t.!?…\"“”'’()[]«»-—–:;,aAеЖ中文。؟।1\u200d\u0301")),
    max_size=300,
)
COPY = st.lists(
    st.sampled_from(
        ["The mayor", "Gen.", "U.S.", "p.m.", "said", ".", "?", "“", "”", '"', "(", ")", "\n", "—",
         "[REPORT]", "J.", "No.", "5", "3.5", "GENEVA (AP) —", "- ", "...", "和", "。", "\n\n"]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


@given(st.one_of(ANYTHING, COPY), st.sampled_from(["en", "fr", "de", "ru", "zh", "ar", "xx", ""]))
def test_sentences_are_ordered_disjoint_trimmed_and_lose_nothing(text: str, language: str) -> None:
    found = boundaries(text, language)
    covered: set[int] = set()
    last = 0
    for start, end, kind in found:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        assert kind in ("body", "heading", "dateline")
        covered.update(range(start, end))
        last = end
    assert all(i in covered for i, sign in enumerate(text) if not sign.isspace())


@given(st.one_of(ANYTHING, COPY))
def test_unwrapping_changes_nothing_but_white_space(text: str) -> None:
    assert "".join(unwrap(text).split()) == "".join(text.split())


@given(ANYTHING)
def test_any_text_has_a_language(text: str) -> None:
    assert guess(text).isalpha()
    assert len(guess(text)) == 2


@pytest.mark.parametrize(
    "pattern",
    [".", "\n", "(", "Mr. ", "(A. The ", "[a] ", "a\n", ". . ", "A (b) - ", "。", " ", "“The a. "],
)  # fmt: skip
def test_a_large_and_hostile_text_is_cut_to_the_end(pattern: str) -> None:
    # Work that grows with the square of the length would run into the time limit of the suite.
    text = "x" + pattern * (200_000 // len(pattern)) + "x"
    found = boundaries(unwrap(text))
    assert sum(end - start for start, end, _ in found) >= sum(map(len, text.split()))


def test_the_engine_never_sees_more_than_a_piece_of_a_long_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A quotation that is opened again and again makes it look back from each full stop.
    seen: list[int] = []
    engine = sentencex.get_sentence_boundaries

    def watched(language: str, text: str) -> list[dict[str, int]]:
        seen.append(len(text))
        found: list[dict[str, int]] = engine(language, text)
        return found

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", watched)
    text = "“It is so. " * 5_000
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "")
    assert max(seen) <= 8_000
    assert sum(seen) <= len(text)


@pytest.mark.parametrize("text", ["A\xa0.", "Gen.\u202f. B\xa0. C", "Text \ud800 here. More."])
def test_what_the_cutter_cannot_take_is_cut_all_the_same(text: str) -> None:
    assert boundaries(text, "en")
