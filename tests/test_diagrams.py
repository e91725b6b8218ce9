"""Diagrams: what the author says is in the picture stands there, in order, without anything covering anything."""

from __future__ import annotations

import pytest
from conftest import THEMES, brand, deck_of, example_scenes, gallery, images

from deckgen.gallery import SIZES
from deckgen.pipeline import lay_out
from deckgen.scene import Box, Chart, Connector, Group, Picture, Rect, Scene, walk

#: The kinds that draw one picture, and a word from each typical example that its alt text must have.
DIAGRAMS = {
    "binpack": "4 CPU", "cluster": "kubelet", "flow": "→", "layers": "기본 이미지", "loop": "→",
    "relation": "레플리카셋", "rollout": "1.", "sequence": "1.", "stack": "하이퍼바이저", "timeline": ";",
    "waterfall": "초부터",
}  # fmt: skip


def drawn(kind: str, language: str = "ko", **fields) -> tuple[Scene, list]:
    """One slide as it is laid out, and what was found."""
    deck = deck_of([{"id": "one", "kind": kind, "title": "제목"} | fields], language=language)
    scenes, found = lay_out(deck, brand("openmaru"), {})
    return next(s for s in scenes if s.id == "one"), [f for f in found if f.severity == "error" or language == "ko"]


def boxes(scene: Scene) -> dict[str, Rect]:
    """Where the boxes with text stand, by their names."""
    return {i.name: i.rect for i in walk(scene.items) if isinstance(i, Box) and i.text}


def arrows(scene: Scene) -> list[str]:
    return [i.name for i in walk(scene.items) if isinstance(i, Connector)]


def over(a: Rect, b: Rect) -> bool:
    return a.x < b.right - 0.1 and b.x < a.right - 0.1 and a.y < b.bottom - 0.1 and b.y < a.bottom - 0.1


def inside(a: Rect, b: Rect) -> bool:
    return b.x <= a.x and b.y <= a.y and a.right <= b.right and a.bottom <= b.bottom


# what holds for every kind


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_every_arrow_is_glued(size, theme):
    """Each end of each arrow stands on the side of a box of its slide, so that it follows when the box is moved."""
    scenes, _ = lay_out(gallery(size, theme), brand(theme), images())
    count = 0
    for scene in scenes:
        there = {i.key: i for i in walk(scene.items) if isinstance(i, Box) and i.key}
        for line in (i for i in walk(scene.items) if isinstance(i, Connector)):
            count += 1
            for end, point in ((line.start, line.points[0]), (line.end, line.points[-1])):
                assert there[end.key].middle(end.side) == pytest.approx(point), (scene.id, line.name)
    assert count > 5


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_a_picture_of_words(theme):
    """Only the kinds that take a picture from the author show one; everything else is text, shapes, tables and
    charts."""
    for size in SIZES:
        scenes, _ = lay_out(gallery(size, theme), brand(theme), images())
        shown = {s.id for s in scenes if any(isinstance(i, Picture) for i in walk(s.items))}
        assert {"kind-picture"} == shown


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_leaves_the_page(theme):
    """Every item of every kind lies within the slide."""
    for size in SIZES:
        wide, tall = brand(theme).theme.page
        scenes, _ = lay_out(gallery(size, theme), brand(theme), images())
        items = [(scene.id, item) for scene in scenes for item in walk(scene.items)]
        assert len(items) > 100
        for id, item in items:
            assert inside(item.rect, Rect(-0.6, -0.6, wide + 1.2, tall + 1.2)), (id, item.name)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [*DIAGRAMS, "chart"])
def test_a_hall_can_read_all_of_it(kind, size):
    """No words of a diagram or a chart are smaller than 18 points, values of a chart no smaller than 20."""
    scene = next(s for s in example_scenes(kind, size) if s.id == f"kind-{kind}")
    items = [i for i in walk(scene.items) if not getattr(i, "placeholder", None)]
    sizes = [p.size for i in items if isinstance(i, Box) and i.text for p in i.text.paragraphs]
    charts = [i for i in items if isinstance(i, Chart)]
    assert sizes and min(sizes) >= 18
    assert len(charts) == (kind == "chart") and all(c.sizes[0] >= 20 and c.sizes[1] >= 18 for c in charts)


