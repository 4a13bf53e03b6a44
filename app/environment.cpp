// Two things that libtorch's libraries read from the environment alone, GOMP_SPINCOUNT before main(), so the program
// starts itself again with them: here, before libraries have set themselves up, that takes 30 ms.
//
// GOMP_SPINCOUNT (GCC's libgomp manual): threads wait for one another at the end of each piece of work by spinning
// 300,000 times, 14 ms, before they sleep. Where another program has the cores, nearly each wait takes that long: a mix
// took 36 s in place of 1.5. With a sixth of a millisecond a still machine renders some 5 % slower than with 14.
//
// MKL_CBWR: chooseDevice() (core/model/device.h) says why, and sets it where this could not, beside the window's
// threads.
#include <unistd.h>

#include <array>
#include <climits>
#include <cstring>

namespace {

constexpr std::size_t kMostVariables = 4096;

bool isOf(const char* variable, const char* name) {
  const std::size_t length = std::strlen(name);
  return std::strncmp(variable, name, length) == 0 && variable[length] == '=';
}

/// Who has chosen how threads wait, or how MKL sums, keeps it. Where the program can't be started again it goes on as
/// it is.
void startWithDefaults(int /*argc*/, char** argv, char** environment) {
  std::array<const char*, kMostVariables> all{};
  std::size_t count = 0;
  bool spins = false;
  bool sums = false;
  for (; environment[count] != nullptr; ++count) {
    if (count + 3 > all.size()) return;
    spins = spins || isOf(environment[count], "GOMP_SPINCOUNT") || isOf(environment[count], "OMP_WAIT_POLICY");
    sums = sums || isOf(environment[count], "MKL_CBWR");
    all[count] = environment[count];
  }
  if (spins && sums) return;
  if (!spins) all[count++] = "GOMP_SPINCOUNT=4000";
  if (!sums) all[count++] = "MKL_CBWR=AUTO,STRICT";
  std::array<char, PATH_MAX + 1> program{};
  if (::readlink("/proc/self/exe", program.data(), PATH_MAX) > 0)
    ::execve(program.data(), argv, const_cast<char* const*>(all.data()));
}

// Ahead of every library's own beginnings (System V ABI, DT_PREINIT_ARRAY).
[[gnu::section(".preinit_array"), gnu::used]] void (*const kFirst)(int, char**, char**) = startWithDefaults;

}  // namespace
