#include "CInflate.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

// 2^27 bytes: what zstd itself unpacks without being told to.
enum { WINDOW_LOG_MAX = 27 };

struct curfew_inflate {
  enum curfew_packing packing;
  struct inflate_state *deflate;
  ZSTD_DStream *zstd;
};

curfew_inflate *curfew_inflate_new(enum curfew_packing packing) {
  curfew_inflate *inflate = calloc(1, sizeof *inflate);
  if (!inflate) return NULL;
  inflate->packing = packing;
  if (packing == CURFEW_ZSTD) {
    inflate->zstd = ZSTD_createDStream();
    if (inflate->zstd) ZSTD_DCtx_setParameter(inflate->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
  } else {
    inflate->deflate = malloc(sizeof *inflate->deflate);
  }
  if (!inflate->zstd && !inflate->deflate) {
    free(inflate);
    return NULL;
  }
  curfew_inflate_restart(inflate);
  return inflate;
}

void curfew_inflate_restart(curfew_inflate *inflate) {
  if (inflate->packing == CURFEW_ZSTD) {
    ZSTD_DCtx_reset(inflate->zstd, ZSTD_reset_session_only);
    return;
  }
  isal_inflate_init(inflate->deflate);
  inflate->deflate->crc_flag = inflate->packing == CURFEW_GZIP ? ISAL_GZIP : ISAL_DEFLATE;
}

static enum curfew_inflated run_zstd(
    curfew_inflate *inflate, const void *in, size_t *in_count, void *out, size_t *out_count) {
  ZSTD_inBuffer input = {in, *in_count, 0};
  ZSTD_outBuffer output = {out, *out_count, 0};
  size_t left = ZSTD_decompressStream(inflate->zstd, &output, &input);
  *in_count = input.pos;
  *out_count = output.pos;
  if (!ZSTD_isError(left)) return left == 0 ? CURFEW_ENDED : CURFEW_GOES_ON;
  switch (ZSTD_getErrorCode(left)) {
  case ZSTD_error_checksum_wrong: return CURFEW_WRONG_CHECKSUM;
  case ZSTD_error_prefix_unknown: return CURFEW_NO_START;
  case ZSTD_error_frameParameter_windowTooLarge: return CURFEW_TOO_LARGE;
  default: return CURFEW_DAMAGED;
  }
}

static enum curfew_inflated run_deflate(
    curfew_inflate *inflate, const void *in, size_t *in_count, void *out, size_t *out_count) {
  struct inflate_state *state = inflate->deflate;
  uint32_t in_given = *in_count > UINT32_MAX ? UINT32_MAX : (uint32_t)*in_count;
  uint32_t out_given = *out_count > UINT32_MAX ? UINT32_MAX : (uint32_t)*out_count;
  state->next_in = (uint8_t *)in;
  state->avail_in = in_given;
  state->next_out = out;
  state->avail_out = out_given;
  int result = isal_inflate(state);
  *in_count = in_given - state->avail_in;
  *out_count = out_given - state->avail_out;
  switch (result) {
  case ISAL_DECOMP_OK:
  case ISAL_END_INPUT:
  case ISAL_OUT_OVERFLOW: break;
  case ISAL_INCORRECT_CHECKSUM: return CURFEW_WRONG_CHECKSUM;
  case ISAL_INVALID_WRAPPER:
  case ISAL_UNSUPPORTED_METHOD: return CURFEW_NO_START;
  default: return CURFEW_DAMAGED;
  }
  return state->block_state == ISAL_BLOCK_FINISH ? CURFEW_ENDED : CURFEW_GOES_ON;
}

enum curfew_inflated curfew_inflate_run(
    curfew_inflate *inflate, const void *in, size_t *in_count, void *out, size_t *out_count) {
  return inflate->packing == CURFEW_ZSTD ? run_zstd(inflate, in, in_count, out, out_count)
                                         : run_deflate(inflate, in, in_count, out, out_count);
}

void curfew_inflate_free(curfew_inflate *inflate) {
  if (!inflate) return;
  ZSTD_freeDStream(inflate->zstd);
  free(inflate->deflate);
  free(inflate);
}

uint32_t curfew_crc32(uint32_t crc, const void *bytes, size_t count) { return crc32_gzip_refl(crc, bytes, count); }
