// One call of the API each, with what must be there before it.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/memory/world.h"

namespace certlife::memory {

struct Scenario {
  std::string name;
  // What the call needs beside what every world has.
  std::function<void(World&)> prepare;
  // Makes the call, and has the world hold what it hands out. Did it succeed? Needs no memory of its own.
  std::function<bool(World&)> call;
  // What the call takes even when it fails; empty: nothing, so that it can be made again.
  std::function<void(World&)> gives_up = {};
  bool has_many_elements = false;
};

// Of contexts of one kind.
std::vector<Scenario> scenarios_of_adds(std::size_t kind);
std::vector<Scenario> scenarios_of_contexts(std::size_t kind);
std::vector<Scenario> scenarios_of_finds(std::size_t kind);
std::vector<Scenario> scenarios_of_properties(std::size_t kind);

std::vector<Scenario> scenarios_of_stores();
std::vector<Scenario> scenarios_of_files();
std::vector<Scenario> scenarios_of_csps();

}  // namespace certlife::memory
