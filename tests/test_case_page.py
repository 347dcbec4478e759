"""The page of a case: what it draws is in the records, and every drawing has its words beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.model import Adoption, Case
from replicase.model.adoption import Adaptation
from replicase.model.case import Milestone, Promotion
from replicase.model.evidence import DatedFact
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.pages import Site
from replicase.pages.case.citations import Citations
from replicase.pages.case.page import case
from replicase.pages.case.spread import spread
from replicase.pages.case.subject import Subject
from replicase.pages.case.timeline import axis, moments
from replicase.pages.voice import Voice

UMBRELLAS = "alpha-shared-umbrellas"


@pytest.fixture(scope="module")
def miniature() -> Library:
    return load(files_below(MINIATURE))[0]


@pytest.fixture(scope="module")
def real() -> Library:
    return load(files_below(ROOT))[0]


def changed(library: Library, case_id: str = UMBRELLAS, **update: object) -> tuple[Library, Case]:
    """The library with one case changed, and the case."""
    entries = tuple(
        replace(e, record=e.record.changed(update)) if e.record.id == case_id else e
        for e in library.case_entries
    )
    made = replace(library, case_entries=entries)
    found = made.case(case_id)
    assert found is not None
    return made, found


def adopted(library: Library, *adoptions: Adoption) -> Library:
    entry = library.adoption_entries[0]
    return replace(
        library, adoption_entries=tuple(replace(entry, record=adoption) for adoption in adoptions)
    )


def subject_of(library: Library, case_id: str = UMBRELLAS, language: Language = "zh") -> Subject:
    voice = Voice(library, Site(as_of=AS_OF), language)
    record = library.case(case_id)
    assert record is not None
    return Subject(voice, record, Citations(voice, record, library.adoptions_of(record)))


def page_of(library: Library, case_id: str = UMBRELLAS, language: Language = "zh") -> str:
    record = library.case(case_id)
    assert record is not None
    return str(case(Voice(library, Site(as_of=AS_OF), language), record).body)


def section(html: str, name: str) -> str:
    return html.partition(f'id="{name}"')[2].partition("</section>")[0]


def shown(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]


# Where it is filed


def test_a_case_leads_to_its_themes_and_methods_and_tells_all_its_filing(
    miniature: Library,
) -> None:
    html = page_of(miniature)
    head = html.partition("case-head__filed")[2].partition("</p>")[0]
    assert links(head) == ["page:themes/grassroots-service/", "page:methods/volunteers/"]
    filed = section(html, "filed")
    assert {"page:cases/?risk=social-conflict", "page:cases/?governance=self-governance"} <= set(
        links(filed)
    )
    (way,) = (link for link in links(filed) if link.startswith("page:framework/#"))
    assert way.startswith("page:framework/#indicators-1-")
    for facet, terms in (("layer", ["grid"]), ("character", ["city"])):
        for term in terms:
            found = miniature.term(facet, term)
            assert found is not None
            assert found.label.zh in shown(filed)


# The time line


def test_the_time_line_joins_what_happened_at_home_with_who_followed(miniature: Library) -> None:
    subject = subject_of(miniature)
    found = moments(subject, miniature.adoptions_of(subject.case))
    told = [(m.date, m.label or (m.what and m.what.text), m.wider, m.ended) for m in found]
    assert told == [
        ("2021-04", "三个车站先行试点", False, False),
        ("2022", "推到全市车站", False, False),
        ("2022-06", "乙测试市采用", True, False),
        ("2022", "省发文", True, False),
        ("2023-01", "乙测试市停用", False, True),
        ("2023-03", "邻省丙测试市采用", True, False),
    ], told
    html = section(page_of(miniature), "steps")
    assert "2022 省发文：要求全省车站放伞" in shown(html)
    assert {"#adoption-1", "#adoption-2"} <= set(links(html))
    assert html.count("timeline--wider") == 3
    assert html.count("timeline--ended") == 1
    assert "实心点：上级推广，或别处采用 方块：停止，或别处停用" in shown(html)
    # The axis has a point for each line of the list, which is its words.
    assert html.count('class="axis__point') == len(found) == html.count("timeline__date")
    assert 'role="img" aria-label="时间轴，2021 年至 2023 年，共 6 件事' in html


def test_a_day_one_source_tells_twice_is_one_event(miniature: Library) -> None:
    day = PartialDate(2022, 5, 6)
    library, _ = changed(
        miniature,
        milestones=(Milestone(date=day, what=Text(zh="全省推开"), source=("s2",)),),
        promotion=(Promotion(level="province", instrument="notice", date=day, source=("s2",)),),
    )
    subject = subject_of(library)
    found = moments(subject, ())
    assert [(m.date, m.wider) for m in found] == [("2021-04", False), ("2022-05-06", True)]
    assert found[0].what is not None
    assert found[0].what.text == "开始", "no milestone lies in the month it began"


def test_an_adopter_of_some_month_does_not_come_before_the_origin(miniature: Library) -> None:
    first, *_ = miniature.adoptions
    early = first.changed({"started": DatedFact(date=PartialDate(2021, 4)), "ended": None})
    library, _ = changed(
        adopted(miniature, early),
        milestones=(
            Milestone(date=PartialDate(2021, 4, 9), what=Text(zh="第一把伞"), source=("s1",)),
        ),
    )
    subject = subject_of(library)
    labels = [m.label for m in moments(subject, library.adoptions_of(subject.case))]
    assert labels[:2] == ["", "乙测试市采用"]


def test_an_adoption_under_way_is_not_told_as_done(miniature: Library) -> None:
    beta, gamma = miniature.adoptions
    begun = {"ended": None, "reasons": ()}
    coming = beta.changed({"status": "in-progress", **begun})
    planned = gamma.changed({"status": "planned", "seen_in_use": None})
    subject = subject_of(miniature)
    told = [moment.label for moment in moments(subject, (coming, planned)) if moment.link]
    assert told == ["乙测试市着手采用"]
    drawn = spread(subject, (coming, planned))
    assert drawn is not None
    assert [tile.lines for tile in drawn.tiles] == [("起源",), ("推进中 1",)]


def test_no_axis_is_drawn_where_it_would_say_nothing(miniature: Library) -> None:
    library, _ = changed(
        miniature,
        milestones=tuple(
            Milestone(date=PartialDate(2021, month), what=Text(zh=f"第{month}步"), source=("s1",))
            for month in (4, 5, 6)
        ),
        promotion=(),
    )
    subject = subject_of(library)
    found = moments(subject, ())
    assert len(found) == 3
    assert axis(subject, found) is None
    assert moments(subject_of(changed(library, milestones=())[0]), ()) == ()


# The way up


def test_the_way_up_begins_at_home_and_says_where_a_number_is_missing(miniature: Library) -> None:
    html = section(page_of(miniature), "basis")
    chain = html.partition('<ol class="chain')[2].partition("</ol>")[0]
    assert shown(chain).count("市，甲测试市") == 1
    assert "测试〔2022〕1 号" in shown(chain)
    assert "chain__onward--known" in chain
    assert "文号待补" not in chain
    province = miniature.cases[0].promotion[0]
    library, _ = changed(
        miniature,
        promotion=(
            province.changed({"level": "nation", "number": None}),
            province,
        ),
    )
    chain = section(page_of(library), "basis").partition('<ol class="chain')[2]
    ways = re.findall(r"<li class=\"(.*?)\"", chain.partition("</ol>")[0])
    assert [way.split() for way in ways] == [
        ["chain__origin", "chain__onward--known"],
        ["chain__onward--open"],
        [],
    ]


# Where it was taken up


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_of_adopters_tells_what_the_table_tells(
    miniature: Library, language: Language
) -> None:
    subject = subject_of(miniature, language=language)
    drawn = spread(subject, miniature.adoptions_of(subject.case))
    assert drawn is not None
    kinds = {tile.name: tile.kind for tile in drawn.tiles}
    city = subject.voice.city_name
    alpha, beta = (c for c in miniature.cities if c.tile)
    assert kinds == {city(alpha): "origin", city(beta): "stopped"}
    assert subject.voice.place(miniature.adoptions[1].place) in drawn.elsewhere
    for tile in drawn.tiles:
        assert tile.name in drawn.label
        for line in tile.lines:
            assert line in drawn.label
    html = section(page_of(miniature, language=language), "adoptions")
    assert f'role="img" aria-label="{drawn.label}"' in html
    assert html.index("<svg") < html.index("<table")


def test_no_map_is_drawn_where_all_adopters_lie_off_it_or_at_home(miniature: Library) -> None:
    beta, gamma = miniature.adoptions
    record = miniature.case(UMBRELLAS)
    assert record is not None
    at_home = beta.changed({"place": record.place})
    planned = beta.changed({"status": "planned", "ended": None, "reasons": ()})
    for adoptions in ((gamma,), (at_home,), (planned,), ()):
        assert spread(subject_of(miniature), adoptions) is None


def test_every_real_map_counts_each_adopter_once(real: Library) -> None:
    drawn = 0
    for record in real.cases:
        adoptions = real.adoptions_of(record)
        found = spread(subject_of(real, record.id), adoptions)
        if found is None:
            continue
        drawn += 1
        on_map = sum(
            int(line.split()[-1])
            for tile in found.tiles
            for line in tile.lines
            if line[-1:].isdigit()
        )
        off = len(found.elsewhere.split("、")) if found.elsewhere else 0
        assert on_map + off == sum(a.status != "planned" for a in adoptions), record.id
    assert drawn >= 2


# Each number with its source, each unknown with whom to ask


def test_the_rail_cites_what_it_states(miniature: Library) -> None:
    html = page_of(miniature)
    rail = html.partition('<aside class="rail"')[2].partition("</aside>")[0]
    record = miniature.case(UMBRELLAS)
    assert record is not None
    answers = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", rail, re.DOTALL)
    needs = dict(answers)["必须先有"]
    must = next(p for p in record.prerequisites if p.level == "must")
    for source in must.source:
        assert f"#source-{source}" in links(needs)
    if record.first_result_months:
        assert links(dict(answers)["多久见效"])


def test_an_unknown_in_the_rail_names_whom_to_ask(real: Library) -> None:
    (record,) = (c for c in real.cases if c.id == "jinhua-houchen-village-supervision")
    rail = page_of(real, record.id).partition('<aside class="rail"')[2].partition("</aside>")[0]
    assert "未见公开数字 可问：后陈村" in shown(rail)


def test_where_nobody_is_named_the_lead_unit_is_asked_first(miniature: Library) -> None:
    bins = section(page_of(miniature, "beta-talking-bins"), "unknown")
    assert "没有写可以问谁的，先问牵头单位：乙市测试环卫所" in shown(bins)


def test_a_change_by_an_adopter_is_told_with_when_and_why(miniature: Library) -> None:
    html = section(page_of(miniature), "adoptions")
    assert "由司机代替志愿者整理（2023-03，因为当地没有志愿队）" in shown(html)
    beta, gamma = miniature.adoptions
    bare = Adaptation(what=Text(zh="改了颜色"), planned=False, source=("s1",))
    library = adopted(miniature, beta, gamma.changed({"adaptations": (bare,)}))
    assert "改了颜色（不是事先计划的）" in shown(section(page_of(library), "adoptions"))


def test_a_mistake_is_reported_from_the_page_itself(miniature: Library) -> None:
    html = page_of(miniature)
    assert {"#report", "#cite", "#history"} <= set(links(section(html, "sources")))
    for anchor in ("report", "cite", "history"):
        assert html.count(f'id="{anchor}"') == 1
    assert miniature.file_of(UMBRELLAS) in shown(html.partition('id="report"')[2])


def test_figures_in_a_row_with_one_note_have_it_once(miniature: Library) -> None:
    record = miniature.case(UMBRELLAS)
    assert record is not None
    first, *_ = (r for r in record.results if not (r.before and r.after))
    note = Text(zh="截至去年末", en="By late last year")
    alike = [
        first.changed({"id": f"r{n}", "definition": note, "name": Text(zh=f"第{n}项")})
        for n in (71, 72, 73)
    ]
    own = first.changed({"id": "r74", "definition": Text(zh="另一口径")})
    made, _ = changed(miniature, results=[*alike, own])
    said = shown(section(page_of(made), "results"))
    assert said.count("截至去年末") == 1
    assert said.index("第73项") < said.index("以上 3 项：截至去年末") < said.index("另一口径")
    assert "项：另一口径" not in said
