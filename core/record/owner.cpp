#include "core/record/owner.h"

#include <unistd.h>

#include "core/base/running_process.h"

namespace mien {

Owner Owner::thisProcess() {
  return of(::getpid());
}

Owner Owner::of(std::int64_t pid) {
  return {pid, startOfProcess(pid).value_or(0), bootId()};
}

bool Owner::alive() const {
  return boot == bootId() && startOfProcess(pid) == started;
}

}  // namespace mien
