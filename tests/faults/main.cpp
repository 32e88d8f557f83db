// find_faults TABLE FOLDER [NAME]: hunts every fault of the table, whose libraries lie in the folder, and prints what caught
// each and by how short a program. Exit code 1 if one survives. With a name: that one only, with the program.
#include <fstream>
#include <iomanip>
#include <iostream>
#include <string>

#include "tests/faults/hunt.h"

namespace {

using certlife::faults::Finding;

void print_line(const std::string& name, const std::string& says, const Finding& found) {
  std::cout << std::left << std::setw(40) << name << std::setw(15) << (found.caught ? found.by : "SURVIVES") << std::right
            << std::setw(3) << (found.calls == 0 ? std::string("-") : std::to_string(found.calls)) << "  " << says << "\n"
            << std::string(60, ' ') << found.what << std::endl;
}

int hunt_all(std::istream& table, const std::string& folder, const std::string& only) {
  unsigned faults = 0, survivors = 0;
  std::cout << "fault                                   caught by    calls  what is wrong, and what showed it\n";
  for (std::string line; std::getline(table, line);) {
    const auto tab = line.find('\t');
    const std::string name = line.substr(0, tab), says = line.substr(tab + 1);
    if (!only.empty() && name != only) continue;
    const Finding found = certlife::faults::hunt(folder + "/fault_" + name + ".so");
    print_line(name, says, found);
    if (!only.empty()) std::cout << found.program;
    ++faults;
    survivors += !found.caught;
  }
  std::cout << faults << " faults planted, " << faults - survivors << " caught, " << survivors << " survive\n";
  return faults == 0 || survivors > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ifstream table(argc > 1 ? argv[1] : "");
  if (argc < 3 || !table) {
    std::cerr << "usage: find_faults TABLE FOLDER [NAME]; the table could not be read\n";
    return 2;
  }
  return hunt_all(table, argv[2], argc > 3 ? argv[3] : "");
}