@pytest.mark.parametrize("kind", ["sequence", "stack", "waterfall"])
def test_no_slab_outshines_a_dark_theme(kind):
    """What all stands on is no lighter than the type in a dark theme, and dark in a light one."""
    for theme, foundation in (("openmaru", "strong"), ("night", "line")):
        scene = next(s for s in example_scenes(kind, "typical", theme) if s.id == f"kind-{kind}")
        fills = {i.fill for i in walk(scene.items) if isinstance(i, Box)}
        assert foundation in fills and (theme == "openmaru" or "strong" not in fills)


@pytest.mark.parametrize("kind", DIAGRAMS)
def test_a_diagram_is_one_group_that_tells_what_it_shows(kind):
    """All of a diagram stands in one named group, whose alt text is made from the content; of one that is told step by
    step the first step's tells it. Its boxes hold their own words."""
    scenes, _ = lay_out(gallery("typical"), brand("openmaru"), images())
    scene = next(s for s in scenes if s.id == f"kind-{kind}")
    groups = [i for i in scene.items if isinstance(i, Group) and i.alt]
    steps = len(scene.clicks)  # the first is there already; the last click shows the takeaway
    assert [f"{scene.title.plain} 1/{steps}" if steps else scene.title.plain] == [g.name for g in groups]
    assert DIAGRAMS[kind] in groups[0].alt
    outside = {i.name for i in scene.items if isinstance(i, Box) and not i.placeholder}
    assert outside <= {"출처", "기억할 한 줄", "선"}


# flow


def test_a_long_flow_wraps_to_a_second_row():
    """Six steps stand in two rows of three, each row from left to right."""
    scene, found = drawn("flow", steps=list("가나다라마바"))
    at = boxes(scene)
    assert [] == found
    assert at["가"].y == at["나"].y == at["다"].y < at["라"].y == at["마"].y == at["바"].y
    assert at["가"].x < at["나"].x < at["다"].x and at["가"].x == at["라"].x
    assert ["가 → 나", "나 → 다", "다 → 라", "라 → 마", "마 → 바"] == arrows(scene)


def test_a_flow_branches_and_joins():
    """A list of steps stands one above the other, between the step before and the step after; words stand beside the
    arrows."""
    scene, found = drawn(
        "flow", steps=["요청", [{"name": "읽기", "via": "조회"}, {"name": "쓰기", "via": "변경"}], "응답"]
    )
    at = boxes(scene)
    assert [] == found
    assert at["읽기"].x == at["쓰기"].x and at["읽기"].bottom < at["쓰기"].y
    assert {"요청 → 읽기", "요청 → 쓰기", "읽기 → 응답", "쓰기 → 응답"} == set(arrows(scene))
    assert at["요청"].right <= at["조회"].x and at["조회"].right <= at["읽기"].x
    assert not any(over(at[a], at[b]) for a in ("조회", "변경") for b in ("요청", "읽기", "쓰기", "응답"))


def test_a_flow_says_how_many_steps_fit():
    """Words on arrows that leave too little room are an error with the number that fits, at the first step too many."""
    arrow = {"arrow": "아주 길게 적어 둔 화살표의 설명 글이어서 두 줄로 나누어도 상자 셋 사이에는 자리가 없습니다"}
    steps = [*({"name": f"단계 {n}"} | arrow for n in range(1, 5)), {"name": "단계 5"}]
    _, found = drawn("flow", steps=steps)
    assert ["error"] == [f.severity for f in found]
    assert "5 steps do not fit here; 4 would" == found[0].message
    assert [] == drawn("flow", steps=[*steps[:3], steps[4]])[1]


def test_a_flow_widens_its_boxes_before_its_type_shrinks():
    """Arrows without words are short, words on arrows go onto two lines, and a chain takes a second row, before the
    names of steps are smaller than 24 pt."""
    scene, found = drawn("flow", steps=["주문", "결제", "재고"])
    assert [] == found
    lines = [i for i in walk(scene.items) if isinstance(i, Connector)]
    assert 2 == len(lines) and all(abs(i.points[-1][0] - i.points[0][0]) <= 48.01 for i in lines)
    steps = [{"name": f"단계 {n}", "text": "짧은 설명입니다", "arrow": "넘기는 말"} for n in range(1, 5)]
    scene, found = drawn("flow", steps=[*steps, "끝"])
    assert [] == found
    names = [i for i in walk(scene.items) if isinstance(i, Box) and i.text and i.fill == "surface"]
    assert 5 == len(names) and min(i.text.paragraphs[0].size for i in names) >= 24


