"""A person answers in the terminal, or a script by its pipe."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def typed(monkeypatch):
    """What is typed, one key and Enter each; then nothing more comes."""

    def give(keys: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{key}\n" for key in keys.split())))

    return give


@pytest.fixture
def filled(monitor, watch, folder):
    """Twelve mentions of the film in English, one in Polish, and one of the petition alone."""
    texts = [f"365 days on netflix is a {'great' if n % 2 else 'bad'} film {n}" for n in range(12)]
    posts = [*[(text, "en") for text in texts], ("365 days, netflix!", "pl")]
    posts.append(("petition, netflix: 365 dni", "en"))
    lines = [
        json.dumps(
            {
                "id": str(n),
                "created_at": f"2020-07-02T10:{n:02}:00Z",
                "author_id": f"author{n}",
                "lang": language,
                "text": text,
            }
        )
        for n, (text, language) in enumerate(posts)
    ]
    (folder / "posts.jsonl").write_text("\n".join(lines), "utf-8")
    watch.write_text(watch.read_text("utf-8").replace('["365 days"]}', '["365 days", netflix]}'))
    monitor("import", "posts.jsonl")


def shown(out):
    """The texts in the order in which they were asked about, by their place."""
    return re.findall(r"^(\d+ of \d+)\n    (.*)$", out, re.MULTILINE)


def test_an_audit_asks_one_post_after_the_other_and_then_gives_the_figures(monitor, filled, typed):
    typed("y " * 14)

    ran = monitor("audit", "--topic", "film")

    assert (ran.code, ran.err) == (0, "")
    assert [place for place, _ in shown(ran.out)] == [f"{n} of 14" for n in range(1, 15)]
    assert "for your eyes alone" in ran.out
    assert "may distress you" in ran.out
    assert "film, by first: 14 of 14 answered." in ran.out
    assert re.search(r"Precision 100% \(7\d% to 100%; few answers: 13\)", ran.out)
    assert re.search(r"Recall    93% \(\d+% to \d+%; few answers: 14\)", ran.out)
    assert "no source ever brought" in ran.out


def test_whoever_stops_goes_on_with_the_same_sample(monitor, filled, typed):
    typed("y n q")
    first = monitor("audit")
    typed("")
    second = monitor("audit")
    typed("y " * 12)
    third = monitor("audit")

    assert first.code == second.code == third.code == 0
    assert "12 are still to be answered: the same command goes on." in first.out
    assert shown(second.out) == [shown(first.out)[2]]
    assert shown(third.out)[0] == shown(first.out)[2]
    texts = [text for _, text in [*shown(first.out)[:2], *shown(third.out)]]
    assert len(set(texts)) == len(texts) == 14
    assert "14 of 14 answered" in third.out


def test_going_back_undoes_the_last_answer(monitor, filled, typed):
    typed("b y b n q")

    ran = monitor("audit")

    assert "There is nothing to go back to." in ran.out
    assert [place for place, _ in shown(ran.out)] == [
        "1 of 14",
        "1 of 14",
        "2 of 14",
        "1 of 14",
        "2 of 14",
    ]
    found = monitor("audit", "--show", "--json").json
    assert sum(each["answered"] for each in found["strata"].values()) == 1
    assert sum(each["yes"] for each in found["strata"].values()) == 0


def test_a_key_that_is_none_is_asked_for_again_and_a_whole_word_will_do(monitor, filled, typed):
    typed("x positive YES q")

    ran = monitor("audit")

    assert ran.out.count("That is none of the keys: y, n, s, b or q.") == 2
    assert "1 of 14 answered" in ran.out


def test_figures_come_as_data_alone_and_the_asking_goes_elsewhere(monitor, filled, typed):
    typed("y s n " + "y " * 11)

    ran = monitor("audit", "--json")

    assert "14 of 14" in ran.err
    assert list(ran.json) == [
        "question", "topic", "as", "drawn", "answered", "skipped", "strata", "precision",
        "recall", "not_seen", "agreement",
    ]  # fmt: skip
    assert (ran.json["drawn"], ran.json["answered"], ran.json["skipped"]) == (14, 13, 1)
    assert "365 days" not in ran.out
    again = monitor("audit", "--json")
    assert (again.json, again.err) == (ran.json, "")


def test_validation_is_blind_and_gives_its_figures(monitor, filled, typed):
    typed("+ 0 - " * 4)

    ran = monitor("validate", "tone")

    assert ran.code == 0
    assert len(shown(ran.out)) == 12  # the Polish one is not scored
    asking = ran.out.split("tone of film, by first")[0]
    assert not re.search(r"author|phrase|[+−]0\.|positive \d", asking)
    assert "tone of film, by first: 12 of 12 answered. Few: lean on no figure below." in ran.out
    assert "Krippendorff's alpha, you and the monitor" in ran.out
    assert "Macro-F1" in ran.out
    found = monitor("validate", "--json").json
    assert list(found) == [
        "question", "topic", "as", "drawn", "answered", "skipped", "confusion", "accuracy",
        "classes", "macro_f1", "macro_over", "alpha", "shares", "agreement",
    ]  # fmt: skip
    assert sum(n for row in found["confusion"].values() for n in row.values()) == 12
    assert sum(each["corrected"] for each in found["shares"].values()) == pytest.approx(1)


def test_a_second_person_answers_for_the_same_posts_and_is_compared(monitor, filled, typed):
    typed("+ 0 - " * 4)
    first = monitor("validate")
    typed("+ 0 - " * 4)
    second = monitor("validate", "--as", "second")

    assert shown(first.out) == shown(second.out)
    assert "Krippendorff's alpha, second and first: +1.00 on 12 posts." in second.out
    assert monitor("validate", "--json").json["agreement"] == {"second": {"posts": 12, "alpha": 1}}


def test_agreement_of_two_who_see_one_class_alone_is_not_defined(monitor, filled, typed):
    for name in ("first", "second"):
        typed("y " * 14)
        ran = monitor("audit", "--as", name)

    said = "Krippendorff's alpha, second and first: not defined (all is one class) on 14 posts."
    assert said in ran.out
    assert monitor("audit", "--json").json["agreement"] == {"second": {"posts": 14, "alpha": None}}


def test_fewer_posts_and_a_window_are_drawn_where_they_are_asked_for(monitor, filled, typed):
    typed("")

    assert shown(monitor("audit", "--posts", "5").out)[0][0] == "1 of 5"
    window = ("--since", "2020-07-02T10:00Z", "--until", "2020-07-02T10:04Z")
    assert shown(monitor("audit", *window).out)[0][0] == "1 of 4"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("audit", "--topic", "flim"), 2, "did you mean film?"),
        (("audit", "--as", "Me & you"), 2, "is no short lower-case name"),
        (("audit", "--posts", "0"), 2, "greater than or equal to 1"),
        (("audit", "--since", "soon"), 2, "is no moment"),
        (("audit", "--since", "2021-01-01", "--until", "2021-02-01"), 3, "runs from 2020-07-02"),
        (("audit", "--show"), 3, "first has answered nothing yet; begin without --show"),
        (("validate", "mood"), 2, "write tone or position"),
        (("validate", "--topic", "petition", "--since", "2021-01-01"), 3, "runs from"),
    ],
)
def test_a_wrong_question_is_answered_with_what_to_ask(monitor, filled, words, code, said):
    ran = monitor(*words)

    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_an_empty_database_says_how_to_fill_it(monitor, watch):
    for words in (["audit"], ["validate", "tone"]):
        ran = monitor(*words)
        assert ran.code == 3
        assert "monitor import FILE" in ran.err


@pytest.mark.fault("F33")
def test_a_text_reaches_whoever_answers_as_letters_and_no_more(monitor, watch, folder, typed):
    text = "365 days, netflix \x1b[31m\x9b2J\u202e [bold]red[/bold]\nmore \x07"
    line = {"id": "1", "text": text, "created_at": "2020-07-02T10:00Z"}
    (folder / "hostile.jsonl").write_text(json.dumps(line), "utf-8")
    monitor("import", "hostile.jsonl")
    typed("q")

    ran = monitor("audit")

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", ran.out)
    assert "[bold]red[/bold] more" in ran.out


def started(folder):
    command = [sys.executable, "-m", "monitor", "audit"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def until(process, ending):
    said = ""
    while not said.endswith(ending):
        letter = process.stdout.read(1)
        assert letter, said
        said += letter
    return said


def test_an_interrupt_stops_and_keeps_what_was_answered(monitor, filled, folder):
    with started(folder) as process:
        until(process, "q > ")
        process.stdin.write("y\n")
        process.stdin.flush()
        until(process, "q > ")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, "")
    assert "film, by first: 1 of 14 answered." in out
    assert monitor("audit", "--show", "--json").json["answered"] == 1


def test_a_script_answers_by_a_pipe(filled, folder):
    with started(folder) as process:
        out, err = process.communicate("y\nn\n" + "y\n" * 12, timeout=60)

    assert (process.returncode, err) == (0, "")
    assert "14 of 14 answered" in out
