// The data files of the runner, embedded by the build so that the installed tool needs no checkout.
#pragma once

#include <span>

#include "model/trace/embedded_file.h"

namespace certlife::conformance {

std::span<const EmbeddedFile> embedded_program_files();
std::span<const EmbeddedFile> embedded_expected_files();
std::span<const EmbeddedFile> embedded_named_programs();

}  // namespace certlife::conformance
