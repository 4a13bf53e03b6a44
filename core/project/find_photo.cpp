#include "core/project/find_photo.h"

#include <array>
#include <fstream>

#include "core/base/digest.h"
#include "core/photo/photo.h"

namespace mien {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFiles = 20'000;
constexpr std::uintmax_t kLargest = 512U << 20U;  // as ReadLimits

bool startsAsPicture(const fs::path& file) {
  std::array<char, 32> start{};
  std::ifstream in(file, std::ios::binary);
  in.read(start.data(), start.size());
  const auto count = static_cast<std::size_t>(in.gcount());
  return looksLikePhoto({reinterpret_cast<const std::uint8_t*>(start.data()), count});
}

/// Looks at files one by one until one is it, or patience ends.
class Search {
 public:
  Search(const WantedPhoto& wanted, const std::atomic<bool>* cancel) : wanted_(wanted), cancel_(cancel) {}
  bool over() const { return looked_ >= kMostFiles || (cancel_ != nullptr && cancel_->load()); }
  bool isIt(const fs::path& file) {
    ++looked_;
    return isPhoto(file, wanted_);
  }
  template <class Iterator>
  std::optional<fs::path> in(const fs::path& folder) {
    std::error_code error;
    for (Iterator it(folder, fs::directory_options::skip_permission_denied, error), end; !error && it != end && !over();
         it.increment(error)) {
      if (isIt(it->path())) return it->path();
    }
    return std::nullopt;
  }

 private:
  const WantedPhoto& wanted_;
  const std::atomic<bool>* cancel_;
  int looked_ = 0;
};

}  // namespace

bool isPhoto(const fs::path& file, const WantedPhoto& wanted) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return false;
  const std::uintmax_t bytes = fs::file_size(file, error);
  if (error || bytes > kLargest || (wanted.bytes > 0 && bytes != wanted.bytes) || !startsAsPicture(file)) return false;
  const auto digest = sha256HexOfFile(file);
  return digest && *digest == wanted.digest;
}

std::optional<fs::path> findPhoto(const WantedPhoto& wanted, const PhotoPlaces& places,
                                  const std::shared_ptr<std::atomic<bool>>& cancel) {
  Search search(wanted, cancel.get());
  for (const fs::path& file : places.files) {
    if (search.over()) return std::nullopt;
    if (search.isIt(file)) return file;
  }
  for (const fs::path& folder : places.folders)
    if (auto found = search.in<fs::directory_iterator>(folder)) return found;
  if (places.tree) return search.in<fs::recursive_directory_iterator>(*places.tree);
  return std::nullopt;
}

}  // namespace mien
