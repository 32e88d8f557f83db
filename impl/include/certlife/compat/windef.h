/* So that sources which include <windef.h> compile unchanged. It only forwards. */
#ifndef CERTLIFE_COMPAT_WINDEF_H
#define CERTLIFE_COMPAT_WINDEF_H
#include <certlife/compat/windows.h>
#endif
