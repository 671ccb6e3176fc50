"""What a run does again and what it leaves alone, told by its manifest."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from packager.batch.changes import Rules
from packager.batch.driver import Counts, Run, Work
from packager.batch.engine import Engine, open_engine
from packager.batch.exclusions import Exclusions
from packager.batch.folder import manifest_path, open_folder
from packager.batch.found import candidates
from packager.batch.naming import with_mark
from packager.batch.planning import Share, plan, prune, share_of
from packager.batch.status import status_lines
from packager.batch.store import STATE
from packager.batch.task import Result
from packager.batch.terms import (
    Terms,
    options_digest,
    packager_version,
    selection_digest,
    theme_digest,
)
from packager.batch.worker import convert_all
from packager.diagnostics import Code
from packager.errors import BatchIncomplete, PackagerError, UsageError, WriteError
from packager.request import Request
from tests.batch.hostile import convert
from tests.batch.shelf import books, stories

REQUEST = Request(covers="none")


@dataclass
class Made:
    """What a run came to."""

    reasons: dict[str, int]
    counts: Counts
    results: list[Result] = field(default_factory=list)

    @property
    def failed(self) -> dict[str, str]:
        """The code of each story that failed, by its key."""
        return {one.key: one.error.code for one in self.results if one.error is not None}


def run(
    source: Path,
    out: Path,
    request: Request = REQUEST,
    *,
    engine: Engine | None = None,
    template: str = "",
    select: str = "",
    pruned: bool = False,
    max_failures: int | None = None,
    work: Work = convert_all,
    changed: Callable[[Rules], Rules] = lambda rules: rules,
) -> Made:
    rules = changed(
        Rules(
            options=options_digest(request, template),
            selection=selection_digest(options_digest(request, template), select),
            theme=theme_digest(request.theme),
            version=packager_version(),
            formats=request.formats,
        )
    )
    with open_folder(str(out)) as folder:
        made = Made(plan(candidates([str(source)]), folder, rules), Counts())
        if pruned:
            prune(folder)
        terms = Terms(
            version=packager_version(),
            options=rules.options,
            out=folder.out,
            staging=folder.staging,
            template=template,
            select=select,
        )
        one = Run(
            manifest=folder.manifest,
            store=folder.store,
            engine=engine or open_engine("serial", timeout=0, memory=0),
            terms=terms,
            request=request,
            rules=rules,
            told=made.results.append,
            max_failures=max_failures,
            work=work,
        )
        one.counts.planned = sum(made.reasons.values())
        made.counts = one.go()
    return made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return stories(tmp_path / "stories", 9)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "books"


def test_books_are_named_after_their_sources(source: Path, out: Path) -> None:
    assert run(source, out).reasons == {"new": 9}
    assert "0/story-0007.epub" in books(out)
    assert len(books(out)) == 9


def test_nothing_is_done_when_nothing_changed(source: Path, out: Path) -> None:
    run(source, out)
    again = run(source, out)
    assert again.reasons == {}
    assert again.results == []


def test_only_what_changed_is_done(source: Path, out: Path) -> None:
    run(source, out)
    before = books(out)
    story = source / "1" / "story-0001.md"
    story.write_text(story.read_text("utf-8") + "\nAnd then somebody did.\n", "utf-8")
    (out / "2" / "story-0002.epub").unlink()
    (out / "3" / "story-0003.epub").write_bytes(b"short")
    (source / "5" / "new.md").write_text("# New\n\nA boat came in.\n", "utf-8")
    again = run(source, out)
    assert again.reasons == {"book missing": 2, "new": 1, "source changed": 1}
    after = books(out)
    assert after["1/story-0001.epub"] != before["1/story-0001.epub"]
    assert after["2/story-0002.epub"] == before["2/story-0002.epub"]
    assert after["3/story-0003.epub"] == before["3/story-0003.epub"]


@pytest.mark.parametrize(
    ("reason", "request_", "changed"),
    [
        ("options changed", replace(REQUEST, smart=False), lambda rules: rules),
        ("theme changed", REQUEST, lambda rules: replace(rules, theme="other")),
        ("packager changed", REQUEST, lambda rules: replace(rules, version="9")),
        ("forced", REQUEST, lambda rules: replace(rules, force=True)),
    ],
)
def test_everything_is_done_when_what_it_is_made_by_changed(
    reason: str, request_: Request, changed: Callable[[Rules], Rules], source: Path, out: Path
) -> None:
    run(source, out)
    assert run(source, out, request_, changed=changed).reasons == {reason: 9}


def test_the_bytes_of_files_that_are_named_are_options(tmp_path: Path) -> None:
    told = tmp_path / "facts.toml"
    told.write_text('rating = "Teen"\n', "utf-8")
    request = replace(REQUEST, metadata_file=told)
    before = options_digest(request)
    told.write_text('rating = "Mature"\n', "utf-8")
    assert options_digest(request) != before
    with pytest.raises(UsageError):
        options_digest(replace(REQUEST, cover=tmp_path / "none.jpg"))


def test_a_damaged_book_is_found_when_it_is_asked_for(source: Path, out: Path) -> None:
    run(source, out)
    book = out / "1" / "story-0001.epub"
    whole = book.read_bytes()
    book.write_bytes(b"\0" * len(whole))
    assert run(source, out).reasons == {}
    verified = run(source, out, changed=lambda rules: replace(rules, verify=True))
    assert verified.reasons == {"book damaged": 1}
    assert book.read_bytes() == whole


def test_a_story_that_failed_is_tried_again_when_asked_or_changed(source: Path, out: Path) -> None:
    bad = source / "1" / "bad.txt"
    bad.write_bytes(b"\0\1\2\3" * 100)
    first = run(source, out)
    assert first.failed == {"1/bad.txt": Code.SOURCE_NOT_TEXT.number}
    assert first.counts.failed == 1
    assert run(source, out).reasons == {}
    retried = run(source, out, changed=lambda rules: replace(rules, retry_failed=True))
    assert retried.reasons == {"failed before": 1}
    bad.write_text("It was dark, and nobody lit the lamp.\n" * 5, "utf-8")
    mended = run(source, out)
    assert mended.reasons == {"source changed": 1}
    assert mended.failed == {}
    assert "1/bad.epub" in books(out)


def test_a_story_that_fails_keeps_the_book_it_had(source: Path, out: Path) -> None:
    run(source, out)
    before = books(out)
    (source / "1" / "story-0001.md").write_bytes(b"\0\1\2\3" * 100)
    assert run(source, out).counts.failed == 1
    assert books(out) == before


def test_books_whose_source_is_gone_are_taken_away_when_asked(source: Path, out: Path) -> None:
    run(source, out)
    (source / "6" / "story-0006.md").unlink()
    run(source, out)
    assert "6/story-0006.epub" in books(out)
    run(source, out, pruned=True)
    assert "6/story-0006.epub" not in books(out)
    assert not (out / "6").exists()
    assert len(books(out)) == 8


def test_a_run_ends_when_too_many_failed(tmp_path: Path, out: Path) -> None:
    source = tmp_path / "bad"
    source.mkdir()
    for number in range(12):
        (source / f"bad {number:02}.txt").write_bytes(b"\0\1\2\3" * 100)
    made = run(source, out, max_failures=0)
    assert made.counts.stopped
    assert 1 <= made.counts.failed < 12
    left = made.counts.planned - made.counts.failed
    assert f"{left} stories were left" in "\n".join(
        status_lines(manifest_path(str(out), None), "out")
    )


def test_stories_that_share_a_name_each_get_the_mark_of_their_key(source: Path, out: Path) -> None:
    run(source, out, template="{title}")
    lamps = {f"{with_mark('The Lamp', f'{n % 7}/story-{n:04}.md')}.epub" for n in (0, 3, 6)}
    assert {name for name in books(out) if name.startswith("The Lamp")} == lamps


def test_a_name_goes_back_to_the_last_story_that_has_it(source: Path, out: Path) -> None:
    run(source, out, template="{title}")
    for number in (0, 3):
        (source / f"{number}" / f"story-000{number}.md").unlink()
    run(source, out, template="{title}", pruned=True)
    assert "The Lamp.epub" in books(out)
    assert len(books(out)) == 7


def test_a_story_with_a_new_title_leaves_its_old_name(source: Path, out: Path) -> None:
    run(source, out, template="{title}")
    story = source / "1" / "story-0001.md"
    story.write_text(story.read_text("utf-8").replace("The Gate 1", "The Lamp"), "utf-8")
    run(source, out, template="{title}")
    assert "The Gate 1.epub" not in books(out)
    fresh = out.with_name("fresh")
    run(source, fresh, template="{title}")
    assert books(out) == books(fresh)


def test_a_moved_book_that_was_not_recorded_is_made_anew(source: Path, out: Path) -> None:
    run(source, out, template="{title}")
    with sqlite3.connect(out / STATE / "manifest.sqlite3") as base:  # as if killed in between
        base.execute("DELETE FROM output WHERE key = '1/story-0001.md'")
        base.execute("DELETE FROM story WHERE key = '2/story-0002.md'")
    base.close()
    before = books(out)
    assert run(source, out, template="{title}").reasons == {"book missing": 1, "new": 1}
    assert books(out) == before


def test_selected_stories_are_converted_and_the_others_remembered(source: Path, out: Path) -> None:
    made = run(source, out, select='title:"The Gate"')
    assert (made.counts.done, made.counts.skipped) == (6, 3)
    assert len(books(out)) == 6
    assert run(source, out, select='title:"The Gate"').reasons == {}


def test_another_selection_asks_again_those_that_were_left_out_and_no_other(
    source: Path, out: Path
) -> None:
    run(source, out, select='title:"The Gate"')
    wider = run(source, out, select="words>0")
    assert wider.reasons == {"options changed": 3}
    assert (wider.counts.done, wider.counts.skipped) == (3, 0)
    assert run(source, out).reasons == {}


def test_members_of_an_archive_are_converted_without_unpacking(tmp_path: Path, out: Path) -> None:
    source = tmp_path / "archives"
    source.mkdir()
    with zipfile.ZipFile(source / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("one.txt", "in/two.txt"):
            archive.writestr(name, f"It was dark in {name}.\n" * 5)
    assert run(source, out).reasons == {"new": 2}
    assert set(books(out)) == {"many/one.epub", "many/in/two.epub"}
    assert run(source, out).reasons == {}


def test_another_format_is_added_beside_the_first(source: Path, out: Path) -> None:
    run(source, out)
    with open_folder(str(out)) as folder:
        assert {one.format for one in folder.manifest.outputs("0/story-0000.md")} == {"epub"}
        rules = Rules(
            options=options_digest(REQUEST),
            selection="",
            theme=theme_digest(REQUEST.theme),
            version=packager_version(),
            formats=("epub", "pdf"),
        )
        assert plan(candidates([str(source)]), folder, rules) == {"book missing": 9}


def test_a_sample_is_the_same_whatever_the_order(source: Path) -> None:
    found = list(candidates([str(source)]))
    forward = list(share_of(found, Share(sample=4)))
    assert forward == list(share_of(reversed(found), Share(sample=4)))
    assert len(forward) == 4
    assert [one.key for one in share_of(found, Share(limit=2))] == [one.key for one in found[:2]]
    without = share_of(found, Share(excluded=Exclusions(keys=frozenset({found[0].key}))))
    assert [one.key for one in without] == [one.key for one in found[1:]]


def test_two_runs_cannot_have_one_folder(out: Path) -> None:
    with open_folder(str(out)), pytest.raises(WriteError) as refused, open_folder(str(out)):
        pass
    assert refused.value.code is Code.MANIFEST_UNUSABLE


def test_a_manifest_that_is_none_is_refused_and_kept(out: Path) -> None:
    (out / STATE).mkdir(parents=True)
    path = out / STATE / "manifest.sqlite3"
    path.write_bytes(b"no database at all, and long enough to be looked at" * 100)
    with pytest.raises(WriteError) as refused, open_folder(str(out)):
        pass
    assert refused.value.code is Code.MANIFEST_UNUSABLE
    assert path.read_bytes().startswith(b"no database")


def test_a_manifest_of_a_later_packager_is_left_alone(source: Path, out: Path) -> None:
    run(source, out)
    with sqlite3.connect(out / STATE / "manifest.sqlite3") as base:
        base.execute("UPDATE about SET value = '99' WHERE name = 'schema'")
    base.close()
    with pytest.raises(WriteError, match="later packager"), open_folder(str(out)):
        pass


def test_poison_stories_are_named_and_the_others_are_converted(
    source: Path, out: Path, tmp_path: Path
) -> None:
    for name in ("die", "hang", "fat", "abort"):
        (source / "3" / f"{name}.md").write_text("# One\n\nIt was dark.\n", "utf-8")
    whole = tmp_path / "whole"
    run(source, whole)
    engine = open_engine("local:2", timeout=3, memory=2**31)
    try:
        made = run(source, out, engine=engine, work=convert)
    finally:
        engine.close(True)  # noqa: FBT003 - at once
    assert made.failed == {
        "3/abort.md": Code.WORKER_DIED.number,
        "3/die.md": Code.WORKER_DIED.number,
        "3/fat.md": Code.WORKER_OUT_OF_MEMORY.number,
        "3/hang.md": Code.WORKER_TIMED_OUT.number,
    }
    poison = {f"{key.removesuffix('.md')}.epub" for key in made.failed}
    assert books(out) == {name: kept for name, kept in books(whole).items() if name not in poison}


def test_a_chunk_that_is_lost_is_halved_until_the_story_is_named(source: Path, out: Path) -> None:
    class Losing(Executor):
        def submit(self, function: Any, items: Any, /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
            future: Future[Any] = Future()
            if any(task.key == "4/story-0004.md" for task in items):
                future.set_exception(OSError("the machine is gone"))
            else:
                future.set_result(list(function(items, *arguments)))
            return future

    engine = Engine(
        name="losing", executor=Losing(), workers=1, window=2, lost=str, close=lambda _: None
    )
    made = run(source, out, engine=engine)
    assert made.failed == {"4/story-0004.md": Code.WORKER_DIED.number}
    assert made.counts.done == 8


def test_an_engine_that_is_gone_ends_the_run(source: Path, out: Path) -> None:
    class Silent(Executor):
        def submit(self, function: Any, items: Any, /, *arguments: Any) -> Future[Any]:  # type: ignore[override]
            del function, items, arguments
            return Future()

    engine = Engine(
        name="silent", executor=Silent(), workers=1, window=2,
        lost=lambda: "the scheduler is gone", close=lambda _: None,
    )  # fmt: skip
    with pytest.raises(BatchIncomplete, match="the scheduler is gone"):
        run(source, out, engine=engine)


def test_a_worker_of_another_version_is_refused(out: Path) -> None:
    terms = Terms(version="0.0.0", options="", out=str(out), staging="x")
    with pytest.raises(PackagerError) as refused:
        list(convert_all([], terms))
    assert refused.value.code is Code.WORKERS_UNUSABLE


def test_stories_are_converted_in_the_order_in_which_they_are_found(
    source: Path, out: Path
) -> None:
    # The lines of a Fimfarchive's list are slow to reach in any order but their own.
    found = list(candidates([str(source)]))[::-1]
    rules = Rules(options="", selection="", theme="", version=packager_version(), formats=("epub",))
    with open_folder(str(out)) as folder:
        plan(found, folder, rules)
        chosen = [planned.candidate.key for planned, _ in folder.manifest.chosen()]
    assert chosen == [one.key for one in found]
    assert chosen != sorted(chosen)
