#include "core/record/recall_report.h"

#include <array>
#include <ctime>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/strict_json.h"
#include "core/record/canonical.h"

namespace mien {
namespace {

using Json = nlohmann::json;

/// A file's name need not be UTF-8.
std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string utc(std::int64_t ms) {
  const std::time_t seconds = ms / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts)};
}

Json choiceJson(const RecallChoice& choice) {
  Json json = Json::object();
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  };
  add("face", choice.face);
  add("model", choice.model);
  add("networks", choice.networks);
  add("policy", choice.policy);
  if (choice.from) json["from_ms"] = *choice.from;
  if (choice.until) json["until_ms"] = *choice.until;
  return json;
}

Json outputJson(const ConcernedOutput& concerned) {
  const OutputSummary& output = concerned.output;
  Json files = Json::array();
  for (const ConcernedFile& file : concerned.files)
    files.push_back({{"file", file.written.file.string()}, {"digest", file.written.digest}, {"exists", file.exists}});
  return {{"id", output.id},
          {"uid", output.uid},
          {"time_ms", output.time},
          {"kind", nameOf(output.kind)},
          {"was", nameOf(output.state)},
          {"project", output.project},
          {"recipe_digest", output.recipeDigest},
          {"model_hash", output.modelHash},
          {"policy_hash", output.policyHash},
          {"networks_hash", output.networksHash},
          {"files", files}};
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

/// A hash by its first digits, a name as it is.
std::string briefly(const std::string& name) {
  constexpr std::size_t kHash = 64;
  constexpr std::size_t kShown = 12;
  const bool hash = name.size() == kHash && name.find_first_not_of("0123456789abcdef") == std::string::npos;
  return hash ? name.substr(0, kShown) + "…" : name;
}

/// What was recalled, as a sentence: "All outputs with the face 1b8610b395be…, made before 2026-11-30 00:00:00 UTC."
std::string chosenText(const Json& choice) {
  std::string text = "All outputs";
  std::string before = " ";
  const auto add = [&](const std::string& what) { text += std::exchange(before, ", ") + what; };
  constexpr std::array<std::array<const char*, 2>, 4> kNamed{{{"face", "with the face or photograph "},
                                                              {"model", "made with the model pack "},
                                                              {"networks", "judged by the networks "},
                                                              {"policy", "judged by the policy "}}};
  for (const auto& [key, words] : kNamed)
    if (choice.contains(key)) add(words + briefly(choice[key].get<std::string>()));
  if (choice.contains("from_ms")) add("made from " + utc(choice["from_ms"].get<std::int64_t>()) + " on");
  if (choice.contains("until_ms")) add("made before " + utc(choice["until_ms"].get<std::int64_t>()));
  return text + ".";
}

/// "3 outputs were recalled by the reviewer Ada."
std::string recalledText(const Json& report) {
  const std::size_t count = report["outputs"].size();
  std::string text = std::to_string(count) + (count == 1 ? " output was recalled" : " outputs were recalled");
  if (report.contains("reviewer")) return text + " by the reviewer " + report["reviewer"].get<std::string>() + ".";
  if (report.contains("user")) return text + " by the user " + report["user"].get<std::string>() + " of this machine.";
  return text + ".";
}

std::string htmlOf(const Json& report) {
  const auto text = [](const Json& value) {
    return escaped(value.is_string() ? value.get<std::string>() : dumped(value, -1));
  };
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Recall</title><style>"
      "body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em}td,th{text-align:left;padding:.3em 1em "
      ".3em 0;vertical-align:top;border-bottom:1px solid #ccc}code{word-break:break-all}.there{color:#a00}"
      "</style></head><body>\n<h1>Recall</h1>\n<p>" +
      escaped(utc(report["time_ms"].get<std::int64_t>()) + ": " + recalledText(report)) +
      "</p>\n<p>Reason: " + text(report["reason"]) + "</p>\n" +
      (report.contains("made_again_ms")
           ? "<p>This report was made again on " + utc(report["made_again_ms"].get<std::int64_t>()) +
                 ", with the files that were there then.</p>"
           : "<p>What was recalled: " + escaped(chosenText(report["choice"])) + "</p>") +
      "\n<table><tr><th>Output</th><th>Made</th><th>Was</th><th>Project</th>"
      "<th>Files</th></tr>\n";
  for (const Json& output : report["outputs"]) {
    html += "<tr><td>" + text(output["id"]) + "</td><td>" + utc(output["time_ms"].get<std::int64_t>()) + "</td><td>" +
            text(output["was"]) + "</td><td>" + text(output["project"]) + "</td><td>";
    for (const Json& file : output["files"])
      html += (file["exists"].get<bool>() ? "<span class=\"there\">" + text(file["file"]) + " (still there)</span><br>"
                                          : text(file["file"]) + "<br>");
    html += "</td></tr>\n";
  }
  return html + "</table>\n<p>Entry " + text(report["entry"]) +
         " of the history. The JSON of this report is signed by the key <code>" + text(report["key"]) +
         "</code>: <code>" + text(report["signature"]) + "</code></p>\n</body></html>\n";
}

/// Fills in the report's texts: `json` with what was said, its outputs and the key, signed.
void sign(Json json, const RecallWords& words, const SigningKey& key, RecallReport& report) {
  json["reason"] = words.reason;
  if (!words.reviewer.empty()) json["reviewer"] = words.reviewer;
  if (!words.user.empty()) json["user"] = words.user;
  json["outputs"] = Json::array();
  for (const ConcernedOutput& concerned : report.outputs) json["outputs"].push_back(outputJson(concerned));
  json["key"] = key.publicKey();
  // Read back as written, so that what is signed is what a reader gets.
  json = Json::parse(dumped(json, -1));
  json["signature"] = key.sign(canonical({"mien-report-1", json.dump()}));
  report.json = json.dump(2) + "\n";
  report.html = htmlOf(json);
}

tl::unexpected<Error> notOurs() {
  return fail(ErrorKind::Input, "This is no report that a record has signed, or it was altered since.");
}

}  // namespace

