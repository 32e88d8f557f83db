#include "impl/src/settings.h"

namespace certlife::impl {

Settings settings;

}  // namespace certlife::impl

using certlife::impl::settings;

extern "C" void certlife_set_reading(enum certlife_reading reading) { settings.reading.store(reading); }

extern "C" enum certlife_reading certlife_get_reading(void) { return settings.reading.load(); }

extern "C" const char* certlife_version(void) { return CERTLIFE_VERSION; }
