#ifndef CURFEW_CSIMDJSON_H
#define CURFEW_CSIMDJSON_H

// JSON documents parsed by simdjson into a tree that is walked by value and cursor. Nothing is thrown across this line.
// Every value belongs to the document that gave it and is valid until that document parses again or is freed.

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct curfew_json curfew_json;

/// A place in a document; opaque.
typedef struct {
  const void *document;
  size_t place;
} curfew_json_value;

/// What is left of an array or object; opaque.
typedef struct {
  curfew_json_value next;
  curfew_json_value end;
  bool is_object;
} curfew_json_cursor;

typedef enum {
  CURFEW_JSON_OK,
  /// More bytes than the document may have.
  CURFEW_JSON_TOO_LARGE,
  /// More levels than the document may have.
  CURFEW_JSON_TOO_DEEP,
  CURFEW_JSON_NO_MEMORY,
  /// Nothing but white space.
  CURFEW_JSON_EMPTY,
  /// Characters, escapes or numbers that simdjson refuses in a document that may be sound otherwise.
  CURFEW_JSON_UNREADABLE_VALUE,
  /// Not JSON: it ends early, or its marks are not where they should be.
  CURFEW_JSON_NOT_JSON,
} curfew_json_status;

typedef enum {
  CURFEW_JSON_NULL,
  CURFEW_JSON_FALSE,
  CURFEW_JSON_TRUE,
  CURFEW_JSON_NUMBER,
  CURFEW_JSON_STRING,
  CURFEW_JSON_ARRAY,
  CURFEW_JSON_OBJECT,
} curfew_json_type;

/// A parser that keeps one document at a time; NULL where there is no memory. Freed by `curfew_json_free`.
curfew_json *curfew_json_new(size_t max_bytes, size_t max_depth);
void curfew_json_free(curfew_json *json);

/// `curfew_json_padding` readable bytes, of any content, must follow the `count` bytes. `root` is set on success alone.
curfew_json_status curfew_json_parse(curfew_json *json, const void *bytes, size_t count, curfew_json_value *root);
extern const size_t curfew_json_padding;
/// simdjson's words for what ended the last parse.
const char *curfew_json_message(const curfew_json *json);

curfew_json_type curfew_json_type_of(curfew_json_value value);
/// Of a string, unescaped; NULs may be among the bytes. NULL and 0 for any other value.
const char *curfew_json_string(curfew_json_value value, size_t *count);
/// Of a number; 0 for any other value.
double curfew_json_number(curfew_json_value value);
/// An object's first member of that name; false where there is none or the value is no object.
bool curfew_json_member(curfew_json_value value, const char *key, size_t count, curfew_json_value *member);

/// The elements of an array or the members of an object; for any other value there are none.
curfew_json_cursor curfew_json_begin(curfew_json_value value);
/// False at the end. `key` and `count` are set for an object's members and may be NULL.
bool curfew_json_next(curfew_json_cursor *cursor, const char **key, size_t *count, curfew_json_value *value);

#ifdef __cplusplus
}
#endif

#endif
