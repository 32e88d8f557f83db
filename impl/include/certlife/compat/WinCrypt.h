/* So that sources which include <WinCrypt.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINCRYPT_CAMEL_H
#define CERTLIFE_COMPAT_WINCRYPT_CAMEL_H
#include <certlife/compat/wincrypt.h>
#endif
