// Puts the wrappers where programs find the recorded functions: into what the libraries export, so that whatever is looked up or
// loaded later gets them, and into the imports of the modules that have been loaded.
#pragma once

namespace certlife::record {

// REQUIRES: the loader's lock; a recorder.
void install_hooks();

}  // namespace certlife::record
