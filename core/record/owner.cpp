#include "core/record/owner.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace mien {
namespace {

struct Process {
  char state = 'X';  // as in proc(5); X: there is no such process
  std::int64_t started = 0;
};

Process look(std::int64_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  const std::string line((std::istreambuf_iterator<char>(in)), {});
  // The second field is the program's name in brackets, which may hold blanks and brackets itself.
  const auto end = line.rfind(')');
  if (end == std::string::npos) return {};
  std::istringstream fields(line.substr(end + 1));
  Process process;
  fields >> process.state;
  std::string field;
  for (int i = 4; i < 22; ++i) fields >> field;
  fields >> process.started;
  return process;
}

std::string bootId() {
  std::ifstream in("/proc/sys/kernel/random/boot_id");
  std::string id;
  in >> id;
  return id;
}

}  // namespace

Owner Owner::thisProcess() {
  return of(::getpid());
}

Owner Owner::of(std::int64_t pid) {
  return {pid, look(pid).started, bootId()};
}

bool Owner::alive() const {
  if (boot != bootId()) return false;
  const Process process = look(pid);
  return process.state != 'X' && process.state != 'Z' && process.started == started;
}

}  // namespace mien
