#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace mien {

/// When a process started, in the kernel's ticks since boot (proc(5)), by which it is told from a later one of the same
/// number; none when there is no such process, or when it has ended and nobody has taken note yet.
std::optional<std::int64_t> startOfProcess(std::int64_t pid);

/// Of this start of the machine.
std::string bootId();

}  // namespace mien
