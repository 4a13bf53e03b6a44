#include "core/project/project_file.h"

#include <algorithm>
#include <new>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/json_field.h"
#include "core/base/strict_json.h"
#include "core/project/archive.h"
#include "core/project/face_files.h"
#include "core/project/project_json.h"

namespace mien {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t kMaxPhotograph = 512ULL << 20U;
constexpr const char* kProject = "project.json";
constexpr const char* kLocal = "local.json";
constexpr std::size_t kMaxUrl = 16'384;

std::string memberOf(std::size_t face, const char* what) {
  return "faces/" + std::to_string(face) + "/" + what;
}

/// What an archive may hold. A project file has no local state.
std::vector<ArchiveRule> rules(bool autosave) {
  std::vector<ArchiveRule> all{{kProject, 8U << 20U, true}};
  for (std::size_t i = 0; i < kMaxFaces; ++i) {
    all.push_back({memberOf(i, "aligned.json"), kMaxFaceFacts, true});
    all.push_back({memberOf(i, "aligned.png"), kMaxFacePicture});
    all.push_back({memberOf(i, "photo"), kMaxPhotograph});
  }
  if (autosave) all.push_back({kLocal, 1U << 17U, true});
  return all;
}

tl::unexpected<Error> refuse(const std::string& name, const std::string& why) {
  std::string sentence = "\"" + name + "\" can't be opened: " + why + ".";
  std::replace_if(
      sentence.begin(), sentence.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return fail(ErrorKind::Input, std::move(sentence));
}

std::string localToJson(LocalState local, std::size_t faces) {
  local.photographs.resize(faces);
  const json out{{"document", local.document}, {"photographs", local.photographs}, {"changed_at", local.changedAt}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string urlFrom(const JsonField& field) {
  std::string url = field.text();
  if (url.size() > kMaxUrl) field.refuse("is too long");
  return url;
}

LocalState localFromJson(std::string_view text) {
  const auto parsed = parseStrictJson(text);
  if (!parsed) throw JsonRefused(parsed.error());
  const JsonField root(*parsed);
  root.expectObject({"document", "photographs", "changed_at"});
  std::vector<std::string> photographs;
  for (std::size_t i = 0; i < root["photographs"].expectArray(); ++i)
    photographs.push_back(urlFrom(root["photographs"].at(i)));
  return {urlFrom(root["document"]), std::move(photographs),
          static_cast<std::int64_t>(root["changed_at"].whole(1ULL << 50U))};
}

std::span<const std::uint8_t> bytesOf(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view textOf(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<std::vector<std::uint8_t>> pack(const Project& project, const LocalState* local) {
  try {
    const std::string document = toJson(project);
    // What could not be opened again is not written over what can.
    static_cast<void>(projectFromJson(document));
    const std::string here = local == nullptr ? "" : localToJson(*local, project.faces.size());
    std::vector<ArchiveMember> members{{kProject, bytesOf(document), true}};
    for (std::size_t i = 0; i < project.faces.size(); ++i) {
      if (!project.faces[i]) continue;
      const ProjectFace& face = *project.faces[i];
      if (face.aligned) {
        members.push_back({memberOf(i, "aligned.json"), face.aligned->facts, true});
        members.push_back({memberOf(i, "aligned.png"), face.aligned->picture});
      }
      if (face.photo) members.push_back({memberOf(i, "photo"), *face.photo});
    }
    if (local != nullptr) members.push_back({kLocal, bytesOf(here), true});
    std::size_t total = 0;
    for (const ArchiveMember& member : members) total += member.bytes.size();
    if (static_cast<std::int64_t>(total) > kMaxProjectBytes - (1 << 20))
      return fail(ErrorKind::Input, "The project would be larger than 1 GB: save it without the photographs.");
    auto bytes = writeArchive(members);
    if (!bytes)
      return fail(ErrorKind::Internal, "The project can't be saved: " + bytes.error() + "; please report it.");
    return std::move(*bytes);
  } catch (const JsonRefused& refused) {
    return fail(ErrorKind::Internal,
                "The project can't be saved: " + std::string(refused.what()) + "; undo that, and please report it.");
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::Internal, "The project can't be saved: the memory is full; close other programs.");
  }
}

/// Moves the members of face `i` into the project. Throws JsonRefused.
void takeFace(Project& project, std::size_t i, std::map<std::string, ArchiveBytes>& members) {
  const auto facts = members.find(memberOf(i, "aligned.json"));
  const auto picture = members.find(memberOf(i, "aligned.png"));
  const auto photo = members.find(memberOf(i, "photo"));
  const auto there = [&](const auto& member) { return member != members.end(); };
  if (i >= project.faces.size() || !project.faces[i]) {
    if (there(facts) || there(picture) || there(photo))
      throw JsonRefused("it has files of a face that it does not name");
    return;
  }
  ProjectFace& face = *project.faces[i];
  if (there(facts) != there(picture)) throw JsonRefused("a part of a saved face is missing");
  if (there(facts)) {
    face.aligned = std::make_shared<FaceFiles>(FaceFiles{std::move(facts->second), std::move(picture->second)});
  }
  if (!there(photo)) return;
  const auto* ref = std::get_if<PhotoFaceRef>(&face.ref);
  if (ref == nullptr || sha256Hex(photo->second) != ref->digest)
    throw JsonRefused("a photograph in it is not the one that it names");
  face.photo = std::make_shared<const std::vector<std::uint8_t>>(std::move(photo->second));
}

Result<Autosave> unpack(std::span<const std::uint8_t> bytes, const std::string& name, bool autosave) {
  try {
    auto members = readArchive(bytes, rules(autosave));
    if (!members) return refuse(name, members.error() + "; choose another, or a copy of it");
    const auto document = members->find(kProject);
    if (document == members->end()) return refuse(name, "it is no project file; choose one that Mien wrote");
    Autosave out;
    out.project = projectFromJson(textOf(document->second));
    for (std::size_t i = 0; i < kMaxFaces; ++i) takeFace(out.project, i, *members);
    if (autosave) {
      const auto local = members->find(kLocal);
      if (local == members->end()) return refuse(name, "it is no autosave; open it as a project");
      out.local = localFromJson(textOf(local->second));
      if (out.local.photographs.size() != out.project.faces.size())
        return refuse(name, "it does not name one photograph a face; choose another");
    }
    return out;
  } catch (const NewerVersion& newer) {
    return refuse(name, std::string(newer.what()) + "; update Mien to open it");
  } catch (const JsonRefused& refused) {
    return refuse(name, std::string(refused.what()) + "; use one that Mien wrote");
  } catch (const std::bad_alloc&) {
    return refuse(name, "there is not enough memory for it; close other programs");
  }
}

}  // namespace

Result<std::vector<std::uint8_t>> packProject(const Project& project) {
  return pack(project, nullptr);
}

Result<std::vector<std::uint8_t>> packAutosave(const Autosave& autosave) {
  return pack(autosave.project, &autosave.local);
}

Result<Project> unpackProject(std::span<const std::uint8_t> bytes, const std::string& name) {
  return unpack(bytes, name, false).map([](Autosave&& read) { return std::move(read.project); });
}

Result<Autosave> unpackAutosave(std::span<const std::uint8_t> bytes, const std::string& name) {
  return unpack(bytes, name, true);
}

Result<void> writeProject(const fs::path& file, const Project& project) {
  return packProject(project).and_then([&](const auto& bytes) { return writeFileAtomically(file, bytes); });
}

Result<std::vector<std::uint8_t>> readProjectBytes(const fs::path& file) {
  // A pipe without a writer would never end.
  std::error_code none;
  if (fs::exists(file, none) && !fs::is_regular_file(file, none))
    return fail(ErrorKind::Input, file.string() + " is no file: choose a project that Mien wrote.");
  return readFile(file, kMaxProjectBytes);
}

Result<Project> readProject(const fs::path& file) {
  return readProjectBytes(file).and_then(
      [&](const auto& bytes) { return unpackProject(bytes, file.filename().string()); });
}

Result<Autosave> readAutosave(const fs::path& file) {
  return readFile(file, kMaxProjectBytes).and_then([&](const auto& bytes) {
    return unpackAutosave(bytes, file.filename().string());
  });
}

bool isProjectFile(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return ending == ".mien";
}

}  // namespace mien
