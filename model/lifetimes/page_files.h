// The style and the script of the page, as the build embedded them.
#pragma once

#include <span>

#include "model/trace/embedded_file.h"

namespace certlife::lifetimes {

std::span<const EmbeddedFile> embedded_page_files();

}  // namespace certlife::lifetimes
