// Any bytes as text that stands for certificates and messages: base64, lines of PEM, UTF-16. What is found is never more than the
// text could hold, and what a block decodes to can be looked at like any file.

#include <cstdlib>

#include "impl/src/encoding/sniff.h"
#include "impl/src/encoding/text_forms.h"

namespace {

using namespace certlife::impl::encoding;

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::size_t decoded = 0;
  for (const auto& block : blocks_of_text(Bytes(data, size))) {
    require(!block.empty());
    decoded += block.size();
    sniff_store(block);
  }
  require(decoded <= size * 3 / 4);
  return 0;
}
