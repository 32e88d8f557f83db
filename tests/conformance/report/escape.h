// Texts of others inside XML and HTML.
#pragma once

#include "model/trace/markup.h"

namespace certlife::conformance {

using trace::escaped;

}  // namespace certlife::conformance
