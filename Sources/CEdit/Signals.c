#define _XOPEN_SOURCE 700
#include "CEdit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <termios.h>
#include <unistd.h>

static atomic_int events;
static atomic_bool interrupted;
static _Atomic(volatile int *) interrupt_flag;
// A handler writes here, so that a wait ends whichever thread the signal came to.
static int wake[2] = {-1, -1};
static struct termios found;
static bool found_terminal;
static struct sigaction before_stop, before_terminate, before_hangup;

static void note(int event) {
  int saved = errno;
  atomic_fetch_or(&events, event);
  if (wake[1] >= 0) (void)!write(wake[1], "", 1);
  errno = saved;
}

static void on_signal(int number) {
  switch (number) {
    case SIGINT: {
      volatile int *flag = atomic_load(&interrupt_flag);
      atomic_store(&interrupted, true);
      if (flag) *flag = 1;
      note(CURFEW_INTERRUPT);
      break;
    }
    case SIGWINCH: note(CURFEW_RESIZE); break;
    case SIGCONT: note(CURFEW_CONTINUE); break;
    case SIGTSTP: note(CURFEW_STOP); break;
  }
}

// Ends the program by the same signal, once the terminal is as it was found.
static void on_end(int number) {
  static const char paste_off[] = "\033[?2004l";
  if (found_terminal) tcsetattr(STDIN_FILENO, TCSANOW, &found);
  (void)!write(STDOUT_FILENO, paste_off, sizeof paste_off - 1);
  raise(number);
}

static int handle(int number, void (*handler)(int), int flags, struct sigaction *before) {
  struct sigaction action = {0};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, before);
}

static int open_wake(void) {
  if (wake[0] >= 0) return 0;
  if (pipe(wake) != 0) return -1;
  for (int end = 0; end < 2; end++) {
    fcntl(wake[end], F_SETFL, O_NONBLOCK);
    fcntl(wake[end], F_SETFD, FD_CLOEXEC);
  }
  return 0;
}

// A program that starts this one from a thread that takes no signals hands that on.
static void unblock(void) {
  sigset_t handled;
  sigemptyset(&handled);
  sigaddset(&handled, SIGINT);
  sigaddset(&handled, SIGWINCH);
  sigaddset(&handled, SIGCONT);
  sigaddset(&handled, SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &handled, NULL);
}

int curfew_signals_install(void) {
  if (open_wake() != 0) return -1;
  unblock();
  if (handle(SIGINT, on_signal, 0, NULL) != 0) return -1;
  if (handle(SIGWINCH, on_signal, SA_RESTART, NULL) != 0) return -1;
  if (handle(SIGCONT, on_signal, SA_RESTART, NULL) != 0) return -1;
  return handle(SIGPIPE, SIG_IGN, 0, NULL);
}

static void on_end_unless_ignored(int number, struct sigaction *before) {
  if (sigaction(number, NULL, before) != 0 || before->sa_handler == SIG_IGN) return;
  handle(number, on_end, SA_RESETHAND | SA_NODEFER, before);
}

void curfew_signals_edit(bool editing) {
  if (editing) {
    found_terminal = tcgetattr(STDIN_FILENO, &found) == 0;
    handle(SIGTSTP, on_signal, SA_RESTART, &before_stop);
    on_end_unless_ignored(SIGTERM, &before_terminate);
    on_end_unless_ignored(SIGHUP, &before_hangup);
  } else {
    sigaction(SIGTSTP, &before_stop, NULL);
    sigaction(SIGTERM, &before_terminate, NULL);
    sigaction(SIGHUP, &before_hangup, NULL);
  }
}

void curfew_signals_stop(void) {
  struct sigaction before;
  if (handle(SIGTSTP, SIG_DFL, 0, &before) != 0) return;
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
}

bool curfew_signals_interrupted(void) {
  return atomic_load(&interrupted);
}

void curfew_signals_reset(void) {
  atomic_store(&interrupted, false);
  atomic_fetch_and(&events, ~CURFEW_INTERRUPT);
}

void curfew_signals_set_flag(volatile int *flag) {
  atomic_store(&interrupt_flag, flag);
}

int curfew_signals_wait(int descriptor) {
  struct pollfd waited[2] = {{descriptor, POLLIN, 0}, {wake[0], POLLIN, 0}};
  if (atomic_load(&events) != 0) return 0;
  if (poll(waited, wake[0] >= 0 ? 2 : 1, -1) < 0) return errno == EINTR ? 0 : -1;
  return waited[1].revents != 0 ? 0 : 1;
}

int curfew_signals_take(void) {
  char drained[64];
  while (wake[0] >= 0 && read(wake[0], drained, sizeof drained) > 0) continue;
  return atomic_exchange(&events, 0);
}
