// Loads the recorder into a process that has not begun to run.
#pragma once

#include "tests/record/recorder/beginning.h"
#include "tests/record/recorder/windows_api.h"

namespace certlife::record {

enum class Injected { yes, no, not_of_64_bits };

// REQUIRES: the process was created suspended; certlife-record.dll lies beside the module that this is part of. The library is loaded
// by the program's first thread before the program's own first instruction, so that nothing is seen of it. If it cannot be, the
// process ends with could_not_record.
Injected inject(HANDLE process, const Settings& settings);

}  // namespace certlife::record
