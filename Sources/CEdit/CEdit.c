#define _XOPEN_SOURCE 700
#include "CEdit.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static EditLine *open_editor;

static void close_open_editor(void) {
  if (open_editor) curfew_edit_close(open_editor);
}

EditLine *curfew_edit_open(const char *program) {
  static bool registered;
  if (open_editor) return NULL;
  open_editor = el_init(program, stdin, stdout, stderr);
  if (open_editor && !registered) registered = atexit(close_open_editor) == 0;
  return open_editor;
}

void curfew_edit_close(EditLine *editor) {
  if (editor == open_editor) open_editor = NULL;
  el_end(editor);
}

int curfew_edit_set_prompt(EditLine *editor, curfew_edit_prompt prompt, char escape) {
  return el_set(editor, EL_PROMPT_ESC, prompt, escape);
}

int curfew_edit_set_reader(EditLine *editor, curfew_edit_reader reader) {
  return el_wset(editor, EL_GETCFN, reader);
}

int curfew_edit_set_context(EditLine *editor, void *context) {
  return el_set(editor, EL_CLIENTDATA, context);
}

void *curfew_edit_context(EditLine *editor) {
  void *context = NULL;
  return el_get(editor, EL_CLIENTDATA, &context) == 0 ? context : NULL;
}

int curfew_edit_add_function(EditLine *editor, const char *name, const char *help, curfew_edit_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

int curfew_edit_bind(EditLine *editor, const char *key, const char *name) {
  return el_set(editor, EL_BIND, key, name, (char *)NULL);
}

int curfew_edit_redraw(EditLine *editor) {
  return el_set(editor, EL_REFRESH);
}

int curfew_edit_prepare_terminal(EditLine *editor, bool editing) {
  return el_set(editor, EL_PREP_TERM, editing ? 1 : 0);
}

int curfew_width(unsigned int scalar) {
  return wcwidth((wchar_t)scalar);
}