# stack and layers


def test_stacks_are_aligned_by_level():
    """Two stacks of four levels have their levels at the same heights, and the wider layer spans those above it."""
    scene, found = drawn(
        "stack",
        stacks=[
            {"name": "VM", "layers": [["앱 A", "앱 B"], ["OS A", "OS B"], "하이퍼바이저", "하드웨어"]},
            {"name": "컨테이너", "layers": [["앱 C", "앱 D"], "런타임", "호스트 OS", "서버"]},
        ],
    )
    at = boxes(scene)
    assert [] == found
    for left, right in (("앱 A", "앱 C"), ("OS A", "런타임"), ("하이퍼바이저", "호스트 OS"), ("하드웨어", "서버")):
        assert at[left].y == at[right].y and at[left].h == at[right].h
    assert at["하이퍼바이저"].x == at["앱 A"].x and at["하이퍼바이저"].right == pytest.approx(at["앱 B"].right)


def test_layers_above_the_changed_one_are_built_again():
    """The band says it of the changed layer and of all above it; the others are used as they are."""
    scene, found = drawn("layers", layers=["코드", "라이브러리", "실행 환경", "기본"], changed="라이브러리")
    at = boxes(scene)
    assert [] == found
    assert (at["코드"].y, at["라이브러리"].bottom) == pytest.approx((at["다시 만듭니다"].y, at["다시 만듭니다"].bottom))
    assert (at["실행 환경"].y, at["기본"].bottom) == pytest.approx((at["그대로 씁니다"].y, at["그대로 씁니다"].bottom))
    assert (
        "there is no layer `라이브라리`"
        == drawn("layers", layers=["코드", "라이브러리", "기본"], changed="라이브라리")[1][0].message
    )


# loop, timeline


def test_a_loop_closes():
    """Each step leads to the next, and the last to the first."""
    scene, found = drawn("loop", steps=["관찰", "비교", "조치"])
    assert [] == found
    assert ["관찰 → 비교", "비교 → 조치", "조치 → 관찰"] == sorted(
        arrows(scene), key=["관찰 → 비교", "비교 → 조치", "조치 → 관찰"].index
    )


def test_two_tracks_share_their_columns():
    """The second event of one track stands under the second of the other."""
    tracks = [
        {"name": n, "events": [{"when": f"0{i}:00", "name": f"{n}{i}"} for i in range(1, 4)]} for n in ("갑", "을")
    ]
    scene, found = drawn("timeline", tracks=tracks)
    at = boxes(scene)
    assert [] == found
    assert all(at[f"갑{i}"].x == at[f"을{i}"].x and at[f"갑{i}"].bottom < at[f"을{i}"].y for i in range(1, 4))


# cluster


CLUSTER = [
    {"name": "머리", "boxes": ["API", "etcd"]},
    {"name": "노드 1", "boxes": ["kubelet", "파드"]},
    {"name": "노드 2", "boxes": ["kubelet", "파드"]},
]


def test_boxes_stand_in_their_boxes():
    """Whatever stands in another box lies within it, under its name; boxes beside each other do not touch."""
    scene, found = drawn(
        "cluster",
        boxes=[{"name": "가", "boxes": [{"name": "나", "boxes": [{"name": "다", "boxes": ["라", "마"]}]}, "바"]}, "사"],
    )
    at = boxes(scene)
    assert [] == found
    for child, parent in (("나", "가"), ("다", "나"), ("라", "다"), ("마", "다"), ("바", "가")):
        assert inside(at[child], at[parent])
    for a, b in (("라", "마"), ("나", "바"), ("가", "사")):
        assert not over(at[a], at[b])


