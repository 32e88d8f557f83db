// What a context takes over of the properties that stand beside it in a file. A file is written by anybody: it never hands a
// caller what `set_property` would not have taken, least of all pointers and handles.
#pragma once

#include <vector>

#include "impl/src/element.h"
#include "impl/src/encoding/serialized_store.h"

namespace certlife::impl {

// Takes over, in the order of the file,
//   what a caller could have set as plain bytes;
//   hashes that are the true ones (windows test testAddSerialized); each hash is computed once, however often it stands there;
//   key provider information: its form in files is not ours to hand out, so it is kept for the next save and never shown.
// Everything else is dropped. REQUIRES: nobody else knows the element yet. Throws std::bad_alloc.
void take_properties_of_file(Element& element, const std::vector<encoding::SerializedProperty>& properties);

}  // namespace certlife::impl
