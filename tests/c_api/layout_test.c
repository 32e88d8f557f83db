/*
 * Compares our header with mingw-w64's: sizes, offsets and constants. The argument is a file that holds the section .layout of
 * layout_windows.c as the Windows compiler has made it.
 */
#include <certlife/wincrypt.h>
#include <stdio.h>

#include "layout_table.h"

#define SIZE_OF(type) "sizeof(" #type ")",
#define OFFSET_OF(type, field) "offsetof(" #type ", " #field ")",
#define VALUE_OF(constant) #constant,
static const char* const layout_names[] = {
#include "layout_entries.inc"
};

enum { number_of_entries = sizeof layout_values / sizeof layout_values[0] };

static int differs(size_t index, unsigned long long windows) {
  if (layout_values[index] == windows) return 0;
  printf("%s is 0x%llx, in Windows 0x%llx\n", layout_names[index], layout_values[index], windows);
  return 1;
}

int main(int argc, char** argv) {
  unsigned long long windows[number_of_entries];
  int differences = 0;
  FILE* file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  if (file == NULL || fread(windows, sizeof windows[0], number_of_entries, file) != number_of_entries) {
    fprintf(stderr, "cannot read the Windows table\n");
    return 2;
  }
  fclose(file);
  for (size_t i = 0; i < number_of_entries; ++i) differences += differs(i, windows[i]);
  printf("%d entries compared, %d differ\n", number_of_entries, differences);
  return differences == 0 ? 0 : 1;
}
