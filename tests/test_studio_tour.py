"""From an empty folder to a built deck, as README shows it: on the studio's page, without a terminal or YAML."""

from __future__ import annotations

import time

import pytest
from pptx import Presentation
from studios import chromium, running

from tools.studio_tour import ADDED, tour


@pytest.mark.slow
def test_from_an_empty_folder_to_a_deck_of_eight_slides(tmp_path):
    """In at most five minutes; with the words that were written in the form and in the picture."""
    home = tmp_path / "empty"
    home.mkdir()
    steps: list[str] = []
    begun = time.monotonic()
    with running(home) as server, chromium() as browser:
        page = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 800}).new_page()
        deck = Presentation(str(tour(page, server.address, steps.append)))
    assert time.monotonic() - begun < 300
    said = ["\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame) for slide in deck.slides]
    said = [text.replace("\u00a0", " ").replace("\u2060", "") for text in said]
    assert len(said) == 8 and "컨테이너 첫걸음" in said[0]
    assert [title in text for (_, _, title), text in zip(ADDED, (said[6], said[4]), strict=True)] == [True, True]
    assert "가볍게 떼어 놓은" in said[3]
    assert steps == ["start", "add", "form", "seminar", "in-place", "built"]
