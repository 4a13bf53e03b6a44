#include "core/base/json_field.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mien {

double shortestDouble(float value) {
  std::array<char, 32> text{};
  const auto printed = std::to_chars(text.data(), text.data() + text.size(), value);
  double wide = 0;
  std::from_chars(text.data(), printed.ptr, wide);
  return wide + 0.0;
}

void JsonField::refuse(const std::string& what) const {
  throw JsonRefused((path_.empty() ? "it" : path_) + " " + what);
}

void JsonField::expectObject() const {
  if (!value_.is_object()) refuse("must be an object");
}

void JsonField::expectObject(std::initializer_list<const char*> required,
                             std::initializer_list<const char*> optional) const {
  expectObject();
  for (const char* key : required) {
    if (!has(key)) throw JsonRefused(pathOf(key) + " is missing");
  }
  const auto in = [](const auto& keys, const std::string& key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  for (const auto& [key, unused] : value_.items()) {
    if (!in(required, key) && !in(optional, key)) throw JsonRefused(pathOf(key) + " is not a known field");
  }
}

JsonField JsonField::operator[](const std::string& key) const {
  const auto found = value_.is_object() ? value_.find(key) : value_.end();
  if (found == value_.end()) throw JsonRefused(pathOf(key) + " is missing");
  return {*found, pathOf(key)};
}

std::size_t JsonField::expectArray() const {
  if (!value_.is_array()) refuse("must be a list");
  return value_.size();
}

void JsonField::expectArray(std::size_t length) const {
  if (!value_.is_array() || value_.size() != length) refuse("must be a list of " + std::to_string(length));
}

std::uint64_t JsonField::whole(std::uint64_t max) const {
  if (!value_.is_number_unsigned() || value_.get<std::uint64_t>() > max) {
    refuse("must be a whole number from 0 to " + std::to_string(max));
  }
  return value_.get<std::uint64_t>();
}

std::uint64_t JsonField::schema(int known) const {
  constexpr std::uint64_t kMost = 1U << 30U;
  const std::uint64_t schema = whole(kMost);
  if (schema > static_cast<std::uint64_t>(known)) throw NewerVersion();
  if (schema < 1) refuse("is none of 1 to " + std::to_string(known) + ", which are known here");
  return schema;
}

double JsonField::number(double min, double max) const {
  const double number = value_.is_number() ? value_.get<double>() : min - 1;
  if (!(number >= min && number <= max)) {
    refuse("must be a number from " + nlohmann::json(min).dump() + " to " + nlohmann::json(max).dump());
  }
  return number + 0.0;
}

std::string JsonField::text() const {
  if (!value_.is_string()) refuse("must be text");
  auto text = value_.get<std::string>();
  if (text.find('\0') != std::string::npos) refuse("must not hold a zero byte");
  return text;
}

std::string JsonField::digest() const {
  std::string digest = text();
  const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (digest.size() != 64 || !std::all_of(digest.begin(), digest.end(), isHex)) {
    refuse("must be 64 lower-case hex digits");
  }
  return digest;
}

std::string JsonField::identifier(std::size_t maxLength) const {
  std::string id = text();
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
  if (id.empty() || id.size() > maxLength || !std::all_of(id.begin(), id.end(), allowed)) {
    refuse("must be 1 to " + std::to_string(maxLength) + " of a-z, 0-9, - and _");
  }
  return id;
}

std::string JsonField::pathOf(const std::string& key) const {
  // The key may be a stranger's: keep a message short and on one line.
  std::string printable = key.substr(0, 40);
  for (char& c : printable) {
    if (c < ' ' || c > '~') c = '?';
  }
  return path_.empty() ? printable : path_ + "." + printable;
}

}  // namespace mien
