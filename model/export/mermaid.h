// A trace as a sequence diagram in Mermaid's language, with the state in the model as notes on a line of its own.
#pragma once

#include <string>
#include <vector>

#include "model/export/story.h"

namespace certlife::conformance {

std::string mermaid_of(const std::vector<AnnotatedCall>& story, const std::string& title);

// As text of a message or note: what would be syntax is written as a character code.
std::string mermaid_text(std::string_view text);

}  // namespace certlife::conformance
