/* So that sources which include <winbase.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINBASE_H
#define CERTLIFE_COMPAT_WINBASE_H
#include <certlife/compat/windows.h>
#endif
