#pragma once
#include <string>

/// Builds plain tar archives by hand, broken ones too.
struct TarWriter {
  std::string bytes;

  TarWriter& member(const std::string& name, const std::string& content, char type = '0') {
    std::string header(512, '\0');
    header.replace(0, name.size(), name);
    header.replace(100, 7, "0000644");
    header.replace(124, 11, octal(content.size(), 11));
    header[156] = type;
    header.replace(257, 5, "ustar");
    header.replace(263, 2, "00");
    header.replace(148, 8, "        ");
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    header.replace(148, 7, octal(sum, 6) + '\0');
    bytes += header + content;
    bytes.resize((bytes.size() + 511) / 512 * 512);
    return *this;
  }
  TarWriter& end() {
    bytes.resize(bytes.size() + 1024);
    return *this;
  }

  static std::string octal(std::size_t value, int digits) {
    std::string text(static_cast<std::size_t>(digits), '0');
    for (auto digit = text.rbegin(); value > 0; value /= 8) *digit++ = static_cast<char>('0' + value % 8);
    return text;
  }
};
