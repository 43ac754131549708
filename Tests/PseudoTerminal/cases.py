"""What a user does at Curfew's prompt, and what must come of it.

    python3 cases.py --list
    python3 cases.py CASE BINARY

CURFEW_TALL_STATEMENT names another statement that prints more than ten rows.
"""

import os
import re
import subprocess
import sys
import tempfile
import time

from session import PATIENCE, PROMPT, Failure, Session

TALL = os.environ.get("CURFEW_TALL_STATEMENT", "places")

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def check(condition, message):
    if not condition:
        raise Failure(message)


class Place:
    """A binary, and a home and a database of its own."""

    def __init__(self, binary, home):
        self.binary = binary
        self.home = home

    def environment(self, **changes):
        base = {
            "HOME": self.home,
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "PAGER": "",
        }
        # Where the Swift runtime is not installed beside the binary.
        if "LD_LIBRARY_PATH" in os.environ:
            base["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        base.update(changes)
        return {name: value for name, value in base.items() if value is not None}

    @property
    def command(self):
        return [self.binary, "--db", os.path.join(self.home, "test.db")]

    def open(self, rows=24, columns=80, **changes):
        """A session at its first prompt."""
        session = Session(self.command, self.environment(**changes), rows, columns)
        SESSIONS.append(session)
        session.expect_prompt()
        return session

    def pipe(self, data, **changes):
        return subprocess.run(
            self.command, input=data, capture_output=True, env=self.environment(**changes), timeout=60
        )


    def slow_statement(self):
        """A statement that runs for many seconds."""
        examples = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "synthetic-measurements.csv")
        subprocess.run(
            self.command + ["load", examples], env=self.environment(), check=True, capture_output=True, timeout=120
        )
        script = os.path.join(self.home, "slow.cq")
        with open(script, "w") as file:
            file.write("show interference-rate by target, network, country per hour with ci | top 1\n" * 200)
        return f'run "{script}"'


SESSIONS = []


def leave(session):
    session.type("\x04")
    status, modes = session.wait_for_end()
    check(status == 0, f"Ctrl-D should leave with 0, not {status}")
    return modes


# Locales and streams.


@case
def types_utf8_in_the_c_locale(place):
    for locale in ({"LANG": None, "LC_ALL": "C"}, {"LANG": None}, {"LC_ALL": "no_SUCH.LOCALE"}):
        session = place.open(**locale)
        session.type('show "سلامé中文"')
        session.expect_line(f'{PROMPT} show "سلامé中文"')
        session.type("\x7f\x7f!\x01\x1b[3~S")
        session.expect_line(f'{PROMPT} Show "سلامé中!')
        session.type("\x15\x0b")
        session.expect_line(PROMPT)
        session.enter('show "سلامé中文"')
        check("'سلامé中文'" in session.screen.text(), f"the error quotes what was typed:\n{session.screen.text()}")
        leave(session)


@case
def shows_bytes_that_are_not_utf8(place):
    session = place.open()
    session.type(b"a\xffb\xe4\xb8c")
    session.expect_line(f"{PROMPT} a\ufffdb\ufffdc")
    session.type("\x15")
    leave(session)


@case
def reads_statements_from_a_pipe(place):
    done = place.pipe("platforms\n-- a remark: سلام\nplatforms;\nplatforms".encode())
    check(done.returncode == 0, f"status {done.returncode}: {done.stderr!r}")
    check(done.stdout.count(b"whatsapp") == 3 * place.pipe(b"platforms\n").stdout.count(b"whatsapp"), "three answers")
    check(b"\x1b" not in done.stdout and PROMPT.encode() not in done.stdout, "no prompt and no escapes in a pipe")


@case
def says_where_piped_bytes_are_not_utf8(place):
    done = place.pipe(b"platforms\n\nshow \xff n\n")
    check(done.returncode == 1, f"status {done.returncode}")
    check(b":3:6" in done.stderr, f"line and column: {done.stderr!r}")


