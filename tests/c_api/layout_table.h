/*
 * The table of layout_entries.inc as numbers, in a section of its own: so that what a Windows compiler makes of it can be taken out of
 * the object file and compared without running anything. Include a <wincrypt.h> before.
 */
#ifndef CERTLIFE_TESTS_LAYOUT_TABLE_H
#define CERTLIFE_TESTS_LAYOUT_TABLE_H

#include <stddef.h>

#define SIZE_OF(type) sizeof(type),
#define OFFSET_OF(type, field) offsetof(type, field),
/* Some constants are pointers, some signed: 32 bits of each are compared. */
#define VALUE_OF(constant) (unsigned long long)(unsigned)(size_t)(constant),

__attribute__((section(".layout"), used)) const unsigned long long layout_values[] = {
#include "layout_entries.inc"
};

#undef SIZE_OF
#undef OFFSET_OF
#undef VALUE_OF

#endif
