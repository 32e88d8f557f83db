// The same source as C++.
#include "tests/c_api/ordinary_source.c"
