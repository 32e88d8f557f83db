/* Compiled by mingw-w64 against its own headers, never run. */
#include <windows.h>
#include <wincrypt.h>
#include <ncrypt.h>

#include "layout_table.h"