@case
def answers_a_pipe_statement_by_statement(place):
    program = subprocess.Popen(
        place.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=place.environment(), bufsize=0
    )
    try:
        for _ in range(2):
            program.stdin.write(b"platforms;\n")
            answer = b""
            while b"whatsapp" not in answer:
                part = program.stdout.read(65536)
                check(part, "an answer before the next statement is written")
                answer += part
        program.stdin.close()
        check(program.wait(timeout=PATIENCE) == 0, "status 0")
    finally:
        program.kill()


@case
def stops_a_pipe_that_ends_inside_a_statement(place):
    done = place.pipe(b"rank countries by")
    check(done.returncode == 1, f"status {done.returncode}")
    check(b"error" in done.stderr and b"error" not in done.stdout, f"a message on stderr: {done.stderr!r}")


@case
def obeys_a_dumb_terminal(place):
    session = Session(place.command, place.environment(TERM="dumb", PAGER=None))
    SESSIONS.append(session)
    session.expect_line(PROMPT)
    session.type("platforms\r")
    session.expect("whatsapp")
    session.wait("a prompt", lambda: session.screen.line() == PROMPT)
    leave(session)
    check(b"\x1b" not in session.raw, f"no escapes: {session.raw!r}")


@case
def draws_charts_in_what_the_terminal_shows(place):
    for changes, sign in (({}, "█"), ({"LANG": None, "LC_ALL": "C"}, "#"), ({"LC_ALL": "en_US.ISO-8859-1"}, "#")):
        session = place.open(**changes)
        session.enter("sql \"select 'a' as what, 3 as figure\" | chart bar")
        text = session.screen.text()
        check(f"a  {'|' if sign == '#' else '│'}{sign * 20}" in text, f"{changes} draws with {sign}:\n{text}")
        leave(session)


# Leaving and interrupting.


@case
def interrupts_a_line(place):
    session = place.open()
    session.type("show n in PK\x1b[D\x1b[D")
    session.expect("show n in PK")
    session.type("\x03")
    session.expect_prompt()
    session.type("\r")
    session.expect_prompt()
    session.type("rank countries by\rincidents,\x1b[A\x03")
    session.expect_prompt()
    check("error" not in session.screen.text(), f"nothing ran:\n{session.screen.text()}")
    leave(session)


@case
def interrupts_a_running_statement(place):
    slow = place.slow_statement()
    session = place.open()
    took = []
    for _ in range(3):
        session.read()
        session.seen = len(session.raw)
        session.type(slow + "\r")
        session.wait("the statement to run", lambda: b"\x1b[?2004l" in session.raw[session.seen :])
        session.settle(0.7)
        check(session.screen.line() != PROMPT, f"the statement is still running:\n{session.screen.text()}")
        start = time.monotonic()
        session.type("\x03")
        session.expect_prompt()
        took.append(time.monotonic() - start)
    check(min(took) < 0.1, f"the prompt is back within 100 ms, not {took}")
    session.enter("platforms")
    session.expect("whatsapp")
    leave(session)


@case
def leaves_on_end_of_file(place):
    session = place.open()
    session.type("ab\x01\x04")
    session.expect_line(f"{PROMPT} b")
    session.type("\x04")
    session.expect_line(PROMPT)
    session.type("ab\x04")
    session.wait("a bell, and nothing deleted", lambda: session.screen.bells == 1)
    session.expect_line(f"{PROMPT} ab")
    session.type("\x15")
    leave(session)


@case
def meets_end_of_file_inside_a_block(place):
    session = place.open()
    session.type("rank countries by\r")
    session.expect_line("")
    check(session.screen.lines()[session.screen.row - 1] == f"{PROMPT} rank countries by", "a block")
    session.type("\x04")
    session.expect("error")
    session.expect_prompt()
    shown = session.screen.text().count("rank countries by")
    session.type("\x1b[A")
    session.wait("the block again", lambda: session.screen.text().count("rank countries by") > shown)
    session.type("\x03")
    session.expect_prompt()
    leave(session)


