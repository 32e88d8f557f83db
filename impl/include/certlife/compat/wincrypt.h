/* So that sources which include <wincrypt.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINCRYPT_H
#define CERTLIFE_COMPAT_WINCRYPT_H
#include <certlife/wincrypt.h>
#endif
