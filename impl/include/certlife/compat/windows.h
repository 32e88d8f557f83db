/* So that sources which include <windows.h> for the certificate API compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINDOWS_H
#define CERTLIFE_COMPAT_WINDOWS_H
#include <certlife/wincrypt.h>
#endif
