#ifndef CURFEW_CEDIT_H
#define CURFEW_CEDIT_H

#include <histedit.h>
#include <stdbool.h>

// Fixed-arity faces of libedit's variadic calls, and the signal handlers: what Swift cannot say.

/// The editor on this process's standard input, output and error, or NULL.
EditLine *curfew_edit_open(const char *program);

/// Restores the terminal and frees the editor. Done by `atexit` for one that is still open.
void curfew_edit_close(EditLine *editor);

typedef unsigned char (*curfew_edit_function)(EditLine *editor, int key);
typedef char *(*curfew_edit_prompt)(EditLine *editor);
typedef int (*curfew_edit_reader)(EditLine *editor, wchar_t *character);

int curfew_edit_set_prompt(EditLine *editor, curfew_edit_prompt prompt, char escape);
int curfew_edit_set_reader(EditLine *editor, curfew_edit_reader reader);
int curfew_edit_set_context(EditLine *editor, void *context);
void *curfew_edit_context(EditLine *editor);

/// Names a function for keys. `name` and `help` must outlive the editor.
int curfew_edit_add_function(EditLine *editor, const char *name, const char *help, curfew_edit_function function);
/// Binds a key sequence in editrc notation (`^[[5~`) to a function's name.
int curfew_edit_bind(EditLine *editor, const char *keys, const char *name);
/// Draws prompt and line anew from the cursor's place.
int curfew_edit_redraw(EditLine *editor);
/// Puts the terminal in the mode for editing (true) or for programs (false).
int curfew_edit_prepare_terminal(EditLine *editor, bool editing);

/// A history for incremental search, or NULL.
HistoryW *curfew_history_open(EditLine *editor, int capacity);
int curfew_history_enter(HistoryW *history, const wchar_t *statement);

/// What has happened since it was last asked.
enum {
  CURFEW_INTERRUPT = 1,
  CURFEW_RESIZE = 2,
  CURFEW_CONTINUE = 4,
  CURFEW_STOP = 8,
};

/// Installs the handlers of SIGINT (calls return EINTR), SIGWINCH and SIGCONT (calls restart), ignores SIGPIPE.
/// 0 on success, -1 with errno set.
int curfew_signals_install(void);
/// Catches SIGTSTP while a line is edited; false gives it back to the system.
void curfew_signals_catch_stop(bool caught);
/// Whether SIGINT came since the last reset.
bool curfew_signals_interrupted(void);
void curfew_signals_reset(void);
/// A flag of the caller's that SIGINT sets to 1, or NULL for none. It must live until replaced.
void curfew_signals_set_flag(volatile int *flag);
/// Waits until a descriptor can be read (1), a signal came (0) or waiting failed (-1, errno set).
int curfew_signals_wait(int descriptor);
/// The events since the last call, which forgets them; CURFEW_INTERRUPT stays visible to `interrupted`.
int curfew_signals_take(void);

#endif
