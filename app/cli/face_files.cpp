#include "app/cli/face_files.h"

namespace mien {

Result<FaceFiles> faceFiles(const std::vector<std::string>& faces) {
  FaceFiles files;
  for (const std::string& face : faces) {
    const auto sign = face.find('=');
    const std::string name = face.substr(0, sign);
    if (sign == std::string::npos || (name != "a" && name != "b")) {
      return fail(ErrorKind::Usage, "\"" + face + "\" gives no face: write --face a=FILE or --face b=FILE.");
    }
    files[name] = face.substr(sign + 1);
  }
  return files;
}

Result<std::string> parentText(const FaceRef& ref, std::size_t index, const FaceFiles& files) {
  if (const auto* drawn = std::get_if<DrawnFaceRef>(&ref)) return "seed:" + std::to_string(drawn->seed);
  const std::string name = index == 0 ? "a" : "b";
  const auto file = files.find(name);
  if (file != files.end()) return file->second;
  return fail(ErrorKind::Usage,
              "The photograph of face " + name + " is needed: give it with --face " + name + "=FILE.");
}

}  // namespace mien
