// What a log lacks when its process has ended.
#pragma once

#include "tests/record/recorder/settings.h"

namespace certlife::record {

// Cuts the log off behind its last whole line, adds the calls that never returned, and removes the file beside it. Does nothing
// while the process still runs. Says whether there was such a process.
bool finish(const wchar_t* log);
// The same for the logs of child processes.
void finish_children(const wchar_t* first_log);

}  // namespace certlife::record
