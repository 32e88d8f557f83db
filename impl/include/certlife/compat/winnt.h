/* So that sources which include <winnt.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINNT_H
#define CERTLIFE_COMPAT_WINNT_H
#include <certlife/compat/windows.h>
#endif
