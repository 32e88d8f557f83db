// Runs a piece of work in a process of its own, because a faulty library may crash it or never come back.
#pragma once

#include <sys/mman.h>

#include <functional>
#include <new>

namespace certlife::faults {

enum class End { clean, differs, crashed, hung };

// `work` returns whether all was well. It has that many seconds.
End in_child(unsigned seconds, const std::function<bool()>& work);

const char* in_words(End end);

// An object in memory that children share.
template <class T>
class Shared {
 public:
  Shared() : object_(new (map()) T) {}
  ~Shared() { munmap(object_, sizeof(T)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }

 private:
  static void* map() {
    void* memory = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    return memory;
  }
  T* object_;
};

}  // namespace certlife::faults
