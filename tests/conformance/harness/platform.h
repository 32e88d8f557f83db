// What the harness needs from the machine it runs on. One source file for Windows-like targets, one for the
// bundled library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace certlife::conformance {

enum class ObjectKind { store, certificate, crl, ctl, csp };

namespace platform {

// Who is under test.
struct Target {
  std::string name;
  std::string version;
  bool detects_misuse = false;
};
Target target();

// Reads the options of the command line; false for one that is not known.
bool accept_option(std::string_view option);

// What the target said of a misuse since it was last asked for; empty if nothing, as where it detects none.
std::string take_misuse();

// How much memory this process has allocated and not given back. Only differences mean anything.
std::uint64_t private_bytes();

// Standard input and output as raw bytes. Reading waits for at least one byte and gives nothing at the end of input.
std::string read_some();
void write_all(std::string_view bytes);

// To be called before the first call under test. From here on a crash ends the process at once with an exit code or
// signal of its own, no window or debugger opens, and objects can be watched.
void prepare();

// To be called before a CSP handle is acquired: where that is slow for want of a loaded provider, it keeps one loaded.
void keep_csp_provider_loaded();

// A directory of this process alone, made at the first call; removed with what is in it by remove_private_directory.
const std::string& private_directory();
void remove_private_directory();

// How to tell later whether an object has been destroyed, found out while it lives.
struct Watch {
  const void* region = nullptr;  // the heap that holds it
  const void* block = nullptr;   // the block of that heap
};
Watch watch(const void* object, ObjectKind kind);

// Never touches the object's memory. True also for objects that no heap holds: those are never destroyed.
bool still_there(const Watch& watched, const void* object, ObjectKind kind);

}  // namespace platform
}  // namespace certlife::conformance