@case
def ends_when_the_terminal_goes(place):
    session = place.open()
    session.type("rank countries by\r")
    session.settle()
    program = session.program
    session.hang_up()
    deadline = time.monotonic() + PATIENCE
    while os.path.exists(f"/proc/{program}/stat") and " Z " not in open(f"/proc/{program}/stat").read():
        check(time.monotonic() < deadline, "the program ends when its terminal does")
        time.sleep(0.05)


@case
def restores_the_terminal(place):
    session = place.open()
    check(session.modes_before == leave(session), "Ctrl-D leaves the terminal as it was")
    check(session.raw.rstrip().endswith(b"\x1b[?2004l"), "and pastes as they were")
    session = place.open()
    os.kill(session.program, 15)
    status, modes = session.wait_for_end()
    check(status == -15, f"SIGTERM ends it: {status}")
    check(session.modes_before == modes, "SIGTERM leaves the terminal as it was")
    check(session.raw.endswith(b"\x1b[?2004l"), f"and pastes as they were: {session.raw[-20:]!r}")


# Typing.


@case
def continues_a_statement_that_is_not_complete(place):
    session = place.open()
    session.type("rank countries by\r")
    session.wait("a second line, indented by two", lambda: session.screen.column == 2
                 and session.screen.row == session_row(session, "rank countries by") + 1)
    session.type("\x15\x7f nonsense-measure\r")
    session.expect("nonsense-measure'")
    session.expect_prompt()
    session.type("list events(\r")
    session.settle()
    check("error" not in session.screen.text().split("list events(")[1], "an open parenthesis continues")
    session.type("\x03")
    session.expect_prompt()
    leave(session)


def session_row(session, text):
    return next((number for number, line in enumerate(session.screen.lines()) if text in line), -99)


@case
def moves_in_a_block_before_the_history(place):
    session = place.open()
    session.enter("platforms")
    session.type("show tests,\rn, \rx")
    session.settle()
    row = session.screen.row
    session.type("\x1b[A")
    session.wait("one row up", lambda: session.screen.row == row - 1)
    session.type("\x1b[A\x1b[F")
    session.wait("two rows up", lambda: session.screen.row == row - 2)
    session.type("\x1b[B\x1b[B")
    session.wait("back down", lambda: session.screen.row == row)
    session.type("\x03")
    session.expect_prompt()
    session.type("\x1b[A")
    session.expect_line(f"{PROMPT} platforms")
    session.type("\x03")
    session.expect_prompt()
    leave(session)


@case
def knows_its_keys(place):
    session = place.open()
    session.type("one two-three four")
    session.type("\x1b[1;5D<\x1b[1;5D\x1b[1;5D>\x1bOH[\x1bOF]\x1b[1~{\x1b[4~}")
    session.expect_line(f"{PROMPT} {{[>one two-three <four]}}")
    # Keys that mean nothing here type nothing: page keys with no history, Insert, F5, F12, Shift-Tab, mouse, focus.
    session.type("\x1b[5~\x1b[6~\x1b[2~\x1b[15~\x1b[24~\x1b[Z\x1b[<0;1;1M\x1b[I\x1b[1;2P\x1bOP.")
    session.expect_line(f"{PROMPT} {{[>one two-three <four]}}.")
    session.type("\x7f\x07")
    session.expect_line(PROMPT)
    session.type("\x19")
    session.expect_line(f"{PROMPT} {{[>one two-three <four]}}")
    session.type("\x01\x1b[C\x1b[C\x0b\x15abc def\x1b[D\x15")
    session.expect_line(f"{PROMPT} f")
    session.type("\x19\x05\x17")
    session.expect_line(f"{PROMPT} abc")
    session.type("\x15")
    leave(session)


