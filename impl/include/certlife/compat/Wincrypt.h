/* So that sources which include <Wincrypt.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINCRYPT_CAPITAL_H
#define CERTLIFE_COMPAT_WINCRYPT_CAPITAL_H
#include <certlife/compat/wincrypt.h>
#endif
