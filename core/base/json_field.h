#pragma once
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace mien {

/// What JsonField throws: "PATH must be …", without a full stop. For use inside a module only.
struct JsonRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Of what a later version wrote, which is not broken: updating helps, correcting it does not.
struct NewerVersion : JsonRefused {
  NewerVersion() : JsonRefused("a newer Mien wrote it") {}
};

/// The double that prints with as few digits as the float does: 0.1F becomes 0.1, not 0.10000000149; −0 becomes 0.
double shortestDouble(float value);

/// One value of a JSON document together with its path ("faces[0].photo.index"), which every refusal names. Refers
/// to the document; throws JsonRefused.
class JsonField {
 public:
  explicit JsonField(const nlohmann::json& root) : value_(root) {}

  [[noreturn]] void refuse(const std::string& what) const;
  bool has(const char* key) const { return value_.contains(key); }
  const nlohmann::json& value() const { return value_; }

  /// An object with all of `required`, perhaps some of `optional`, and nothing else.
  void expectObject(std::initializer_list<const char*> required,
                    std::initializer_list<const char*> optional = {}) const;
  void expectObject() const;        ///< an object with any keys
  std::size_t expectArray() const;  ///< its length
  void expectArray(std::size_t length) const;

  /// Refused where there is none.
  JsonField operator[](const std::string& key) const;
  JsonField at(std::size_t index) const { return {value_.at(index), path_ + "[" + std::to_string(index) + "]"}; }

  std::uint64_t whole(std::uint64_t max) const;
  std::uint64_t schema(int known) const;        ///< 1 to `known`; throws NewerVersion beyond
  double number(double min, double max) const;  ///< −0 becomes 0
  std::string text() const;
  std::string digest() const;                                ///< 64 lower-case hex digits
  std::string identifier(std::size_t maxLength = 64) const;  ///< of a–z, 0–9, - and _, at least one

 private:
  JsonField(const nlohmann::json& value, std::string path) : value_(value), path_(std::move(path)) {}
  std::string pathOf(const std::string& key) const;

  const nlohmann::json& value_;
  std::string path_;
};

}  // namespace mien