def test_arrows_of_a_cluster_run_around_boxes():
    """An arrow to a box in another one, named by its path, meets no third box."""
    scene, found = drawn(
        "cluster",
        boxes=CLUSTER,
        connections=[
            {"from": "API", "to": "노드 1 / kubelet", "both": True},
            {"from": "API", "to": "노드 2 / kubelet"},
        ],
    )
    assert [] == found
    lines = [i for i in walk(scene.items) if isinstance(i, Connector)]
    assert ["both", "end"] == [line.heads for line in lines]
    leaves = [
        i for i in walk(scene.items) if isinstance(i, Box) and i.text and i.name in ("API", "etcd", "kubelet", "파드")
    ]
    for line in lines:
        for box in leaves:
            if box.key not in (line.start.key, line.end.key):
                r = box.rect
                assert not any(
                    over(Rect(min(p[0], q[0]), min(p[1], q[1]), abs(p[0] - q[0]) + 0.3, abs(p[1] - q[1]) + 0.3), r)
                    for p, q in zip(line.points, line.points[1:], strict=False)
                )


def test_arrows_of_a_cluster_run_through_its_gaps():
    """Not over all boxes, whose siblings are equal: nodes, and what is in a frame."""
    scene = next(s for s in example_scenes("cluster") if s.id == "kind-cluster")
    lines = [i for i in walk(scene.items) if isinstance(i, Connector)]
    at = boxes(scene)
    top, foot = (f(r) for f, r in ((min, [b.y for b in at.values()]), (max, [b.bottom for b in at.values()])))
    assert len(lines) == 2 and all(top <= y <= foot for line in lines for _, y in line.points)
    assert at["노드 1"]._replace(y=0) == pytest.approx(at["노드 2"]._replace(y=0))
    heights = [at[name].h for name in ("API 서버", "etcd", "스케줄러", "컨트롤러 매니저")]
    assert max(heights) - min(heights) < 0.1


def test_words_of_a_box_are_not_broken_to_be_even():
    """A name on two lines breaks between its words, however unequal they are."""
    scene, found = drawn("flow", steps=["주문", "결제", "Payment service", "알림", {"name": "재고", "text": "확인"}])
    assert [] == found
    lines = [
        "".join(p.run.text for p in line.pieces).strip()
        for i in walk(scene.items)
        if isinstance(i, Box) and i.text and i.name == "Payment service"
        for line in i.text.lines
    ]
    assert lines and set(lines) <= {"Payment service", "Payment", "service"}


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("API", "kubelet"), "there are 2 boxes `kubelet`"),
        (("API", "kubelt"), "there is no box `kubelt`"),
        (("API", "머리"), "an arrow cannot run from a box to itself or to what holds it"),
    ],
)
def test_ends_that_are_not_there(ends, said):
    """A name that is in two boxes, in none, or around the other end."""
    _, found = drawn("cluster", boxes=CLUSTER, connections=[{"from": ends[0], "to": ends[1]}])
    assert [said] == [f.message for f in found]


def test_a_cluster_says_how_many_boxes_fit():
    """More than the page takes is an error with the number that it would take."""
    many = [
        {
            "name": f"노드 {n}",
            "boxes": [{"name": f"파드 {n}{k}", "boxes": [f"컨테이너 {n}{k}{i}" for i in range(6)]} for k in range(6)],
        }
        for n in range(4)
    ]
    _, found = drawn("cluster", boxes=many)
    assert 1 == len(found) and found[0].severity == "error"
    assert found[0].message.startswith("172 boxes do not fit here; ") and found[0].message.endswith(" would")
    room = int(found[0].message.split("; ")[1].split()[0])
    assert 20 < room < 172


# relation


def test_relations_lead_from_left_to_right():
    """What refers to another stands before it; chains run straight; words on arrows lie on nothing."""
    scene, found = drawn(
        "relation",
        objects=["HPA", "배포", "복제", "파드", "서비스"],
        relations=[
            {"from": "HPA", "to": "배포", "label": "조절"},
            {"from": "배포", "to": "복제", "label": "생성"},
            {"from": "복제", "to": "파드", "label": "유지"},
            {"from": "서비스", "to": "파드", "label": "선택"},
        ],
    )
    at = boxes(scene)
    assert [] == found
    assert at["HPA"].right < at["배포"].x and at["배포"].right < at["복제"].x and at["복제"].right < at["파드"].x
    assert at["HPA"].y == pytest.approx(at["배포"].y) == pytest.approx(at["복제"].y)
    words, objects = ("조절", "생성", "유지", "선택"), ("HPA", "배포", "복제", "파드", "서비스")
    assert not any(over(at[w], at[o]) for w in words for o in objects)
    assert not any(over(at[w], at[v]) for w in words for v in words if w < v)


