// Windows' own headers, as little of them as there is.
#pragma once

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
// After it.
#include <wincrypt.h>
#include <winternl.h>
