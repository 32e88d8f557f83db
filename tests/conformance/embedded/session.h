// What one program has set up: names, bytes that it spoke of, files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "model/trace/value.h"
#include "tests/conformance/embedded/named_handles.h"
#include "tests/conformance/embedded/spoken_bytes.h"

namespace certlife::embedded {

class Session {
 public:
  explicit Session(const conform::Port& its_port);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const conform::Port& port;
  NamedHandles names;
  SpokenBytes contents;

  // The next program begins.
  void start_afresh();
  // Where `file:F` lies: two names are two files, and no other program has them.
  std::string path_of(std::string_view name);

 private:
  std::filesystem::path folder_;  // Made when a program has a file, in this process or in a child of it.
  std::size_t programs_ = 0;
};

}  // namespace certlife::embedded