@case
def pastes_without_running_or_completing(place):
    session = place.open(rows=12)
    start = len(session.raw)
    lines = [f"-- \tسلام دنیا {number}\tra\t" for number in range(299)] + ["platforms"]
    session.type("\x1b[200~" + "\r".join(lines) + "\r\x1b[201~")
    session.expect_line("platforms")
    session.settle(0.3)
    check("-- " in session.screen.text() and "سلام دنیا 298" in session.screen.text(), session.screen.text())
    check("whatsapp" not in session.screen.text() and session.screen.bells == 0, "nothing ran, nothing completed")
    check(b"\x1b[?2004l" not in session.raw[start:], "no statement was run")
    session.type("\r")
    session.expect("whatsapp")
    session.expect_prompt()
    check("error" not in session.screen.text(), session.screen.text())
    # The whole of it is one entry.
    session.type("\x1b[A")
    session.expect_line("platforms")
    session.expect("[")
    session.type("\x03")
    session.expect_prompt()
    leave(session)


@case
def shows_the_place_in_a_tall_block(place):
    session = place.open(rows=12)
    lines = [f"-- line {number}" for number in range(40)] + ["platforms"]
    session.type("\x1b[200~" + "\n".join(lines) + "\x1b[201~")
    session.expect_line("platforms")
    session.type("\x1b[A" * 20 + "\x1b[F!")
    session.wait("the edited line", lambda: session.screen.line().endswith("-- line 20!"))
    session.type("\x1b[A" * 30 + "\x01")
    session.wait("the first line", lambda: session.screen.line().endswith("-- line 0"))
    session.type("\x1b[B" * 50 + "\x05")
    session.expect_line("platforms")
    session.type("\x1b[A" * 20 + "\x1b[F")
    session.wait("the edited line", lambda: session.screen.line().endswith("-- line 20!"))
    session.type("\r")
    session.expect("whatsapp")
    session.expect_prompt()
    leave(session)


@case
def draws_anew_when_the_window_changes(place):
    session = place.open(columns=80)
    session.type('show n on "aaaaaaaaaa bbbbbbbbbb"')
    session.settle()
    session.resize(24, 60)
    session.expect_line(f'{PROMPT} show n on "aaaaaaaaaa bbbbbbbbbb"')
    session.type(" cccccccccc dddddddddd")
    session.settle()
    check(f'{PROMPT} show n on "aaaaaaaaaa bbbbbbbbbb" cccccccccc' in session.screen.text(), session.screen.text())
    for columns in (100, 70, 120):
        session.resize(24, columns)
        session.settle()
    session.resize(14, 100)
    session.type("X")
    session.expect_line(f'{PROMPT} show n on "aaaaaaaaaa bbbbbbbbbb" cccccccccc ddddddddddX')
    session.type("\x03")
    session.expect_prompt()
    leave(session)


@case
def survives_a_resize_while_a_statement_runs(place):
    slow = place.slow_statement()
    session = place.open()
    session.read()
    session.seen = len(session.raw)
    session.type(slow + "\r")
    session.wait("the statement to run", lambda: b"\x1b[?2004l" in session.raw[session.seen :])
    session.settle(0.3)
    session.resize(20, 60)
    session.settle(0.3)
    check(session.screen.line() != PROMPT, "a resize does not end a statement")
    session.type("\x03")
    session.expect_prompt()
    leave(session)


@case
def stops_and_goes_on(place):
    session = place.open()
    session.type("rank countries by\rinci")
    session.settle()
    session.type("\x1a")
    modes = session.wait_for_stop()
    check(modes == session.modes_before, "a stopped program leaves the terminal as it was")
    session.settle()
    check(session.raw.endswith(b"\x1b[?2004l"), f"and pastes: {session.raw[-30:]!r}")
    shown = session.screen.text().count("rank countries by")
    session.foreground()
    session.wait("the block again", lambda: session.screen.text().count("rank countries by") == shown + 1)
    session.expect_line("  inci")
    check(b"\x1b[?2004h" in session.raw[session.raw.rindex(b"\x1b[?2004l") :], "pastes are marked again")
    session.type("dents\x1b[A")
    session.expect("incidents")
    session.type("\x03")
    session.expect_prompt()
    leave(session)