def test_a_thing_that_all_relations_lead_to_stands_in_the_middle():
    """Chains lead to its sides, and what they bring stands around it; one that comes in and several that leave are read
    from left to right."""
    scene, found = drawn(
        "relation",
        objects=["HPA", "배포", "복제", "파드", "길", "서비스", "설정"],
        relations=[
            {"from": "HPA", "to": "배포"},
            {"from": "배포", "to": "복제"},
            {"from": "복제", "to": "파드", "label": "유지"},
            {"from": "길", "to": "서비스"},
            {"from": "서비스", "to": "파드"},
            {"from": "파드", "to": "설정"},
        ],
    )
    at = boxes(scene)
    assert [] == found
    assert at["복제"].bottom < at["파드"].y and at["복제"].x == at["파드"].x
    assert at["서비스"].right < at["파드"].x and at["파드"].right < at["설정"].x
    assert at["HPA"].y == at["배포"].y == at["복제"].y and at["길"].y == at["서비스"].y == at["파드"].y == at["설정"].y
    assert not any(over(at["유지"], at[o]) for o in ("복제", "파드"))
    fan = [{"from": "요청", "to": "서비스"}, *({"from": "서비스", "to": f"파드 {n}"} for n in (1, 2, 3))]
    scene, found = drawn("relation", objects=["요청", "서비스", "파드 1", "파드 2", "파드 3"], relations=fan)
    at = boxes(scene)
    assert [] == found
    assert at["서비스"].right < at["파드 1"].x == at["파드 2"].x == at["파드 3"].x


def test_a_circle_of_relations_can_be_drawn():
    """Two that refer to each other, and one that leads back, are no reason to stop."""
    scene, found = drawn(
        "relation",
        objects=["가", "나", "다"],
        relations=[
            {"from": "가", "to": "나"},
            {"from": "나", "to": "다"},
            {"from": "다", "to": "가", "label": "되돌림"},
        ],
    )
    assert [] == found
    assert ["가 → 나", "나 → 다", "다 → 가"] == sorted(arrows(scene))


def test_a_relation_to_nothing():
    """Both ends must be there, and differ."""
    assert (
        "there is no object `팟`"
        == drawn("relation", objects=["파드", "노드"], relations=[{"from": "팟", "to": "노드"}])[1][0].message
    )
    assert (
        "an object cannot refer to itself here"
        == drawn("relation", objects=["파드", "노드"], relations=[{"from": "노드", "to": "노드"}])[1][0].message
    )


# sequence, rollout


def test_messages_stand_in_order():
    """Each message stands under the one before, between those who speak; a reply is dashed."""
    scene, found = drawn(
        "sequence",
        actors=["가", "나", "다"],
        messages=[
            {"from": "가", "to": "나", "text": "하나"},
            {"from": "나", "to": "다", "text": "둘"},
            {"from": "다", "to": "가", "text": "셋", "reply": True},
        ],
    )
    at = boxes(scene)
    assert [] == found
    assert at["하나"].y < at["둘"].y < at["셋"].y
    assert [False, False, True] == [i.stroke.dashed for i in walk(scene.items) if isinstance(i, Connector)]
    assert (
        "there is no actor `라`"
        == drawn("sequence", actors=["가", "나"], messages=[{"from": "가", "to": "라", "text": "하나"}])[1][0].message
    )


def test_too_many_messages():
    """The error says how many would fit, at the first that does not."""
    long = "길게 적어 두 줄을 넘어가는 말이어서 자리가 많이 드는 메시지입니다 그래서 다 들어가지 않습니다"
    _, found = drawn(
        "sequence",
        actors=list("가나다라마바사"),
        messages=[{"from": "가", "to": "나", "text": f"{n} {long}"} for n in range(12)],
    )
    assert "error" == found[0].severity and found[0].message.startswith("12 messages do not fit here; ")


def test_frames_show_their_pods():
    """Each frame has as many pods of the old and of the new version as it says."""
    scene, found = drawn("rollout", old="1.28", new="1.29", frames=["3/0", "3/1", "0/3"])
    assert [] == found
    names = [i.name for i in walk(scene.items) if isinstance(i, Box) and i.text and i.name in ("1.28", "1.29")]
    assert ["1.28"] * 3 + ["1.28"] * 3 + ["1.29"] + ["1.29"] * 3 == names


