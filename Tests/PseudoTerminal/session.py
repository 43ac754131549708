"""A program on a pseudo-terminal of its own, as a user has it: keys go in, a screen comes out."""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

from screen import Screen

PROMPT = "curfew>"
# Long enough for a loaded machine; nothing waits for it that works.
PATIENCE = 10.0


class Failure(Exception):
    pass


def modes(descriptor):
    """A terminal's modes, comparable."""
    return termios.tcgetattr(descriptor)


class Session:
    """Runs a command under a small job-control shell, so that Ctrl-Z has somewhere to go."""

    def __init__(self, command, environment, rows=24, columns=80):
        self.screen = Screen(rows, columns)
        self.raw = b""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.status = None
        control, self.shell_end = os.pipe()
        self.shell_says, says = os.pipe()
        self.shell, self.descriptor = pty.fork()
        if self.shell == 0:
            os.close(self.shell_end)
            os.close(self.shell_says)
            run_shell(command, environment, (rows, columns), control, says)
        os.close(control)
        os.close(says)
        self.modes_before = self.shell_word().split(" ", 1)[1]
        self.program = int(self.shell_word().split()[1])

    # What goes in.

    def type(self, keys):
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            _, writable, _ = select.select([], [self.descriptor], [], 0.01)
            if writable:
                data = data[os.write(self.descriptor, data[:512]) :]
            self.read()

    def resize(self, rows, columns):
        self.read()
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # What comes out.

    def read(self, seconds=0.0):
        """Whether anything came."""
        readable, _, _ = select.select([self.descriptor], [], [], seconds)
        if not readable:
            return False
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self.screen.feed(self.decoder.decode(data))
        return bool(data)

    def wait(self, what, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise Failure(f"waited for {what}; the screen:\n{self.screen.text()}\n\nthe end of the bytes: {self.raw[-400:]!r}")
            self.read(0.02)

    def settle(self, seconds=0.15):
        """Reads until nothing has come for a while."""
        while self.read(seconds):
            pass

    def expect(self, text):
        self.wait(repr(text), lambda: text in self.screen.text())

    def expect_line(self, text):
        """The cursor's row reads so."""
        self.wait(f"the line {text!r}", lambda: self.screen.line() == text)

    def expect_prompt(self, after=b"\x1b[?2004h"):
        """A prompt with nothing after it, once paste mode has been switched on since the last call."""
        start = getattr(self, "seen", 0)
        self.wait("a prompt", lambda: after in self.raw[start:] and self.screen.line() == PROMPT)
        self.seen = len(self.raw)

    def enter(self, statement):
        """Types a statement and Enter; waits until the prompt is back, and gives what was printed between."""
        self.read()
        self.seen = len(self.raw)
        self.type(statement + "\r")
        self.expect_prompt()
        return self.screen.text()

    # The shell around it.

    def shell_word(self):
        word = b""
        deadline = time.monotonic() + PATIENCE
        while not word.endswith(b"\n"):
            if time.monotonic() > deadline:
                raise Failure(f"the program neither stopped nor ended; the screen:\n{self.screen.text()}")
            self.read(0.0)
            readable, _, _ = select.select([self.shell_says], [], [], 0.02)
            if readable:
                byte = os.read(self.shell_says, 1)
                if not byte:
                    raise Failure("the shell around the program has gone")
                word += byte
        return word.decode().strip()

    def wait_for_stop(self):
        word = self.shell_word()
        if not word.startswith("stopped"):
            raise Failure(f"the program should have stopped: {word}")
        return word.split(" ", 1)[1]

    def foreground(self):
        os.write(self.shell_end, b"f")

    def wait_for_end(self):
        """The exit status (negative: the signal), and the terminal's modes afterwards."""
        word = self.shell_word()
        if not word.startswith("ended"):
            raise Failure(f"the program should have ended: {word}")
        self.settle(0.05)
        _, status, rest = word.split(" ", 2)
        self.status = int(status)
        return self.status, rest

    def hang_up(self):
        os.close(self.descriptor)
        self.descriptor = -1

    def close(self):
        for process in (self.program, self.shell):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            os.waitpid(self.shell, 0)
        except ChildProcessError:
            pass
        for descriptor in (self.descriptor, self.shell_end, self.shell_says):
            if descriptor >= 0:
                os.close(descriptor)


def run_shell(command, environment, size, control, says):
    """The child's side: starts the command in a process group of its own, and reports when it stops or ends."""

    def say(word):
        os.write(says, (word + "\n").encode())

    def take_terminal(group):
        os.tcsetpgrp(0, group)

    # A test runner's threads take no signals, and what they start inherits that.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    found = modes(0)
    say(f"modes {found}")
    program = os.fork()
    if program == 0:
        os.setpgid(0, 0)
        take_terminal(os.getpid())
        for number in (signal.SIGTTOU, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        os.execve(command[0], command, environment)
    say(f"started {program}")
    while True:
        try:
            _, status = os.waitpid(program, os.WUNTRACED)
        except ChildProcessError:
            os._exit(0)
        if os.WIFSTOPPED(status):
            take_terminal(os.getpgid(0))
            say(f"stopped {modes(0)}")
            if not os.read(control, 1):
                os._exit(0)
            take_terminal(program)
            os.kill(program, signal.SIGCONT)
            continue
        code = os.waitstatus_to_exitcode(status)
        try:
            take_terminal(os.getpgid(0))
            say(f"ended {code} {modes(0)}")
        except (termios.error, OSError):
            say(f"ended {code} gone")
        # The master's side reads what is left, and then closes.
        os.read(control, 1)
        os._exit(0)
