// The API under test: Windows' own headers, or those of the bundled library that stand in for them.
#pragma once

#include <windows.h>
// wincrypt.h needs the types of windows.h first.
#include <wincrypt.h>