# History and completion.


@case
def keeps_history_across_sessions(place):
    first = place.open()
    first.enter("platforms")
    second = place.open()
    first.enter("rank countries by nonsense-one")
    second.enter("rank countries by nonsense-two")
    second.type("rank countries by\rnonsense-three\r")
    second.expect("nonsense-three'")
    second.expect_prompt()
    leave(first)
    leave(second)
    third = place.open()
    third.type("pl\x1b[A")
    third.expect_line(f"{PROMPT} platforms")
    third.type("\x15rank\x1b[A")
    third.expect_line("  nonsense-three")
    third.type("\x1b[5~")
    third.expect_line(f"{PROMPT} rank countries by nonsense-two")
    third.type("\x1b[A")
    third.expect_line(f"{PROMPT} rank countries by nonsense-one")
    third.type("\x1b[B\x1b[B")
    third.expect_line("  nonsense-three")
    third.type("\x1b[6~")
    third.expect_line(f"{PROMPT} rank")
    third.type("\x15")
    leave(third)


@case
def searches_history(place):
    session = place.open()
    session.enter("platforms")
    session.enter("rank countries by nonsense-one")
    session.enter("rank countries by nonsense-two")
    session.type("\x12nonse")
    session.expect_line("(search 'nonse'): rank countries by nonsense-two")
    session.type("\x12")
    session.expect_line("(search 'nonse'): rank countries by nonsense-one")
    session.type("\x07")
    session.expect_line(PROMPT)
    session.type("draft\x12zzz")
    session.expect_line("(not found 'zzz'): draft")
    session.type("\x7f\x7f\x7f\x07")
    session.expect_line(f"{PROMPT} draft")
    session.type("\x15\x12form\x05!")
    session.expect_line(f"{PROMPT} platforms!")
    session.type("\x15\x12form\r")
    session.expect_prompt()
    leave(session)


@case
def completes(place):
    session = place.open()
    session.type("expla\t")
    session.expect_line(f"{PROMPT} explain")
    session.type("\x15show n in Z\t")
    session.settle()
    before = session.screen.text()
    session.type("\t")
    session.wait("a list", lambda: "ZM" in session.screen.text() and "ZW" in session.screen.text())
    session.expect_line(f"{PROMPT} show n in Z")
    check(before in session.screen.text(), "the list stands under what was typed")
    session.type("\x15show n in \t\t")
    session.wait("how many were left off", lambda: re.search(r"^\d+ more$", session.screen.text(), re.M))
    session.expect_line(f"{PROMPT} show n in")
    session.type("\x15")
    leave(session)


# Output.


@case
def draws_a_bold_prompt_and_ends_it(place):
    session = place.open()
    check(b"\x1b[1mcurfew>\x1b[0m " in session.raw, f"bold, and no longer than the prompt: {session.raw!r}")
    leave(session)
    session = place.open(NO_COLOR="1")
    check(b"\x1b[1m" not in session.raw, "NO_COLOR")
    leave(session)


@case
def pages_what_does_not_fit(place):
    session = place.open(rows=12, PAGER="sed s/^/PAGED:/")
    session.enter(TALL)
    check("PAGED:" in session.screen.text(), f"a tall result goes to the pager:\n{session.screen.text()}")
    leave(session)
    # A pager that is left early, one that is not there, and none at all.
    for pager, answer in (("head -1 | sed s/^/PAGED:/", "PAGED:"), ("no-such-pager-at-all", ""), ("", "")):
        session = place.open(rows=12, PAGER=pager)
        session.enter(TALL)
        check(answer in session.screen.text(), f"{pager!r}:\n{session.screen.text()}")
        leave(session)


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(CASES))
        return 0
    name, binary = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="curfew-") as home:
        try:
            CASES[name](Place(os.path.abspath(binary), home))
        except Failure as failure:
            print(failure)
            return 1
        finally:
            for session in SESSIONS:
                session.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
