// libtorch's threads wait for one another at the end of each piece of work by spinning 300,000 times, 14 ms, before
// they sleep. Where another program has the cores, nearly each wait takes that long: a mix took 36 s in place of 1.5.
// The count is read from the environment alone (GOMP_SPINCOUNT, GCC's libgomp manual), before main(), so the program
// starts itself again with it: here, before libraries have set themselves up, that takes 30 ms. With a sixth of a
// millisecond a still machine renders some 5 % slower than with 14.
#include <unistd.h>

#include <array>
#include <climits>
#include <cstring>

namespace {

constexpr const char* kSpinCount = "GOMP_SPINCOUNT=4000";
constexpr std::size_t kMostVariables = 4096;

bool isOf(const char* variable, const char* name) {
  const std::size_t length = std::strlen(name);
  return std::strncmp(variable, name, length) == 0 && variable[length] == '=';
}

/// Who has chosen how threads wait keeps it. Where the program can't be started again it goes on as it is.
void spinLess(int /*argc*/, char** argv, char** environment) {
  std::array<const char*, kMostVariables> all{};
  std::size_t count = 0;
  for (; environment[count] != nullptr; ++count) {
    if (count + 2 > all.size()) return;
    if (isOf(environment[count], "GOMP_SPINCOUNT") || isOf(environment[count], "OMP_WAIT_POLICY")) return;
    all[count] = environment[count];
  }
  all[count] = kSpinCount;
  std::array<char, PATH_MAX + 1> program{};
  if (::readlink("/proc/self/exe", program.data(), PATH_MAX) > 0)
    ::execve(program.data(), argv, const_cast<char* const*>(all.data()));
}

// Ahead of every library's own beginnings (System V ABI, DT_PREINIT_ARRAY).
[[gnu::section(".preinit_array"), gnu::used]] void (*const kFirst)(int, char**, char**) = spinLess;

}  // namespace
