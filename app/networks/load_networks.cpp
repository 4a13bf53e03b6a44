// The functions that need libtorch, for a program without it: each opens the networks' library first.
#include <dlfcn.h>

#include <filesystem>
#include <mutex>
#include <string_view>

#include "app/networks/networks_library.h"
#include "core/base/gpu_time.h"

namespace mien {
namespace {

tl::unexpected<Error> unavailable(const std::filesystem::path& file, const std::string& why) {
  return fail(ErrorKind::Model,
              "The networks can't be loaded from " + file.string() + " (" + why + "): build or install Mien again.");
}

Result<const NetworksLibrary*> open() {
  std::error_code ignored;
  const auto file = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / kNetworksFile;
  // Bound deep: libtorch has a fast sgemm_() of its own, which the one of the libblas that came in with OpenCV would
  // else stand in for.
  void* const library = ::dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE | RTLD_DEEPBIND);
  if (library == nullptr) return unavailable(file, ::dlerror());
  const auto entry = reinterpret_cast<NetworksEntry>(::dlsym(library, kNetworksEntry));
  if (entry == nullptr || std::string_view(entry()->version) != kNetworksVersion)
    return unavailable(file, "it is of another version");
  entry()->countGpuTimeIn(GpuTime::count());
  return entry();
}

/// Opened once; what failed is tried again, since the file may have come meanwhile. Any thread.
Result<const NetworksLibrary*> networks() {
  static std::mutex mutex;
  static const NetworksLibrary* opened = nullptr;
  const std::lock_guard lock(mutex);
  if (opened == nullptr) {
    auto library = open();
    if (!library) return library;
    opened = *library;
  }
  return opened;
}

}  // namespace

Result<std::unique_ptr<Engine>> makeEngine(const EnginePacks& packs, const std::string& device) {
  return networks().and_then([&](auto* library) { return library->makeEngine(packs, device); });
}

Result<std::unique_ptr<Judge>> makeJudge(const std::filesystem::path& modelsDir, const std::string& device) {
  return networks().and_then([&](auto* library) { return library->makeJudge(modelsDir, device); });
}

Result<std::unique_ptr<Witness>> openWitness(const std::filesystem::path& folder, const std::string& device) {
  return networks().and_then([&](auto* library) { return library->openWitness(folder, device); });
}

Result<DecodeSpeed> measureDecode(const std::filesystem::path& packFolder, const std::string& device) {
  return networks().and_then([&](auto* library) { return library->measureDecode(packFolder, device); });
}

Result<BenchJson> measureJudgingNetworks(const BenchOptions& options, const Frame& frame) {
  return networks().and_then([&](auto* library) { return library->measureJudgingNetworks(options, frame); });
}

}  // namespace mien