void writeReport(Change& change, const RecallChoice& choice, const RecallWords& words, RecallReport& report) {
  Json ids = Json::array();
  for (const ConcernedOutput& concerned : report.outputs) ids.push_back(concerned.output.id);
  // Entries without a row are never erased, so this one names no face.
  Json said = {{"outputs", ids}};
  if (!words.user.empty()) said["user"] = words.user;
  const std::int64_t entry = change.log("recall", said);
  sign({{"schema", 1}, {"kind", "recall"}, {"time_ms", change.now()}, {"choice", choiceJson(choice)}, {"entry", entry}},
       words, change.key(), report);
}

void writeReportAgain(std::int64_t entry, std::int64_t time, std::int64_t now, const RecallWords& words,
                      const SigningKey& key, RecallReport& report) {
  sign({{"schema", 1},
        {"kind", "recall"},
        {"time_ms", time},
        {"made_again_ms", now},
        {"choice", nullptr},
        {"entry", entry}},
       words, key, report);
}

Result<std::string> verifyReport(std::string_view text) {
  constexpr std::size_t kLargest = 256U << 20U;
  auto json = parseStrictJson(text, {kLargest, 8});
  if (!json || !json->is_object() || !json->contains("key") || !json->contains("signature")) return notOurs();
  const Json key = (*json)["key"];
  const Json signature = (*json)["signature"];
  if (!key.is_string() || !signature.is_string()) return notOurs();
  json->erase("signature");
  if (!verifySignature(key.get<std::string>(), canonical({"mien-report-1", json->dump()}),
                       signature.get<std::string>()))
    return notOurs();
  return key.get<std::string>();
}

}  // namespace mien
