// The data files of the runner, embedded by the build so that the installed tool needs no checkout.
#pragma once

#include <span>
#include <string_view>

namespace certlife::conformance {

struct EmbeddedFile {
  std::string_view name;
  std::string_view text;
};

std::span<const EmbeddedFile> embedded_program_files();
std::span<const EmbeddedFile> embedded_expected_files();
std::span<const EmbeddedFile> embedded_page_files();  // Of the report in HTML.
std::span<const EmbeddedFile> embedded_named_programs();

}  // namespace certlife::conformance
