#ifndef CURFEW_CEDIT_H
#define CURFEW_CEDIT_H

#include <histedit.h>
#include <stdbool.h>

// Fixed-arity faces of libedit's variadic calls, and signal handlers: what Swift cannot say.

/// The editor on this process's standard input, output and error, or NULL where one is open or none can be had.
/// `atexit` closes one that is still open, so that `exit` from anywhere leaves the terminal as it was.
EditLine *curfew_edit_open(const char *program);

/// Restores the terminal and frees the editor.
void curfew_edit_close(EditLine *editor);

typedef unsigned char (*curfew_edit_function)(EditLine *editor, int key);
typedef char *(*curfew_edit_prompt)(EditLine *editor);
typedef int (*curfew_edit_reader)(EditLine *editor, wchar_t *character);

/// The prompt; text between two `escape` characters takes no columns, and must not end it.
int curfew_edit_set_prompt(EditLine *editor, curfew_edit_prompt prompt, char escape);
/// What reads a character: 1 where there is one, 0 at the end, -1 with errno.
int curfew_edit_set_reader(EditLine *editor, curfew_edit_reader reader);
int curfew_edit_set_context(EditLine *editor, void *context);
void *curfew_edit_context(EditLine *editor);

/// Names a function for keys. Both texts must outlive the editor.
int curfew_edit_add_function(EditLine *editor, const char *name, const char *help, curfew_edit_function function);
/// Binds a key in editrc notation (`^A`) to a function's name.
int curfew_edit_bind(EditLine *editor, const char *key, const char *name);
/// Draws prompt and statement anew, the first of them where the terminal's cursor is.
int curfew_edit_redraw(EditLine *editor);
/// Puts the terminal in the mode for editing (true) or the one that it was found in (false).
int curfew_edit_prepare_terminal(EditLine *editor, bool editing);

/// What may have happened, as bits.
enum {
  CURFEW_INTERRUPT = 1,
  CURFEW_RESIZE = 2,
  CURFEW_CONTINUE = 4,
  CURFEW_STOP = 8,
};

/// Installs the handlers of SIGINT (a call that it interrupts returns EINTR), SIGWINCH and SIGCONT (calls go on), and
/// ignores SIGPIPE. 0 on success, -1 with errno.
int curfew_signals_install(void);
/// While a line is edited: notes SIGTSTP, and has SIGTERM and SIGHUP restore the terminal before they end the program.
void curfew_signals_edit(bool editing);
/// Stops this process as SIGTSTP does by default; returns when it goes on.
void curfew_signals_stop(void);
/// Whether SIGINT came since the last reset.
bool curfew_signals_interrupted(void);
void curfew_signals_reset(void);
/// A flag of the caller's that SIGINT sets to 1, or NULL for none. It must live until replaced.
void curfew_signals_set_flag(volatile int *flag);
/// Waits until a descriptor can be read (1), something happened (0) or waiting failed (-1 with errno).
int curfew_signals_wait(int descriptor);
/// What happened since the last call, which forgets it; `curfew_signals_interrupted` does not.
int curfew_signals_take(void);

/// The columns of a character as libedit counts them.
int curfew_width(unsigned int scalar);

#endif
