/* So that sources which include <tchar.h> for _T and _tmain compile unchanged. */
#ifndef CERTLIFE_COMPAT_TCHAR_H
#define CERTLIFE_COMPAT_TCHAR_H
#include <certlife/compat/windows.h>
#define _T(literal) TEXT(literal)
#define _TEXT(literal) TEXT(literal)
#ifdef UNICODE
#define _tmain wmain
#else
#define _tmain main
#endif
#endif
