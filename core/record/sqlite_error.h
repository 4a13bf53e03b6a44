#pragma once
#include <SQLiteCpp/Exception.h>

#include <exception>
#include <filesystem>
#include <string>

#include "core/base/caught.h"
#include "core/base/result.h"

namespace mien {

/// The sentences for what SQLite refused.
Error errorOf(const std::filesystem::path& file, const SQLite::Exception& exception);
std::string unwritableText(const std::filesystem::path& file);
std::string damagedText(const std::filesystem::path& file);

/// Runs `work`, which returns a Result, and turns what it throws into one: nothing leaves the module as an exception.
template <class Work>
auto guarded(const std::filesystem::path& file, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(errorOf(file, e));
  } catch (const std::exception& e) {
    return fail(ErrorKind::Internal, sentenceFor(e, "The record " + file.string() + " failed inside", "what you did"));
  }
}

}  // namespace mien
