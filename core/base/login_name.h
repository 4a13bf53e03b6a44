#pragma once
#include <string>

namespace mien {

/// Of whom the process belongs to. Out of the file alone: getpwuid() would ask services by socket. Who is known to
/// those only is told by environment, else by number. Any thread but one at a time.
std::string loginName();

}  // namespace mien
