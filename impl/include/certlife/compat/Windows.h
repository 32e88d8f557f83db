/* So that sources which include <Windows.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINDOWS_CAPITAL_H
#define CERTLIFE_COMPAT_WINDOWS_CAPITAL_H
#include <certlife/compat/windows.h>
#endif
