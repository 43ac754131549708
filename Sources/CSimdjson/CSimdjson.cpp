#include "CSimdjson.h"

#include <cstring>
#include <new>
#include <type_traits>

#include <simdjson.h>

namespace dom = simdjson::dom;

struct curfew_json {
  dom::parser parser;
  size_t limit;
  size_t depth;
  size_t capacity = 0;
  simdjson::error_code error = simdjson::SUCCESS;

  curfew_json(size_t limit, size_t depth) : parser(limit), limit(limit), depth(depth) {}
};

namespace {

// simdjson's handles are a pointer and an offset, and nothing else may be done with ours than to give them back.
template <typename Handle>
curfew_json_value packed(const Handle &handle) noexcept {
  static_assert(std::is_trivially_copyable<Handle>::value && sizeof(Handle) == sizeof(curfew_json_value), "");
  curfew_json_value value;
  std::memcpy(&value, &handle, sizeof value);
  return value;
}

template <typename Handle>
Handle unpacked(const curfew_json_value &value) noexcept {
  Handle handle;
  static_assert(std::is_trivially_copyable<Handle>::value && sizeof handle == sizeof value, "");
  std::memcpy(static_cast<void *>(&handle), &value, sizeof handle);
  return handle;
}

// Iterators have no constructor of their own.
template <typename Iterator>
struct Slot {
  alignas(Iterator) unsigned char memory[sizeof(Iterator)];

  explicit Slot(const curfew_json_value &value) noexcept {
    static_assert(std::is_trivially_copyable<Iterator>::value && sizeof(Iterator) == sizeof value, "");
    std::memcpy(memory, &value, sizeof value);
  }

  Iterator &iterator() noexcept { return *reinterpret_cast<Iterator *>(memory); }
};

curfew_json_status status(simdjson::error_code error) noexcept {
  switch (error) {
    case simdjson::SUCCESS: return CURFEW_JSON_OK;
    case simdjson::CAPACITY: return CURFEW_JSON_TOO_LARGE;
    case simdjson::DEPTH_ERROR: return CURFEW_JSON_TOO_DEEP;
    case simdjson::MEMALLOC: return CURFEW_JSON_NO_MEMORY;
    case simdjson::EMPTY: return CURFEW_JSON_EMPTY;
    case simdjson::STRING_ERROR:
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
    case simdjson::UTF8_ERROR:
    case simdjson::UNESCAPED_CHARS: return CURFEW_JSON_UNREADABLE_VALUE;
    default: return CURFEW_JSON_NOT_JSON;
  }
}

// Memory for documents of a size is taken once for all that are smaller, and only what a document touches is used.
simdjson::error_code reserve(curfew_json &json, size_t count) noexcept {
  if (count <= json.capacity) return simdjson::SUCCESS;
  size_t capacity = size_t(1) << 14;
  while (capacity < count) capacity *= 2;
  if (capacity > json.limit) capacity = json.limit;
  json.capacity = 0;
  simdjson::error_code error = json.parser.allocate(capacity, json.depth);
  if (!error) error = json.parser.doc.allocate(capacity);
  if (!error) json.capacity = capacity;
  return error;
}

}  // namespace

extern "C" {

const size_t curfew_json_padding = simdjson::SIMDJSON_PADDING;

curfew_json *curfew_json_new(size_t max_bytes, size_t max_depth) {
  try {
    return new curfew_json(max_bytes, max_depth);
  } catch (...) {
    return nullptr;
  }
}

void curfew_json_free(curfew_json *json) { delete json; }

curfew_json_status curfew_json_parse(curfew_json *json, const void *bytes, size_t count, curfew_json_value *root) {
  try {
    if (count > json->limit) {
      json->error = simdjson::CAPACITY;
    } else if (!(json->error = reserve(*json, count))) {
      dom::element element;
      json->error = json->parser.parse(static_cast<const uint8_t *>(bytes), count, false).get(element);
      if (!json->error) *root = packed(element);
    }
  } catch (...) {
    json->error = simdjson::UNEXPECTED_ERROR;
  }
  return status(json->error);
}

const char *curfew_json_message(const curfew_json *json) { return simdjson::error_message(json->error); }

curfew_json_type curfew_json_type_of(curfew_json_value value) {
  const dom::element element = unpacked<dom::element>(value);
  switch (element.type()) {
    case dom::element_type::ARRAY: return CURFEW_JSON_ARRAY;
    case dom::element_type::OBJECT: return CURFEW_JSON_OBJECT;
    case dom::element_type::STRING: return CURFEW_JSON_STRING;
    case dom::element_type::BOOL: {
      bool flag = false;
      return !element.get(flag) && flag ? CURFEW_JSON_TRUE : CURFEW_JSON_FALSE;
    }
    case dom::element_type::NULL_VALUE: return CURFEW_JSON_NULL;
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE: break;
  }
  return CURFEW_JSON_NUMBER;
}

const char *curfew_json_string(curfew_json_value value, size_t *count) {
  std::string_view text;
  if (unpacked<dom::element>(value).get(text)) {
    *count = 0;
    return nullptr;
  }
  *count = text.size();
  return text.data();
}

double curfew_json_number(curfew_json_value value) {
  double number = 0;
  return unpacked<dom::element>(value).get(number) ? 0 : number;
}

bool curfew_json_member(curfew_json_value value, const char *key, size_t count, curfew_json_value *member) {
  dom::object object;
  if (unpacked<dom::element>(value).get(object)) return false;
  dom::element element;
  if (object.at_key(std::string_view(key, count)).get(element)) return false;
  *member = packed(element);
  return true;
}

curfew_json_cursor curfew_json_begin(curfew_json_value value) {
  const dom::element element = unpacked<dom::element>(value);
  curfew_json_cursor cursor = {value, value, false};
  dom::object object;
  dom::array array;
  if (!element.get(object)) {
    cursor = {packed(object.begin()), packed(object.end()), true};
  } else if (!element.get(array)) {
    cursor = {packed(array.begin()), packed(array.end()), false};
  }
  return cursor;
}

bool curfew_json_next(curfew_json_cursor *cursor, const char **key, size_t *count, curfew_json_value *value) {
  if (cursor->is_object) {
    Slot<dom::object::iterator> slot(cursor->next), end(cursor->end);
    if (!(slot.iterator() != end.iterator())) return false;
    if (key) {
      const std::string_view text = slot.iterator().key();
      *key = text.data();
      *count = text.size();
    }
    *value = packed(slot.iterator().value());
    ++slot.iterator();
    cursor->next = packed(slot.iterator());
  } else {
    Slot<dom::array::iterator> slot(cursor->next), end(cursor->end);
    if (!(slot.iterator() != end.iterator())) return false;
    *value = packed(*slot.iterator());
    ++slot.iterator();
    cursor->next = packed(slot.iterator());
  }
  return true;
}

}
