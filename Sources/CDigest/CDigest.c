#include "CDigest.h"

#include <openssl/evp.h>
#include <stdlib.h>

struct curfew_sha256 {
  EVP_MD_CTX *context;
};

curfew_sha256 *curfew_sha256_new(void) {
  curfew_sha256 *digest = malloc(sizeof *digest);
  if (!digest) return NULL;
  digest->context = EVP_MD_CTX_new();
  if (!digest->context || !EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL)) {
    curfew_sha256_free(digest);
    return NULL;
  }
  return digest;
}

curfew_sha256 *curfew_sha256_copy(const curfew_sha256 *digest) {
  curfew_sha256 *copy = malloc(sizeof *copy);
  if (!copy) return NULL;
  copy->context = EVP_MD_CTX_new();
  if (!copy->context || !EVP_MD_CTX_copy_ex(copy->context, digest->context)) {
    curfew_sha256_free(copy);
    return NULL;
  }
  return copy;
}

int curfew_sha256_update(curfew_sha256 *digest, const void *bytes, size_t count) {
  return count == 0 ? 1 : EVP_DigestUpdate(digest->context, bytes, count);
}

int curfew_sha256_finish(curfew_sha256 *digest, unsigned char out[32]) {
  unsigned int written = 0;
  return EVP_DigestFinal_ex(digest->context, out, &written) && written == 32;
}

void curfew_sha256_free(curfew_sha256 *digest) {
  if (!digest) return;
  EVP_MD_CTX_free(digest->context);
  free(digest);
}
