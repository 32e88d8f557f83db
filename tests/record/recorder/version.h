// Told by the build.
#pragma once

#ifndef CERTLIFE_VERSION
#error "the build says -DCERTLIFE_VERSION"
#endif
