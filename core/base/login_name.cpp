#include "core/base/login_name.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace mien {

std::string loginName() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> users(std::fopen("/etc/passwd", "re"), std::fclose);
  while (const passwd* user = users ? ::fgetpwent(users.get()) : nullptr)
    if (user->pw_uid == ::getuid()) return user->pw_name;
  const char* said = std::getenv("LOGNAME");
  return said != nullptr && *said != 0 ? said : std::to_string(::getuid());
}

}  // namespace mien
