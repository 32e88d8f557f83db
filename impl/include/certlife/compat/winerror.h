/* So that sources which include <winerror.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINERROR_H
#define CERTLIFE_COMPAT_WINERROR_H
#include <certlife/compat/windows.h>
#endif
