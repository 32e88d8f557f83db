// Any bytes as a serialized store; what is read can be written and is the same when read again.

#include <cstdlib>
#include <vector>

#include "impl/src/encoding/serialized_store.h"

namespace {

using namespace certlife::impl::encoding;

void require(bool condition) {
  if (!condition) std::abort();
}

// The fuzzer need not guess the header: without one the input counts as the records after it.
std::vector<std::uint8_t> with_header(Bytes bytes) {
  std::vector<std::uint8_t> whole{0, 0, 0, 0, 'C', 'E', 'R', 'T'};
  if (has_serialized_store_header(bytes)) whole.clear();
  whole.insert(whole.end(), bytes.begin(), bytes.end());
  return whole;
}

void check(Bytes bytes) {
  const SerializedStore store = read_serialized_store(bytes);
  if (!store.ok()) {
    require(store.elements.empty() && store.error_offset <= bytes.size());
    return;
  }
  SerializedStoreWriter writer;
  for (const SerializedElement& element : store.elements) writer.add(element.kind, element.encoded, element.properties);
  const std::vector<std::uint8_t> again = writer.finish();
  // The encoding type of a record is not kept, all else is.
  require(again.size() <= bytes.size());
  const SerializedStore reread = read_serialized_store(again);
  require(reread.ok() && reread.elements.size() == store.elements.size());
  for (std::size_t i = 0; i < store.elements.size(); ++i) {
    require(same_bytes(reread.elements[i].encoded, store.elements[i].encoded));
    require(reread.elements[i].properties.size() == store.elements[i].properties.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check(Bytes(data, size));
  check(with_header(Bytes(data, size)));
  return 0;
}
