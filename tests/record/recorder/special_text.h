// Parameters whose meaning depends on another: what a store is opened with, found by or saved to, and values of properties.
#pragma once

#include "tests/record/recorder/call_text.h"

namespace certlife::record {

void write_provider(Text& text, const MadeCall& call);
void write_open_parameter(Text& text, const MadeCall& call, Log& log);
void write_find_parameter(Text& text, const MadeCall& call, std::size_t parameter, Log& log);
void write_save_parameter(Text& text, const MadeCall& call, std::size_t parameter);
void write_new_property(Text& text, const MadeCall& call, std::size_t parameter, Log& log);
// What came of them; false if nothing is to be said.
bool has_saved_result(const MadeCall& call, std::size_t parameter);
void write_saved_result(Text& text, const MadeCall& call, std::size_t parameter, Log& log);
void write_buffer(Text& text, const MadeCall& call, std::size_t parameter, Log& log);
// The path of a file store that is opened, if this is one.
bool path_opened(const MadeCall& call, wchar_t (&full)[most_path]);

}  // namespace certlife::record