# binpack, waterfall


def test_no_line_of_the_axis_crosses_the_lengths():
    """But the first rule all are ticks above the rows; two spans stand in the middle of their slide."""
    spans = [{"name": n, "start": s, "length": 1} for n, s in (("가", 0), ("나", 1))]
    scene, _ = drawn("waterfall", unit="초", spans=spans)
    there = [i for i in walk(scene.items) if isinstance(i, Box)]
    first, *others = sorted((b.rect for b in there if b.rect.w == 1 and not b.text), key=lambda r: r.x)
    bars = [b.rect for b in there if b.name.endswith(" 1초")]
    assert len(bars) == 2 and others and first.bottom >= max(b.bottom for b in bars)
    assert all(rule.bottom <= min(b.y for b in bars) for rule in others)
    assert min(b.y for b in bars) > 220


def test_requests_go_where_the_scheduler_would_put_them():
    """The next request goes to the node with the largest share free; what fits nowhere waits beside the nodes."""
    nodes = [{"name": "노드 1", "size": 4}, {"name": "노드 2", "size": 4}]
    scene, found = drawn("binpack", unit="CPU", nodes=nodes, requests=[
        {"name": "가", "needs": 3}, {"name": "나", "needs": 2}, {"name": "다", "needs": 2}, {"name": "라", "needs": 3},
    ])  # fmt: skip
    at = boxes(scene)
    assert [] == found
    assert at["가"].x < at["나"].x == at["다"].x < at["라"].x
    assert at["나"].y > at["다"].y
    alt = next(i.alt for i in scene.items if isinstance(i, Group) and i.alt)
    assert "노드 1 (4 CPU): 가 3; 노드 2 (4 CPU): 나 2, 다 2; 대기: 라 3" == alt


def test_a_node_that_is_full():
    """A request that names a node must fit on it."""
    _, found = drawn(
        "binpack",
        unit="CPU",
        nodes=[{"name": "노드", "size": 2}],
        requests=[{"name": "가", "needs": 1}, {"name": "나", "needs": 2, "on": "노드"}],
    )
    assert "`나` needs 2, and `노드` has 1 left" == found[0].message


def test_bars_are_as_long_as_they_take():
    """On one axis, from the start for the length."""
    scene, found = drawn(
        "waterfall",
        unit="ms",
        spans=[
            {
                "name": "전체",
                "start": 0,
                "length": 400,
                "spans": [{"name": "앞", "start": 0, "length": 100}, {"name": "뒤", "start": 100, "length": 300}],
            }
        ],
    )
    assert [] == found
    bars = {
        i.name: i.rect
        for i in walk(scene.items)
        if isinstance(i, Box) and i.name.endswith("ms") and i.fill and not i.text
    }
    whole, first, second = bars["전체 400ms"], bars["앞 100ms"], bars["뒤 300ms"]
    assert first.w * 4 == pytest.approx(whole.w) and second.w == pytest.approx(3 * first.w)
    assert second.x == pytest.approx(first.right) and second.right == pytest.approx(whole.right)
    late = drawn(
        "waterfall",
        unit="ms",
        spans=[{"name": "전체", "start": 0, "length": 100, "spans": [{"name": "뒤", "start": 50, "length": 100}]}],
    )[1]
    assert "`뒤` takes place from 50 to 150, outside of `전체` (0 to 100)" == late[0].message


LABELS = {
    "three lines": "하나\n둘\n셋",
    "ten paragraphs": "\n\n".join("열 번" for _ in range(10)),
    "long": "긴 말 " * 900,
}


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("kind", ["relation", "cluster"])
def test_a_label_that_no_arrow_has_room_for(kind, label):
    """It is told as any other text that does not fit, at its place."""
    things = {"relation": ("objects", "relations"), "cluster": ("boxes", "connections")}[kind]
    fields = {things[0]: ["가", "나"], things[1]: [{"from": "가", "to": "나", "label": LABELS[label]}]}
    _, found = drawn(kind, **fields)
    assert found and all(f.span and f.hint for f in found)
    assert label == "long" or any("does not fit" in f.message for f in found)
