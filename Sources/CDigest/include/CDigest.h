#ifndef CURFEW_CDIGEST_H
#define CURFEW_CDIGEST_H

#include <stddef.h>

/// A SHA-256 (FIPS 180-4) in progress, computed by OpenSSL's libcrypto.
typedef struct curfew_sha256 curfew_sha256;

/// A digest of nothing yet, or NULL where libcrypto gives none. Freed by `curfew_sha256_free`.
curfew_sha256 *curfew_sha256_new(void);

/// A second digest of the same bytes so far, or NULL.
curfew_sha256 *curfew_sha256_copy(const curfew_sha256 *digest);

/// Adds bytes; 1 on success, 0 on failure.
int curfew_sha256_update(curfew_sha256 *digest, const void *bytes, size_t count);

/// Writes the 32 bytes; 1 on success, 0 on failure. Nothing may be added afterwards.
int curfew_sha256_finish(curfew_sha256 *digest, unsigned char out[32]);

void curfew_sha256_free(curfew_sha256 *digest);

#endif
