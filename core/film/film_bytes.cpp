#include "core/film/film_bytes.h"

namespace mien::film {

FilmBytes::FilmBytes(const std::filesystem::path& file)
    : path_(file), file_(file, std::ios::binary | std::ios::in | std::ios::out) {
  std::error_code none;
  if (file_) size_ = std::filesystem::file_size(file, none);
}

std::string FilmBytes::at(std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  file_.seekg(static_cast<std::streamoff>(offset));
  file_.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(file_.gcount()));
  if (file_.eof()) file_.clear();
  return bytes;
}

void FilmBytes::put(std::uint64_t offset, std::string_view bytes) {
  file_.seekp(static_cast<std::streamoff>(offset));
  file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

Result<void> FilmBytes::written() {
  file_.close();
  if (file_) return {};
  return fail(ErrorKind::Disk,
              path_.string() + " can't be given its timeline: free some space, or choose another disk or format.");
}

}  // namespace mien::film
