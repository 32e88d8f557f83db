// Setting, reading and listing the properties of a context, in the forms that the C calls use.
#pragma once

#include "impl/src/element.h"
#include "impl/src/status.h"

namespace certlife::impl {

// REQUIRES: element is null only if the id is one that is refused anyway.
Status set_property(Element* element, DWORD id, DWORD flags, const void* data);
Status get_property(Element& element, DWORD id, void* data, DWORD* size);
DWORD property_after(Element& element, DWORD id);

// Is it one that callers may set, and whose value is mere bytes: no pointer, no handle, nothing that a call computes?
bool is_plain_property(DWORD id);

// All properties of the source but the key handles. REQUIRES: nobody else knows `fresh` yet.
void copy_properties(Element& fresh, Element& source);

// The sizing protocol of the family: null asks for the size; too small a buffer gets ERROR_MORE_DATA and the size.
Status copy_out(encoding::Bytes bytes, void* data, DWORD* size);

}  // namespace certlife::impl
