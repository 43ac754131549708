#ifndef CURFEW_CINFLATE_H
#define CURFEW_CINFLATE_H

#include <stddef.h>
#include <stdint.h>

/// What packed bytes are.
enum curfew_packing {
  /// RFC 1952; each member's checksum and length are checked.
  CURFEW_GZIP = 0,
  /// RFC 8878; skippable frames are passed over, checksums are checked where there are any.
  CURFEW_ZSTD = 1,
  /// RFC 1951, as in ZIP archives.
  CURFEW_DEFLATE = 2,
};

/// What a step came to.
enum curfew_inflated {
  /// More input or more room is wanted.
  CURFEW_GOES_ON = 0,
  /// A member or frame ended; input that is left belongs to the next, after `curfew_inflate_restart`.
  CURFEW_ENDED = 1,
  CURFEW_DAMAGED = -1,
  CURFEW_WRONG_CHECKSUM = -2,
  /// Bytes where a member or frame should start are none.
  CURFEW_NO_START = -3,
  /// A window of more than 128 MB.
  CURFEW_TOO_LARGE = -4,
};

/// A stream being unpacked: gzip and deflate by ISA-L, zstd by libzstd.
typedef struct curfew_inflate curfew_inflate;

/// NULL where there is no memory. Freed by `curfew_inflate_free`.
curfew_inflate *curfew_inflate_new(enum curfew_packing packing);

/// Takes from `in` and writes to `out`; both counts give what there is and come back as what was used and made.
enum curfew_inflated curfew_inflate_run(
    curfew_inflate *inflate, const void *in, size_t *in_count, void *out, size_t *out_count);

/// Makes ready for the next member or frame.
void curfew_inflate_restart(curfew_inflate *inflate);

void curfew_inflate_free(curfew_inflate *inflate);

/// The CRC-32 that gzip and ZIP use, of `count` more bytes; 0 to start with.
uint32_t curfew_crc32(uint32_t crc, const void *bytes, size_t count);

#endif
