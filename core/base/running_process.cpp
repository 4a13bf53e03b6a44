#include "core/base/running_process.h"

#include <fstream>
#include <iterator>
#include <sstream>

namespace mien {

std::optional<std::int64_t> startOfProcess(std::int64_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  const std::string line((std::istreambuf_iterator<char>(in)), {});
  // The second field is the program's name in brackets, which may hold blanks and brackets itself.
  const auto end = line.rfind(')');
  if (end == std::string::npos) return std::nullopt;
  std::istringstream fields(line.substr(end + 1));
  char state = 'X';
  fields >> state;
  std::string field;
  for (int i = 4; i < 22; ++i) fields >> field;
  std::int64_t started = 0;
  fields >> started;
  if (!fields || state == 'X' || state == 'Z') return std::nullopt;
  return started;
}

std::string bootId() {
  std::ifstream in("/proc/sys/kernel/random/boot_id");
  std::string id;
  in >> id;
  return id;
}

}  // namespace mien
